"""What came of the call, read from its words: proposals with a quote, never more than that. Pure.

Values are those of the labelled calls: `outcome`, `refusal_reason`, `visit_type`, `source` and the promised next step.
"""

from collections.abc import Callable, Mapping

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.names import PatientAct as Wants
from recordings.scoring.facts_found import Fact, Facts
from recordings.scoring.heard import CallView, Proof
from recordings.scoring.situation import Situation

_REASONS: Mapping[str, str] = {
    Wants.OBJECT_PRICE: "price",
    Wants.REJECT_TIME: "no_suitable_time",
    Wants.OBJECT_BUSY: "no_suitable_time",
    Wants.OBJECT_FAR: "distance",
    Wants.OBJECT_AFRAID: "fear",
    Wants.OBJECT_ELSEWHERE: "other_clinic",
    Wants.OBJECT_FAMILY: "needs_to_consult",
    Wants.OBJECT_BAD: "bad_experience",
    Wants.RECOVERED: "recovered",
}
_LAST = 4
_SURE = 0.7
_ASSUMED = 0.5


def facts_of(view: CallView, situation: Situation) -> Facts:
    """The facts of a call, as rules over acts find them."""
    source = view.first((Wants.TELL_SOURCE,), view.patient)
    promise = situation.promise
    return Facts(
        outcome=_outcome(view, situation),
        refusal_reason=_reason(view),
        visit_type=_visit_type(view, situation),
        source=_quoted(view, source, Wants.TELL_SOURCE) if source else Fact(None),
        next_step=_quoted(view, promise, Does.PROMISE) if promise else Fact(None),
    )


def _outcome(view: CallView, situation: Situation) -> Fact:
    for value, proof_of in _OUTCOMES:
        proof = proof_of(view, situation)
        if proof:
            return fact(value, proof)
    return Fact("information", 0.5)


def _emergency(view: CallView, situation: Situation) -> Proof | None:
    return view.first((Does.EMERGENCY,), view.administrator) if situation.emergency else None


def _changed(view: CallView, situation: Situation) -> Proof | None:
    moved = view.first((Wants.ASK_MOVE,), view.patient)
    return (moved or situation.changes) if situation.changes and situation.is_agreed else None


def _cancelled(view: CallView, situation: Situation) -> Proof | None:
    return view.first((Wants.ASK_CANCEL,), view.patient) if not situation.is_agreed else None


def _confirmed(view: CallView, situation: Situation) -> Proof | None:
    return view.first((Wants.CONFIRM_COMING,), view.patient) if situation.confirms else None


def _no_service(view: CallView, situation: Situation) -> Proof | None:
    return None if situation.is_agreed else view.first((Does.NO_SERVICE,), view.administrator, least=0.7)


def _thinking(view: CallView, situation: Situation) -> Proof | None:
    return view.first((Wants.OBJECT_THINK, Wants.SELF_LATER, Wants.OBJECT_FAMILY), view.patient[-_LAST:])


def _refused(view: CallView, situation: Situation) -> Proof | None:
    return view.first((Wants.REFUSE, Wants.RECOVERED), view.patient)


_OUTCOMES: tuple[tuple[str, Callable[[CallView, Situation], Proof | None]], ...] = (
    ("wrong_number", lambda view, situation: situation.wrong_number),
    ("no_contact", lambda view, situation: situation.other_person),
    ("emergency", _emergency),
    ("rescheduled", _changed),
    ("cancelled", _cancelled),
    ("confirmed", _confirmed),
    ("booked", lambda view, situation: situation.agreement),
    ("complaint", lambda view, situation: situation.complaint),
    ("no_service", _no_service),
    ("callback", lambda view, situation: situation.promise),
    ("thinking", _thinking),
    ("refused", _refused),
)
"""The first that the call proves is its outcome."""


def _reason(view: CallView) -> Fact:
    for utterance in view.patient:
        likely = [(view.likelihood(act, utterance), act) for act in _REASONS]
        best, act = max(likely)
        for proof in view.find(act, (utterance,)):
            return fact(_REASONS[act], proof, best)
    return Fact("other", 0.3)


def _visit_type(view: CallView, situation: Situation) -> Fact:
    asked = view.first((Does.ASK_BEEN_BEFORE,), view.administrator)
    answer = situation.after(asked, view.patient)[:1]
    before = view.first((Wants.BEEN_BEFORE,), view.patient, least=_SURE) or view.first((Wants.YES,), answer)
    first = view.first((Wants.FIRST_TIME,), view.patient, least=_SURE) or view.first((Wants.NO,), answer)
    if first and not (before and before[0].place < first[0].place):
        return fact("primary", first)
    known = before or situation.changes or situation.confirms
    if known:
        return fact("repeat", known)
    if view.is_outbound and not situation.is_elsewhere:
        return Fact("repeat", _ASSUMED)
    return Fact("unknown", _ASSUMED)


def _quoted(view: CallView, proof: Proof, act: str) -> Fact:
    quoted = fact("", proof, view.likelihood(act, proof[0]))
    return Fact(quoted.quote, quoted.confidence, quoted.quote, quoted.at)


def fact(value: str, proof: Proof | None, confidence: float = 0.8) -> Fact:
    """A fact with the words that prove it, where words do."""
    if proof is None:
        return Fact(value, round(confidence, 2))
    utterance, match = proof
    quote = utterance.spoken.quote(match.start, match.end)
    return Fact(value, round(confidence, 2), quote, utterance.second(utterance.spoken.place(match.start)))
