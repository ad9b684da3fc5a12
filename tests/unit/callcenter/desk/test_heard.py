"""Taking over what a call's words say in place of what the operator entered: rules, rights, and undoing it."""

from pathlib import Path

import pytest
from sqlalchemy import select

from callcenter.desk.actions.heard import HeardFacts
from callcenter.desk.parts import DeskClinic, DeskParts
from callcenter.desk.problems import DeskError
from callcenter.desk.shown_steps import shown_steps
from callcenter.desk.store import find_desk_call
from callcenter.domain.outcomes import Outcome, RefusalReason, VisitType
from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import NotAllowedError
from callcenter.kit.ids import CallId, OperatorId
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.tables import event, fact_taken
from callcenter.storage.work import Database
from scripts_library.facts import ClinicWords
from tests.support.calls import CallsBench, whole_library
from tests.support.clinic import ANNA, BORIS, COUNTRY, MARIA, NOW, ZONE
from tests.support.walked import walk_along

MARTA = Operator(id=OperatorId("marta"), login="marta", name="Marta", role=Role.MANAGER)
CALL = CallId("c-1")


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> CallsBench:
    return CallsBench(database, tmp_path)


@pytest.fixture
def parts(bench: CallsBench) -> DeskParts:
    words = ClinicWords(name="Дента Плюс", address=Wording("", ""), hours=Wording("", ""))
    clinic = DeskClinic(words=words, language=Language.RU, zone=ZONE, country=COUNTRY)
    return DeskParts(database=bench.database, clock=bench.clock, library=whole_library(), clinic=clinic)


@pytest.fixture
def heard(parts: DeskParts) -> HeardFacts:
    return HeardFacts(parts)


def _entered(bench: CallsBench) -> tuple[Outcome | None, RefusalReason | None, str]:
    with bench.database.read() as connection:
        desk = find_desk_call(connection, CALL)
    assert desk is not None
    return desk.outcome, desk.refusal_reason, desk.next_step


def _found_out(bench: CallsBench) -> tuple[VisitType | None, str]:
    with bench.database.read() as connection:
        desk = find_desk_call(connection, CALL)
    assert desk is not None
    return desk.visit_type, desk.source


def _undoable(bench: CallsBench, heard: HeardFacts) -> frozenset[str]:
    with bench.database.read() as connection:
        return heard.undoable(connection, CALL)


def test_an_outcome_is_taken_over_with_its_reason_and_can_be_undone(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="information", finished_at=NOW)
    heard.take(ANNA, CALL, "outcome", {"outcome": "refused", "refusal_reason": "price"})
    assert _entered(bench) == (Outcome.REFUSED, RefusalReason.PRICE, "")
    assert _undoable(bench, heard) == {"outcome"}
    heard.undo(ANNA, CALL, "outcome")
    assert _entered(bench) == (Outcome.INFORMATION, None, "")
    assert _undoable(bench, heard) == frozenset()


def test_a_call_without_an_outcome_is_finished_by_it_and_open_again_when_undone(
    bench: CallsBench, heard: HeardFacts
) -> None:
    bench.call("c-1", MARIA)
    heard.take(ANNA, CALL, "outcome", {"outcome": "information"})
    assert _entered(bench)[0] is Outcome.INFORMATION
    heard.undo(MARTA, CALL, "outcome")
    with bench.database.read() as connection:
        desk = find_desk_call(connection, CALL)
    assert desk is not None
    assert (desk.outcome, desk.finished_at) == (None, None)


def test_reason_and_next_step_are_taken_over_by_themselves(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="refused", refusal_reason="other", finished_at=NOW)
    heard.take(MARTA, CALL, "refusal_reason", {"refusal_reason": "fear"})
    heard.take(MARTA, CALL, "next_step", {"next_step": "пришлю цены в сообщении"})
    assert _entered(bench) == (Outcome.REFUSED, RefusalReason.FEAR, "пришлю цены в сообщении")
    heard.undo(MARTA, CALL, "next_step")
    assert _entered(bench) == (Outcome.REFUSED, RefusalReason.FEAR, "")


def test_a_call_is_not_booked_by_words_alone(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="information")
    with pytest.raises(DeskError, match="No visit is booked"):
        heard.take(ANNA, CALL, "outcome", {"outcome": "booked"})


def test_whoever_waits_for_us_is_not_left_without_a_time(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA)
    with pytest.raises(DeskError, match="next step with a day"):
        heard.take(ANNA, CALL, "outcome", {"outcome": "callback"})


