"""What the words say that came of a call, beside what the operator entered."""

from datetime import timedelta

from callcenter.domain.outcomes import Outcome, RefusalReason, VisitType
from callcenter.kit.languages import Language
from recordings.calls.entry import BookedVisit, DeskNotes
from recordings.screens.facts_view import FactName, FactView, facts_view, heard_values
from recordings.transcript import Json
from tests.support.clinic import NOW

VISIT = BookedVisit(starts_at=NOW + timedelta(days=1), doctor="Елена Орлова", service="Консультация")


def _notes(
    outcome: Outcome | None = None,
    reason: RefusalReason | None = None,
    next_step: str = "",
    visits: tuple[BookedVisit, ...] = (),
) -> DeskNotes:
    return DeskNotes(
        script="",
        script_version="",
        script_language="",
        note="",
        outcome=outcome,
        reason=reason,
        next_step=next_step,
        next_step_at=None,
        next_step_done_at=None,
        finished_at=None,
        visits=visits,
    )


def _said(value: str, confidence: float = 0.9) -> Json:
    return {"value": value, "confidence": confidence, "quote": "так и сказали", "at": 5.0}


def _view(
    notes: DeskNotes | None, *, may_correct: bool = True, undoable: frozenset[str] = frozenset(), **facts: Json
) -> dict[str, FactView]:
    found = facts_view(facts, notes, spoken=Language.RU, undoable=undoable, may_correct=may_correct)
    return {one.name.value: one for one in found}


def test_words_and_entry_that_agree_need_nothing() -> None:
    fact = _view(_notes(Outcome.REFUSED), outcome=_said("refused"))["outcome"]
    assert (fact.heard, fact.entered, fact.differs, fact.can_take) == (Outcome.REFUSED, Outcome.REFUSED, False, False)


def test_clear_words_against_the_entry_are_a_difference_that_can_be_taken_over() -> None:
    fact = _view(_notes(Outcome.INFORMATION), outcome=_said("refused"))["outcome"]
    assert (fact.differs, fact.can_take, fact.quote, fact.at) == (True, True, "так и сказали", 5.0)


def test_unclear_words_contradict_nobody() -> None:
    assert not _view(_notes(Outcome.BOOKED), outcome=_said("information", 0.5))["outcome"].differs


def test_a_booking_without_its_visit_is_told_and_not_taken_over() -> None:
    fact = _view(_notes(Outcome.THINKING), outcome=_said("booked"))["outcome"]
    assert (fact.differs, fact.can_take, fact.obstacle) == (True, False, "no visit is booked in this call")
    with_visit = _view(_notes(Outcome.THINKING, visits=(VISIT,)), outcome=_said("booked"))["outcome"]
    assert (with_visit.can_take, with_visit.obstacle) == (True, "")


def test_whoever_may_only_read_sees_the_difference_and_no_button() -> None:
    fact = _view(_notes(Outcome.INFORMATION), may_correct=False, outcome=_said("refused"))["outcome"]
    assert (fact.differs, fact.can_take) == (True, False)


def test_a_reason_is_compared_where_the_outcome_has_one() -> None:
    assert _view(_notes(Outcome.REFUSED, RefusalReason.PRICE), refusal_reason=_said("fear"))["refusal_reason"].differs
    assert not _view(_notes(Outcome.BOOKED), refusal_reason=_said("fear"))["refusal_reason"].differs


def test_a_promise_that_nobody_wrote_down_is_marked_unless_a_visit_is_agreed() -> None:
    assert _view(_notes(Outcome.THINKING), next_step=_said("перезвоню"))["next_step"].differs
    assert not _view(_notes(Outcome.THINKING, next_step="звонок"), next_step=_said("перезвоню"))["next_step"].differs
    assert not _view(_notes(Outcome.BOOKED), next_step=_said("пришлю напоминание"))["next_step"].differs


def test_what_is_not_known_has_no_line() -> None:
    nothing: Json = {"value": None, "confidence": 0, "quote": "", "at": None}
    assert _view(None, outcome=nothing, visit_type=_said("unknown"), source=nothing) == {}
    assert _view(None, visit_type=_said("repeat"))["visit_type"].heard is VisitType.REPEAT
    assert _view(None, outcome=_said("nonsense")) == {}
    assert facts_view(None, None, spoken=Language.RU, undoable=frozenset(), may_correct=True) == ()


def test_what_was_taken_over_can_be_undone() -> None:
    fact = _view(_notes(Outcome.REFUSED), undoable=frozenset({"outcome"}), outcome=_said("refused"))["outcome"]
    assert (fact.name, fact.can_undo, fact.differs) == (FactName.OUTCOME, True, False)


def test_the_desk_is_told_values_alone() -> None:
    assert heard_values({"outcome": _said("refused"), "source": {"value": None}}) == {"outcome": "refused"}
    assert heard_values(None) == {}
