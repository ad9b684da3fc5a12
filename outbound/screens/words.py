"""What campaigns are called on screens: purposes, states, orders, results. Pure."""

from collections.abc import Mapping

from callcenter.domain.outreach import Channel, ContactResult, Purpose
from callcenter.kit.words import N_, P_
from callcenter.web.texts import Texts
from outbound.campaigns.campaign import CampaignState, Mode, Order
from outbound.campaigns.target import TargetState

_Pair = tuple[str, str]

_PURPOSES: Mapping[Purpose, _Pair] = {
    Purpose.CONFIRMATION: P_("campaign", "confirmation"),
    Purpose.RECALL: P_("campaign", "preventive recall"),
    Purpose.UNFINISHED: P_("campaign", "unfinished treatment"),
    Purpose.NO_SHOW: P_("campaign", "missed visit"),
    Purpose.GAP: P_("campaign", "free place"),
    Purpose.LOST: P_("campaign", "lost patients"),
    Purpose.SATISFACTION: P_("campaign", "after the visit"),
}
_WHAT_IT_DOES: Mapping[Purpose, str] = {
    Purpose.CONFIRMATION: N_(
        "In the evening it calls everybody who has a visit on the next working day and has not confirmed it; one call"
        " for a family on one number. Nobody's visit is cancelled for not answering."
    ),
    Purpose.RECALL: N_(
        "It calls patients whose preventive check-up is due by the interval of the service, and offers them a time."
    ),
    Purpose.UNFINISHED: N_("It calls patients with treatment that was planned and not done, and names the next step."),
    Purpose.NO_SHOW: N_("It calls patients who missed a visit in the last days, asks why, and offers a new time."),
    Purpose.GAP: N_("It offers a place that has become free to the waiting list, best fit first, to one at a time."),
    Purpose.LOST: N_("It calls patients whom nobody has seen for long."),
    Purpose.SATISFACTION: N_("It asks patients a day or so after their visit how it was."),
}
_CAMPAIGN_STATES: Mapping[CampaignState, tuple[_Pair, str]] = {
    CampaignState.DRAFT: (P_("campaign", "not started"), "plain"),
    CampaignState.RUNNING: (P_("campaign", "running"), "good"),
    CampaignState.PAUSED: (P_("campaign", "paused"), "attention"),
    CampaignState.DRAINING: (P_("campaign", "finishing its calls"), "attention"),
    CampaignState.STOPPED: (P_("campaign", "stopped"), "act"),
    CampaignState.ENDED: (P_("campaign", "ended"), "plain"),
}
_ORDERS: Mapping[Order, tuple[_Pair, str, str]] = {
    Order.START: (
        P_("campaign order", "Start"),
        N_("Calls begin within a minute, while the hours of calling last."),
        "s",
    ),
    Order.PAUSE: (
        P_("campaign order", "Pause"),
        N_("No new call begins; those that go on are finished. You can resume."),
        "p",
    ),
    Order.RESUME: (P_("campaign order", "Resume"), N_("Calls begin again where they were left."), "r"),
    Order.DRAIN: (
        P_("campaign order", "Finish and end"),
        N_("No new call begins; when the last one is over, the campaign has ended."),
        "e",
    ),
    Order.STOP: (
        P_("campaign order", "Stop at once"),
        N_("Calls that go on are put down in the middle of a word. Use it only when something is wrong."),
        "",
    ),
}
_MODES: Mapping[Mode, _Pair] = {
    Mode.ROBOT: P_("campaign", "the clinic's voice calls"),
    Mode.PREVIEW: P_("campaign", "a person calls after a look"),
    Mode.PROGRESSIVE: P_("campaign", "calls go out to free people"),
}
_TARGET_STATES: Mapping[TargetState, tuple[_Pair, str]] = {
    TargetState.PLANNED: (P_("target", "to call"), "info"),
    TargetState.CALLING: (P_("target", "call in hand"), "info"),
    TargetState.PERSON: (P_("target", "a person should call"), "attention"),
    TargetState.DONE: (P_("target", "done"), "good"),
    TargetState.UNREACHED: (P_("target", "not reached"), "attention"),
    TargetState.LEFT_OUT: (P_("target", "left out"), "plain"),
    TargetState.UNCERTAIN: (P_("target", "not known whether rung"), "act"),
}
_RESULTS: Mapping[ContactResult, tuple[_Pair, str]] = {
    ContactResult.CONFIRMED: (P_("contact", "confirmed"), "good"),
    ContactResult.MOVED: (P_("contact", "moved"), "good"),
    ContactResult.CANCELLED: (P_("contact", "cancelled"), "attention"),
    ContactResult.REFUSED: (P_("contact", "refused"), "attention"),
    ContactResult.THINKING: (P_("contact", "thinking it over"), "attention"),
    ContactResult.NO_ANSWER: (P_("contact", "no answer"), "plain"),
    ContactResult.BUSY: (P_("contact", "busy"), "plain"),
    ContactResult.MACHINE: (P_("contact", "answering machine"), "plain"),
    ContactResult.THIRD_PERSON: (P_("contact", "somebody else answered"), "plain"),
    ContactResult.WRONG_NUMBER: (P_("contact", "wrong number"), "act"),
    ContactResult.STOP: (P_("contact", "asked not to be called"), "act"),
    ContactResult.REACHED: (P_("contact", "spoken to"), "good"),
}
_CHANNELS: Mapping[Channel, _Pair] = {
    Channel.CALL: P_("channel", "call"),
    Channel.SMS: P_("channel", "SMS"),
    Channel.EMAIL: P_("channel", "e-mail"),
}
REACHED = frozenset(
    {
        ContactResult.CONFIRMED,
        ContactResult.MOVED,
        ContactResult.CANCELLED,
        ContactResult.REFUSED,
        ContactResult.THINKING,
        ContactResult.STOP,
        ContactResult.REACHED,
    }
)
"""The patient was spoken to."""


class Words:
    """The words in a reader's language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def purpose(self, purpose: Purpose) -> str:
        """What a campaign is for."""
        return self._texts.pgettext(*_PURPOSES[purpose])

    def what_it_does(self, purpose: Purpose) -> str:
        """A sentence on a kind of campaign."""
        return self._texts.gettext(_WHAT_IT_DOES[purpose])

    def campaign_state(self, state: CampaignState) -> tuple[str, str]:
        """Words and tone."""
        words, tone = _CAMPAIGN_STATES[state]
        return self._texts.pgettext(*words), tone

    def order(self, order: Order) -> tuple[str, str, str]:
        """Words, what it means, and the key; '' for none."""
        words, meaning, key = _ORDERS[order]
        return self._texts.pgettext(*words), self._texts.gettext(meaning), key

    def mode(self, mode: Mode) -> str:
        """Who speaks."""
        return self._texts.pgettext(*_MODES[mode])

    def target_state(self, state: TargetState) -> tuple[str, str]:
        """Words and tone."""
        words, tone = _TARGET_STATES[state]
        return self._texts.pgettext(*words), tone

    def result(self, result: ContactResult) -> tuple[str, str]:
        """Words and tone."""
        words, tone = _RESULTS[result]
        return self._texts.pgettext(*words), tone

    def channel(self, channel: Channel) -> str:
        """How somebody was reached for."""
        return self._texts.pgettext(*_CHANNELS[channel])
