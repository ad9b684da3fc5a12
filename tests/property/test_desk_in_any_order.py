"""Whatever an operator presses in whatever order, the desk shows a sensible screen and loses nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callcenter.clinic.visit_store import visits_of
from callcenter.desk.places_view import place_key
from callcenter.desk.view import DeskView, Mode
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import CallId
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import metadata
from callcenter.storage.work import Database
from scripts_library.loader import Library
from tests.support.clinic import ANNA, MARIA, OLGA, fill_clinic
from tests.support.desk import DeskBench, small_library
from tests.support.three_scripts import three_scripts

NUMBERS = ("+79000000101", "+79000000103", "+79991112233", None)
NEW = {"given_name": "Кирилл", "surname": "Кузнецов", "phone": "89000001234"}


class Operator:
    """Presses buttons; `choice` decides among what the screen offers, and `stale` acts on the screen before."""

    def __init__(self, bench: DeskBench, number: str | None) -> None:
        self.bench = bench
        self.call: CallId = bench.ring(number)
        self.shown: DeskView = bench.view()
        self.note = ""
        self.refusals: list[str] = []
        self.actions: tuple[Callable[[int], object], ...] = (
            *(self.answer, self.take, self.take, self.take, self.back, self.objection, self.write, self.keep),
            *(self.book, self.let_go, self.patient, self.hold, self.resume, self.hang_up, self.finish, self.aside),
            *(self.other_script, self.other_script, self.phrase, self.unfit, self.unfit_back),
        )

    def press(self, action: int, choice: int, stale: bool) -> None:
        """One button; a refusal with a message is a fine answer."""
        if not stale:
            self.shown = self.bench.view()
        try:
            self.actions[action % len(self.actions)](choice)
        except CallCenterError as refusal:
            self.refusals.append(str(refusal))

    @property
    def version(self) -> int:
        return self.shown.call.version if self.shown.call else 0

    def answer(self, _: int) -> None:
        self.bench.desk.line.answer(ANNA, self.call)

    def take(self, choice: int) -> None:
        answers = self.shown.script.answers if self.shown.script else ()
        if answers:
            self.bench.desk.script.take(ANNA, self.call, self.version, answers[choice % len(answers)].id)

    def back(self, _: int) -> None:
        self.bench.desk.script.back(ANNA, self.call, self.version)

    def objection(self, _: int) -> None:
        self.bench.desk.script.objection(ANNA, self.call, self.version, "expensive")

    def write(self, choice: int) -> None:
        version = self.shown.call.note_version if self.shown.call else 1
        self.bench.desk.notes.save(ANNA, self.call, f"заметка {choice}", version)
        self.note = f"заметка {choice}"

    def keep(self, choice: int) -> None:
        rows = self.shown.places.rows if self.shown.places else ()
        if rows:
            self.bench.desk.booking.keep(ANNA, self.call, place_key(rows[choice % len(rows)].places[0]))

    def book(self, choice: int) -> None:
        self.bench.desk.booking.book(ANNA, self.call, NEW if choice % 2 else {})

    def let_go(self, _: int) -> None:
        self.bench.desk.booking.let_go(ANNA, self.call)

    def patient(self, choice: int) -> None:
        self.bench.desk.patients.choose(ANNA, self.call, (MARIA.id, OLGA.id, None)[choice % 3])

    def hold(self, _: int) -> None:
        self.bench.desk.line.hold(ANNA, self.call)

    def resume(self, _: int) -> None:
        self.bench.desk.line.resume(ANNA, self.call)

    def hang_up(self, _: int) -> None:
        self.bench.desk.line.hang_up(ANNA, self.call)

    def finish(self, choice: int) -> None:
        outcome = ("booked", "information", "refused", "nonsense")[choice % 4]
        self.bench.desk.outcomes.record(ANNA, self.call, self.version, {"outcome": outcome})

    def aside(self, _: int) -> None:
        self.bench.desk.outcomes.put_aside(ANNA, self.call)

    def other_script(self, choice: int) -> None:
        scripts = self.shown.scripts
        if scripts:
            self.bench.desk.script.go_on_in(ANNA, self.call, self.version, scripts[choice % len(scripts)].id)

    def phrase(self, choice: int) -> None:
        self.bench.desk.script.phrase(ANNA, self.call, ("hold_ask", "price_now")[choice % 2])

    def unfit(self, choice: int) -> None:
        self.bench.desk.unfit.note(ANNA, self.call, f"слова {choice}")

    def unfit_back(self, _: int) -> None:
        self.bench.desk.unfit.take_back(ANNA, self.call)


@contextmanager
def fresh_desk(library: Library) -> Iterator[DeskBench]:
    """A desk of its own for each example."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder)}/desk.db")
        metadata.create_all(engine)
        database = Database(engine)
        with database.work() as work:
            fill_clinic(work.connection)
        try:
            yield DeskBench(database, library=library)
        finally:
            engine.dispose()


PRESSES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 7), st.booleans()), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NUMBERS), PRESSES, st.sampled_from((small_library, three_scripts)))
def test_any_order_of_buttons_leaves_a_sensible_desk(
    number: str | None, presses: list[tuple[int, int, bool]], library: Callable[[], Library]
) -> None:
    with fresh_desk(library()) as bench:
        operator = Operator(bench, number)
        version = 0
        for action, choice, stale in presses:
            operator.press(action, choice, stale)
            view = bench.view()
            if view.call is None:
                assert view.mode is Mode.IDLE
                continue
            assert view.call.version >= version
            assert view.call.note == operator.note
            version = view.call.version
            if view.places is not None and view.places.booked is not None:
                assert view.outcome is not None
                assert view.outcome.values["outcome"] == "booked"
        with bench.database.read() as connection:
            booked = [visit for one in (MARIA, OLGA) for visit in visits_of(connection, one.id)]
        assert len(booked) <= 3  # one visit of each from before, and at most one of this call
        assert all(operator.refusals)
