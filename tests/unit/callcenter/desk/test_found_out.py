"""What the script found out of the patient is kept with the call when its operator finishes it."""

import pytest

from callcenter.desk.actions.heard import HeardFacts
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.found_out import with_found_out
from callcenter.desk.store import find_desk_call
from callcenter.domain.outcomes import VisitType
from callcenter.kit.ids import CallId, OperatorId
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from scripts_library.walk import Left, Walk
from tests.support.clinic import ANNA, fill_clinic
from tests.support.desk import SCRIPT, DeskBench, small_library

ASKING = SCRIPT.replace(
    "  need: {label: Что беспокоит}\n",
    "  need: {label: Что беспокоит}\n  visit_type: {label: Был ли}\n  source: {label: Откуда}\n",
).replace("capture: [first_name]", "capture: [first_name, visit_type, source]")


@pytest.fixture
def asking(database: Database) -> DeskBench:
    """A desk whose script asks both."""
    with database.work() as work:
        fill_clinic(work.connection)
    return DeskBench(database, library=small_library(ASKING))


def _call(captured: dict[str, str], earlier: dict[str, str] | None = None, **values: object) -> DeskCall:
    left = () if earlier is None else (Left(script="recall", version=1, step="greet", captured=earlier),)
    walk = Walk(script="new_patient", version=1, language=Language.RU, step="greet", captured=captured, earlier=left)
    call = DeskCall(call=CallId("c-1"), operator=OperatorId("anna"), walk=walk)
    for name, value in values.items():
        object.__setattr__(call, name, value)
    return call


def _kept(bench: DeskBench, call: CallId) -> tuple[VisitType | None, str]:
    with bench.database.read() as connection:
        desk = find_desk_call(connection, call)
    assert desk is not None
    return desk.visit_type, desk.source


def _finish(bench: DeskBench, call: CallId) -> None:
    seen = bench.view().call
    assert seen is not None
    assert bench.desk.outcomes.record(ANNA, call, seen.version, {"outcome": "information"}) == {}


def test_what_the_script_found_out_is_kept_when_the_operator_finishes_the_call(asking: DeskBench) -> None:
    call = asking.talk("+79000000101")
    asking.desk.script.capture(ANNA, call, "visit_type", "primary")
    asking.desk.script.capture(ANNA, call, "source", " подруга посоветовала ")
    assert _kept(asking, call) == (None, "")
    _finish(asking, call)
    assert _kept(asking, call) == (VisitType.PRIMARY, "подруга посоветовала")


def test_what_was_taken_over_from_the_words_outlives_the_form(asking: DeskBench) -> None:
    call = asking.talk("+79000000101")
    asking.desk.script.capture(ANNA, call, "visit_type", "primary")
    asking.caller_rings_off(call)
    HeardFacts(asking.parts).take(ANNA, call, "visit_type", {"visit_type": "repeat"})
    _finish(asking, call)
    assert _kept(asking, call) == (VisitType.REPEAT, "")


def test_a_script_that_the_call_walked_before_counts_unless_the_last_one_says_otherwise() -> None:
    found = with_found_out(_call({"source": "internet"}, {"source": "friends", "visit_type": "repeat"}))
    assert (found.visit_type, found.source) == (VisitType.REPEAT, "internet")


def test_what_no_value_is_and_what_was_not_asked_change_nothing() -> None:
    for captured in ({}, {"visit_type": "unknown"}, {"visit_type": "раньше был"}, {"source": "  "}):
        found = with_found_out(_call(captured, visit_type=VisitType.REPEAT, source="nearby"))
        assert (found.visit_type, found.source) == (VisitType.REPEAT, "nearby")


def test_a_call_without_a_script_stays_as_it_is() -> None:
    call = DeskCall(call=CallId("c-1"), operator=OperatorId("anna"))
    assert with_found_out(call) == call
