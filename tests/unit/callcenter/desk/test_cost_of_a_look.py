"""What a look at the desk asks of the database, counted."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from tests.support.clinic import ANNA
from tests.support.desk import DeskBench

MARIAS = "+79000000101"


@contextmanager
def sent(bench: DeskBench, *, writing: bool = False) -> Iterator[list[str]]:
    """What is sent to the database; with `writing`, only in transactions that may write."""
    statements: list[str] = []

    def note(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if not (writing and connection.get_execution_options().get("read_only")):
            statements.append(statement)

    event.listen(bench.database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(bench.database.engine, "before_cursor_execute", note)


def test_look_costs_the_same_after_two_hundred_missed_calls(bench: DeskBench) -> None:
    def ring_and_miss(count: int) -> None:
        for number in range(count):
            call = bench.ring(f"+7916{number:07}")
            bench.view()
            bench.caller_rings_off(call)

    ring_and_miss(2)
    few = queries_of_a_look(bench)
    ring_and_miss(200)
    assert queries_of_a_look(bench) == few
    assert few <= 21  # one of them asks which places are being offered to the waiting list


def queries_of_a_look(bench: DeskBench) -> int:
    bench.view()
    with sent(bench) as statements:
        bench.view()
    return len(statements)


def test_first_words_and_a_repeated_look_wait_for_no_writer(bench: DeskBench) -> None:
    call = bench.talk(MARIAS)
    with sent(bench, writing=True) as written:
        bench.view()
        bench.desk.script.first_words(ANNA, call)
    assert written == []


def test_places_are_looked_for_before_the_transaction_that_opens_the_call(bench: DeskBench) -> None:
    bench.ring(MARIAS)
    with sent(bench, writing=True) as written:
        bench.view()
    assert written
    assert not [statement for statement in written if "FROM visit" in statement or "FROM working_hours" in statement]
