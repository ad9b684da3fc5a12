"""Who is in the access log with whose card and whose names."""

from callcenter.storage.access import read_access
from callcenter.telephony.port import Offered
from tests.support.clinic import ANNA, BORIS
from tests.support.desk import DeskBench

MARIAS, SOKOLOVS = "+79000000101", "+79000000103"


def access(bench: DeskBench) -> list[tuple[str, str, str]]:
    with bench.database.read() as connection:
        return [(entry.who, entry.action, entry.subject) for entry in read_access(connection)]


def test_desk_call_taken_over_logs_whose_names_are_shown(bench: DeskBench) -> None:
    call = bench.ring(SOKOLOVS)
    bench.view()
    bench.pass_on(call)
    bench.exchange.tell(Offered(call=bench.provider_id(call), at=bench.clock.now(), extension="102"))
    bench.view(BORIS)
    assert access(bench) == [(who, "view_name", name) for who in ("anna", "boris") for name in ("ivan", "olga")]


def test_card_of_a_call_that_is_taken_up_again_is_logged(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    bench.caller_rings_off(call)
    bench.desk.outcomes.put_aside(ANNA, call)
    before = access(bench)
    bench.desk.outcomes.take_up(ANNA, call)
    assert access(bench)[len(before) :] == [("anna", "view_card", "maria")]


def test_names_on_the_list_of_tasks_are_logged_once_in_a_quarter_of_an_hour(bench: DeskBench) -> None:
    bench.caller_rings_off(bench.id_of(bench.arrive(MARIAS)))
    for _ in range(3):
        bench.view()
    bench.view(BORIS)
    assert access(bench) == [("anna", "list", "tasks"), ("boris", "list", "tasks")]
    bench.wait(minutes=16)
    bench.view()
    assert access(bench)[2:] == [("anna", "list", "tasks")]


def test_idle_desk_without_names_is_not_logged(bench: DeskBench) -> None:
    bench.view()
    assert access(bench) == []
