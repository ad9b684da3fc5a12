"""The whole plan of a target in words: what was done, what goes on, what follows if nobody is reached. Pure."""

from collections.abc import Mapping, Sequence

from callcenter.domain.outreach import ContactResult
from callcenter.kit.words import N_, P_
from callcenter.web.texts import Texts
from outbound.campaigns.ladder import EARLY_VISIT, NO_TIME, UNKNOWN_CALL, UNREACHED, Step, StepKind, StepState
from outbound.mailing.message import MessageState
from outbound.rules.reasons import Reason
from outbound.screens.reasons import ReasonWords
from outbound.screens.target_view import Step as StepShown
from outbound.screens.words import Words

_KINDS: Mapping[StepKind, tuple[str, str]] = {
    StepKind.CALL: P_("step of a plan", "call"),
    StepKind.MESSAGE: P_("step of a plan", "message"),
    StepKind.MORNING_CALL: P_("step of a plan", "call in the morning of the visit"),
    StepKind.PERSON: P_("step of a plan", "a person takes it up"),
    StepKind.STAYS: P_("step of a plan", "nothing more: the visit stays booked"),
}
_OWN: Mapping[str, str] = {
    EARLY_VISIT: N_("the visit is too early in the day"),
    NO_TIME: N_("no time is left before the visit"),
    UNKNOWN_CALL: N_("nobody knows whether it rang"),
    UNREACHED: N_("if nobody is reached before"),
}
_MESSAGES: Mapping[MessageState, tuple[str, str]] = {
    MessageState.WAITING: P_("message", "waits"),
    MessageState.HANDING: P_("message", "is being sent"),
    MessageState.SENT: P_("message", "sent"),
    MessageState.REFUSED: P_("message", "not sent"),
    MessageState.UNKNOWN: P_("message", "nobody knows whether it was sent"),
    MessageState.WITHHELD: P_("message", "may not be sent"),
}
_NOT_DONE = N_("not done")
_TONES = {StepState.NOW: "info", StepState.PLANNED: "info", StepState.LEFT_OUT: "plain", StepState.DONE: "plain"}


class PlanWords:
    """In a reader's language."""

    def __init__(self, texts: Texts, reasons: ReasonWords) -> None:
        self._texts, self._reasons, self._words = texts, reasons, Words(texts)

    def steps(self, plan: Sequence[Step]) -> list[StepShown]:
        """The lines."""
        return [self._step(one) for one in plan]

    def _step(self, one: Step) -> StepShown:
        kind = self._texts.pgettext(*_KINDS[one.what])
        why, tone = self._why(one.why), _TONES[one.state]
        if one.state is StepState.DONE and one.why in set(ContactResult):
            tone = self._words.result(ContactResult(one.why))[1]
        if one.state is StepState.LEFT_OUT:
            why = self._texts.gettext(_NOT_DONE) + (f" – {why}" if why else "")
        return StepShown(
            when=self._reasons.when(one.at) if one.at else "",
            what=f"{kind}: {why}" if why else kind,
            tone=tone,
            is_ahead=one.state is StepState.PLANNED,
        )

    def _why(self, why: str) -> str:
        if why in set(ContactResult):
            return self._words.result(ContactResult(why))[0]
        if why in set(MessageState):
            return self._texts.pgettext(*_MESSAGES[MessageState(why)])
        if why in _OWN:
            return self._texts.gettext(_OWN[why])
        return self._reasons.short(why) if why in set(Reason) else why
