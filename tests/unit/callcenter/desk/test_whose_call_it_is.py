"""At whose desk a call is: who gets it by looking, who by a click, and who does not get it."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from callcenter.desk.problems import OtherDeskError
from callcenter.desk.view import Mode
from callcenter.domain.people import Operator
from callcenter.storage.access import read_access
from callcenter.storage.events import last_event_id
from callcenter.storage.tables import operator
from tests.support.clinic import ANNA, BORIS
from tests.support.desk import DeskBench

MARIAS, SERGEYS = "+79000000101", "+79000000105"


def looks(bench: DeskBench) -> list[tuple[str, str]]:
    with bench.database.read() as connection:
        return [(entry.who, entry.subject) for entry in read_access(connection) if entry.action == "view_card"]


def boris_at_annas_telephone(bench: DeskBench) -> Operator:
    """As it may be in a database of before this was refused."""
    with bench.database.work() as work:
        work.connection.execute(update(operator).where(operator.c.id == BORIS.id).values(extension=ANNA.extension))
    return replace(BORIS, extension=ANNA.extension)


def test_two_operators_at_one_telephone_do_not_take_the_call_from_each_other(bench: DeskBench) -> None:
    second = boris_at_annas_telephone(bench)
    bench.ring(MARIAS)
    assert bench.view(ANNA).mode is Mode.RINGING
    told = events(bench)
    for _ in range(3):
        assert bench.view(second).mode is Mode.IDLE
        assert bench.view(ANNA).mode is Mode.RINGING
    assert events(bench) == told
    assert looks(bench) == [("anna", "maria")]


def test_click_takes_the_call_from_the_other_desk_at_the_same_telephone(bench: DeskBench) -> None:
    second = boris_at_annas_telephone(bench)
    call = bench.ring(MARIAS)
    bench.view(ANNA)
    bench.desk.line.answer(second, call)
    assert bench.view(second).mode is Mode.TALKING
    assert bench.view(ANNA).mode is Mode.IDLE
    assert looks(bench) == [("anna", "maria"), ("boris", "maria")]


def test_call_answered_from_the_screen_before_any_look_is_at_that_desk(bench: DeskBench) -> None:
    call = bench.ring(MARIAS)
    bench.desk.line.answer(ANNA, call)
    assert [step for step, _ in bench.exchange.said] == ["greet"]
    assert bench.view().mode is Mode.TALKING


def events(bench: DeskBench) -> int:
    with bench.database.read() as connection:
        return last_event_id(connection)


def test_call_that_a_colleague_answered_cannot_be_taken_up(bench: DeskBench) -> None:
    """Whoever finishes a call may listen to it: it stays with the person who answered it."""
    call = bench.talk(MARIAS)
    bench.caller_rings_off(call)
    with pytest.raises(OtherDeskError):
        bench.desk.outcomes.take_up(BORIS, call)
    unseen = bench.ring(SERGEYS)
    bench.exchange.answer(bench.provider_id(unseen), "101")
    bench.caller_rings_off(unseen)
    with pytest.raises(OtherDeskError):
        bench.desk.outcomes.take_up(BORIS, unseen)