def test_visit_type_and_source_are_taken_over_and_put_back(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="booked", visit_type="repeat", source="internet", finished_at=NOW)
    said = {"visit_type": "primary", "source": "соседка у вас лечилась"}
    heard.take(ANNA, CALL, "visit_type", said)
    heard.take(ANNA, CALL, "source", said)
    assert _found_out(bench) == (VisitType.PRIMARY, "соседка у вас лечилась")
    assert _undoable(bench, heard) == {"visit_type", "source"}
    heard.undo(ANNA, CALL, "source")
    assert _found_out(bench) == (VisitType.PRIMARY, "internet")
    heard.undo(MARTA, CALL, "visit_type")
    assert _found_out(bench) == (VisitType.REPEAT, "internet")


def test_where_nothing_was_entered_undoing_leaves_nothing(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="booked")
    for fact in ("visit_type", "source"):
        heard.take(ANNA, CALL, fact, {"visit_type": "repeat", "source": "с вашего сайта"})
        heard.undo(ANNA, CALL, fact)
    assert _found_out(bench) == (None, "")


def test_a_call_finished_by_its_words_keeps_what_its_script_found_out(bench: CallsBench, heard: HeardFacts) -> None:
    walk = walk_along(["first", "given", "friends"])
    bench.call("c-1", MARIA, walk=walk, script="new_patient", script_version="1", script_language="ru")
    heard.take(ANNA, CALL, "outcome", {"outcome": "information"})
    assert _found_out(bench) == (VisitType.PRIMARY, "friends")


@pytest.mark.parametrize("fact", ["visit_type", "source", "nonsense", "next_step", "refusal_reason"])
def test_what_the_desk_does_not_keep_or_nobody_said_is_refused(bench: CallsBench, heard: HeardFacts, fact: str) -> None:
    bench.call("c-1", MARIA, outcome="information")
    with pytest.raises(DeskError, match="nothing to take over"):
        heard.take(ANNA, CALL, fact, {"outcome": "refused", "visit_type": "unknown"})


def test_another_administrator_may_not_change_it(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="information")
    with pytest.raises(NotAllowedError):
        heard.take(BORIS, CALL, "outcome", {"outcome": "refused"})
    with pytest.raises(NotAllowedError):
        heard.undo(BORIS, CALL, "outcome")


def test_a_call_that_no_desk_had_and_one_that_goes_on_are_refused(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1")
    with pytest.raises(DeskError, match="Nobody has had"):
        heard.take(MARTA, CALL, "outcome", {"outcome": "refused"})
    bench.still_going_on(bench.call("c-2", MARIA))
    with pytest.raises(DeskError, match="still going on"):
        heard.take(ANNA, CallId("c-2"), "outcome", {"outcome": "information"})


def test_what_was_changed_since_is_not_undone(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="information")
    heard.take(ANNA, CALL, "outcome", {"outcome": "cancelled"})
    bench.write_desk(CALL, outcome="confirmed")
    assert _undoable(bench, heard) == frozenset()
    with pytest.raises(DeskError, match="changed since"):
        heard.undo(ANNA, CALL, "outcome")


def test_who_took_over_and_who_undid_it_is_kept_and_told(bench: CallsBench, heard: HeardFacts) -> None:
    bench.call("c-1", MARIA, outcome="information")
    heard.take(ANNA, CALL, "outcome", {"outcome": "cancelled"})
    heard.take(ANNA, CALL, "outcome", {"outcome": "cancelled"})  # twice is once
    heard.undo(MARTA, CALL, "outcome")
    heard.undo(MARTA, CALL, "outcome")
    with bench.database.read() as connection:
        [row] = connection.execute(select(fact_taken)).mappings()
        told = connection.execute(select(event.c.kind).where(event.c.subject == CALL)).scalars().all()
    assert (row["operator"], row["undone_by"], row["before"]["outcome"]) == ("anna", "marta", "information")
    assert told == ["outcome_recorded", "outcome_recorded"]


def test_the_steps_that_a_call_showed_are_told_as_they_were_to_be_said(bench: CallsBench, parts: DeskParts) -> None:
    bench.call("c-1", MARIA, walk=walk_along(), script="new_patient", script_version="1", script_language="ru")
    with bench.database.read() as connection:
        found = shown_steps(parts, connection, CALL)
    assert found is not None
    assert len(found.steps) > 5
    assert "Дента Плюс" in found.steps[0].spoken
    assert not any(step.is_open for step in found.steps)
    assert any("Мария" in step.spoken for step in found.steps)
    assert any("ask_visit_type" in step.criteria for step in found.steps)


def test_a_call_without_a_script_or_with_a_script_that_is_gone_shows_no_steps(
    bench: CallsBench, parts: DeskParts
) -> None:
    bench.call("c-1", MARIA)
    gone = walk_along()
    assert isinstance(gone, dict)
    bench.call("c-2", MARIA, walk=gone | {"version": 99})
    with bench.database.read() as connection:
        assert shown_steps(parts, connection, CALL) is None
        assert shown_steps(parts, connection, CallId("c-2")) is None
        assert shown_steps(parts, connection, CallId("none")) is None
