"""One call across several scripts, from ring to outcome, on SQLite and on PostgreSQL."""

from sqlalchemy import select

from callcenter.desk.shown_steps import shown_steps
from callcenter.desk.view import DeskView, Mode
from callcenter.domain.events import ScriptStepShown
from callcenter.storage.events import read_events
from callcenter.storage.tables import script_unfit
from callcenter.storage.work import Database
from tests.support.clinic import ANNA, fill_clinic
from tests.support.desk import DeskBench
from tests.support.three_scripts import three_scripts

UNKNOWN = "+79991112233"


def version(view: DeskView) -> int:
    assert view.call is not None
    return view.call.version


def test_call_goes_over_to_another_script_and_comes_back_to_be_booked(database: Database) -> None:
    with database.work() as work:
        fill_clinic(work.connection)
    bench = DeskBench(database, library=three_scripts())
    script, call = bench.desk.script, bench.talk(UNKNOWN)
    script.take(ANNA, call, version(bench.view()), "ready")
    script.capture(ANNA, call, "first_name", "Кирилл")
    bench.desk.unfit.note(ANNA, call, "А парковка у вас есть?")
    script.objection(ANNA, call, version(bench.view()), "expensive")
    script.take(ANNA, call, version(bench.view()), "agreed")
    script.go_on_in(ANNA, call, version(bench.view()), "reschedule")
    script.back(ANNA, call, version(bench.view()))
    script.take(ANNA, call, version(bench.view()), "named")
    script.take(ANNA, call, version(bench.view()), "second_slot")
    given = {"given_name": "Кирилл", "surname": "Кузнецов", "phone": "89000001234"}
    assert bench.desk.booking.book(ANNA, call, given) == {}
    bench.desk.line.hang_up(ANNA, call)
    after = bench.view()
    assert (after.mode, after.outcome.values["outcome"] if after.outcome else "") == (Mode.AFTER, "booked")
    assert bench.desk.outcomes.record(ANNA, call, version(after), {"outcome": "booked"}) == {}
    with database.read() as connection:
        told = [one.event for one in read_events(connection, 0, 1000) if isinstance(one.event, ScriptStepShown)]
        said = connection.execute(select(script_unfit.c.step, script_unfit.c.said)).all()
        words = shown_steps(bench.parts, connection, call)
    assert [(one.step, one.came_by) for one in told] == [
        ("greet", "start"),
        ("name", "answer"),
        ("expensive", "objection"),
        ("name", "return"),
        ("which", "script"),
        ("name", "back"),
        ("offer", "answer"),
        ("goodbye", "answer"),
    ]
    assert [tuple(row) for row in said] == [("name", "А парковка у вас есть?")]
    assert words is not None
    assert [step.id for step in words.steps] == ["greet", "name", "expensive", "name", "offer", "goodbye"]
