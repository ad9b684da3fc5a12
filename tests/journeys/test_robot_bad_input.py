"""What goes wrong in calls that a robot leads, and what becomes of them."""

import wave
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from callcenter.domain.calls import EndReason
from callcenter.domain.clinic import VisitStatus
from callcenter.kit.ids import CallId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.storage.tables import flow_action, flow_kept
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeError
from callcenter.telephony.simulator.faults import Faults
from callcenter.telephony.simulator.manners import Manners
from callcenter.telephony.voice_port import Dial, KeyPressed, Prompt, Taken
from ivr.flow.commands import Said
from ivr.leading.loader import FlowShelf
from ivr.leading.parts import GENERAL
from outbound.dialling_service import NOBODY_KNOWS, Dialling
from outbound.wished_store import WishState
from tests.support.clinic import IVAN, MARIA
from tests.support.robot_texts import SaidByTheExchange
from tests.support.robot_world import RobotWorld, begin, robot_world

AGREES = Manners(greeting="алло", replies={"hello": ("да это я",), "confirm_visit": ("да приду",)})


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[RobotWorld]:
    world = robot_world(database, tmp_path)
    yield world
    world.exchange.stop()


def rung(world: RobotWorld, manners: Manners, flow: str = "confirm_visit") -> CallId:
    """A call that has been dialled and goes on."""
    assert IVAN.phone is not None
    world.people[IVAN.phone.e164] = manners
    call = world.wish(flow, IVAN)
    world.dialling.look()
    return call


def node_of(world: RobotWorld, call: CallId) -> str:
    return world.run_of(call).state.node


def until(world: RobotWorld, call: CallId, node: str) -> None:
    """Let time pass until the call stands at a node."""
    for _ in range(400):
        world.exchange.run_for(timedelta(milliseconds=250))
        if any(isinstance(one, Taken) for one in world.news) and node_of(world, call) == node:
            return
    raise AssertionError(f"the call never came to {node}")


def presses(world: RobotWorld, call: CallId, keys: str) -> None:
    world.exchange.patient_presses(ProviderCallId(call), keys)


def test_nobody_speaks_and_the_call_ends_by_itself(world: RobotWorld) -> None:
    call = world.call("confirm_visit", IVAN, Manners())
    assert world.outcome_of(call) == "no_contact"
    assert world.visits(IVAN)[-1].status is VisitStatus.BOOKED


def test_a_room_full_of_voices_confirms_and_cancels_nothing(world: RobotWorld) -> None:
    crowd = "ну вот и он говорит а я ему и телевизор громко дети идите сюда и так весь день"
    call = world.call("confirm_visit", IVAN, Manners(default_reply=crowd))
    assert world.outcome_of(call) not in {"confirmed", "cancelled", "rescheduled"}
    assert world.visits(IVAN)[-1].status is VisitStatus.BOOKED


def test_a_key_before_the_call_is_answered_and_one_after_its_end_change_nothing(world: RobotWorld) -> None:
    call = rung(world, AGREES)
    presses(world, call, "3")
    world.exchange.run_until_quiet()
    before = world.run_of(call)
    late = KeyPressed(call=ProviderCallId(call), at=world.clock.now(), key="3")
    world.leading(late)
    assert world.run_of(call) == before
    assert world.outcome_of(call) == "confirmed"


def test_a_key_into_the_question_answers_it_before_it_is_over(world: RobotWorld) -> None:
    call = rung(world, Manners(replies={"hello": ("да",)}))
    until(world, call, "one")
    presses(world, call, "1")
    assert ("one", "keep") in world.run_of(call).state.trail


def test_twenty_keys_at_once_answer_one_question(world: RobotWorld) -> None:
    call = rung(world, Manners())
    until(world, call, "hello")
    presses(world, call, "1" * 20)
    world.exchange.run_until_quiet()
    assert [what for node, what in world.run_of(call).state.trail if node == "hello"] == ["yes"]
    assert world.visits(IVAN)[-1].status is VisitStatus.BOOKED


@pytest.mark.parametrize("seed", range(1, 6))
def test_news_that_comes_twice_and_late_does_everything_once(database: Database, tmp_path: Path, seed: int) -> None:
    """Keys answer: a second 'yes' told late would confirm a visit that nobody has been asked about."""
    faults = Faults(duplicate=1.0, delay=0.3, longest_delay=timedelta(seconds=2))
    world = robot_world(database, tmp_path, settings={"faults": faults, "seed": seed})
    by_keys = Manners(replies={"hello": ("[1]",), "confirm_visit": ("[1]",)})
    call = world.call("confirm_visit", IVAN, by_keys)
    world.exchange.run_for(timedelta(minutes=1))
    assert world.outcome_of(call) == "confirmed"
    assert [what for _, what in world.run_of(call).state.trail] == ["human", "yes", "keep", "done", "confirmed"]
    assert world.visits(IVAN)[-1].status is VisitStatus.CONFIRMED
    with database.read() as connection:
        done = connection.execute(select(func.count()).select_from(flow_action)).scalar_one()
    assert done == 1
    world.exchange.stop()


def test_a_call_goes_on_where_it_stood_when_the_process_was_killed(world: RobotWorld) -> None:
    call = rung(world, AGREES)
    until(world, call, "one")
    world.restart()
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) == "confirmed"
    assert [node for node, _ in world.run_of(call).state.trail].count("hello") == 1


def test_hello_of_who_picks_up_is_no_answer_to_a_process_that_came_meanwhile_either(world: RobotWorld) -> None:
    call = rung(world, AGREES)
    until(world, call, "hello")
    world.restart()
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) == "confirmed"
    assert [what for node, what in world.run_of(call).state.trail if node == "hello"] == ["yes"]


def test_a_link_that_breaks_and_comes_back_does_not_cost_the_call(world: RobotWorld) -> None:
    call = rung(world, AGREES)
    until(world, call, "one")
    world.exchange.cut_link()
    world.exchange.run_for(timedelta(seconds=5))
    world.exchange.restore_link()
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) == "confirmed"


def test_a_call_that_ended_while_nobody_listened_is_closed(world: RobotWorld) -> None:
    call = rung(world, Manners())
    until(world, call, "hello")
    world.exchange.stop()
    world.exchange.patient_hangs_up(ProviderCallId(call))
    begin(world, SaidByTheExchange())
    assert world.outcome_of(call) == "hung_up"
    assert world.call_of(call).end_reason is EndReason.LOST


def test_a_running_call_keeps_the_flow_it_began_with(database: Database, tmp_path: Path) -> None:
    content = tmp_path / "content" / "prompts"
    content.mkdir(parents=True)
    world = robot_world(database, tmp_path)
    call = rung(world, AGREES)
    until(world, call, "one")
    (content / "ru.yaml").write_text("language: ru\nprompts: {confirmed: Спасибо.}\n", encoding="utf-8")
    world.restart()
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) == "confirmed"
    later = world.call("confirm_visit", IVAN, AGREES)
    assert world.run_of(later).definition != world.run_of(call).definition
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(flow_kept)).scalar_one() == 2
    world.exchange.stop()


def test_a_flow_file_that_was_spoiled_leaves_the_flows_as_they_were(tmp_path: Path) -> None:
    own = tmp_path / "content"
    (own / "flows").mkdir(parents=True)
    shelf = FlowShelf(own)
    before = shelf.edition("confirm_visit", Language.RU)
    (own / "flows" / "confirm_visit.yaml").write_text("flow: [", encoding="utf-8")
    assert shelf.edition("confirm_visit", Language.RU) == before


class Sounds:
    """Files, of which some are missing on the exchange the first so many times."""

    def __init__(self, folder: Path, missing: int) -> None:
        self._folder, self._missing = folder, missing
        self._good = folder / "good.wav"
        with wave.open(str(self._good), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(b"\1\0" * 32000)

    def prompts_of(self, said: Sequence[Said], language: Language) -> Sequence[Prompt]:
        return [Prompt(id=one.prompt, text=one.spoken, language=language, sound=self._file()) for one in said]

    def prepare(self, said: Sequence[Said], language: Language) -> None:
        pass

    def general(self, language: Language) -> Prompt | None:
        return Prompt(id=GENERAL, text="", language=language, sound=self._good)

    def _file(self) -> Path:
        self._missing -= 1
        return self._folder / "gone.wav" if self._missing >= 0 else self._good


def test_a_prompt_that_is_missing_on_the_exchange_is_made_anew_and_said(world: RobotWorld, tmp_path: Path) -> None:
    world.restart(Sounds(tmp_path, missing=1))
    assert world.outcome_of(world.call("confirm_visit", IVAN, AGREES)) == "confirmed"


def test_prompts_that_stay_missing_lead_to_a_person(world: RobotWorld, tmp_path: Path) -> None:
    world.restart(Sounds(tmp_path, missing=1000))
    call = rung(world, AGREES)
    world.exchange.run_for(timedelta(seconds=20))
    assert world.call_of(call).state.value in {"queued", "offered"}


def test_an_exchange_that_does_not_answer_leaves_the_call_uncertain_and_undialled(world: RobotWorld) -> None:
    dialled: list[Dial] = []

    def silent(dial: Dial) -> None:
        dialled.append(dial)
        raise ExchangeError("the exchange said nothing", retryable=True)

    call = world.wish("confirm_visit", IVAN)
    for _ in range(3):
        Dialling(world.database, world.clock, silent).look()
    assert len(dialled) == 1
    assert world.wish_of(call).state is WishState.UNCERTAIN


def test_a_patient_is_rung_once_the_link_is_back(world: RobotWorld) -> None:
    assert IVAN.phone is not None
    world.people[IVAN.phone.e164] = AGREES
    call = world.wish("confirm_visit", IVAN)
    world.exchange.cut_link()
    assert world.dialling.look() == 0
    assert world.wish_of(call).state is WishState.WISHED
    world.exchange.restore_link()
    assert world.dialling.look() == 0  # not at once again
    world.exchange.run_for(timedelta(seconds=6))
    assert world.dialling.look() == 1
    world.exchange.run_until_quiet()
    assert world.outcome_of(call) == "confirmed"


def test_a_patient_is_rung_once_a_line_is_free_and_nobody_is_passed_over(database: Database, tmp_path: Path) -> None:
    world = robot_world(database, tmp_path, settings={"lines": 1})
    assert MARIA.phone is not None
    first = rung(world, AGREES)
    world.people[MARIA.phone.e164] = Manners()
    second = world.wish("satisfaction", MARIA)
    assert world.dialling.look() == 0
    assert world.wish_of(second).state is WishState.WISHED
    world.exchange.run_until_quiet()
    assert world.dialling.look() == 1
    assert {world.wish_of(one).state for one in (first, second)} == {WishState.CALLED}
    world.exchange.stop()


def test_a_process_that_died_between_its_decision_and_the_exchange_never_dials_twice(world: RobotWorld) -> None:
    def dies(dial: Dial) -> None:
        world.exchange.dial(dial)
        raise DiedError

    call = world.wish("confirm_visit", IVAN)
    with pytest.raises(DiedError):
        Dialling(world.database, world.clock, dies).look()
    world.exchange.run_until_quiet()
    world.clock.jump(timedelta(minutes=5))
    assert world.dialling.look() == 0
    assert world.wish_of(call).state is WishState.CALLED


class DiedError(Exception):
    """The process is gone."""


def test_a_new_process_learns_from_the_exchange_at_once_that_the_patient_is_being_rung(world: RobotWorld) -> None:
    def dies(dial: Dial) -> None:
        world.exchange.dial(dial)
        raise DiedError

    call = world.wish("confirm_visit", IVAN)
    with pytest.raises(DiedError):
        Dialling(world.database, world.clock, dies).look()
    assert world.wish_of(call).state is WishState.DIALLING
    world.restart()
    assert world.wish_of(call).state is WishState.CALLED


def test_a_call_that_nobody_ever_hears_of_is_told_as_uncertain_and_is_never_dialled(world: RobotWorld) -> None:
    def dies(_: Dial) -> None:
        raise DiedError

    call = world.wish("confirm_visit", IVAN)
    with pytest.raises(DiedError):
        Dialling(world.database, world.clock, dies).look()
    world.restart()
    assert world.wish_of(call).state is WishState.DIALLING, "its arrival may still be on the way"
    world.clock.jump(timedelta(minutes=3))
    assert world.dialling.look() == 0
    assert (world.wish_of(call).state, world.wish_of(call).problem) == (WishState.UNCERTAIN, NOBODY_KNOWS)
    assert world.dialling.look() == 0


def test_an_uncertain_call_that_comes_about_after_all_is_led_as_any_other(world: RobotWorld) -> None:
    def answers_too_late(dial: Dial) -> None:
        world.exchange.dial(dial)
        raise ExchangeError("the exchange said nothing", retryable=True)

    assert IVAN.phone is not None
    world.people[IVAN.phone.e164] = AGREES
    call = world.wish("confirm_visit", IVAN)
    Dialling(world.database, world.clock, answers_too_late).look()
    world.exchange.run_until_quiet()
    assert world.dialling.look() == 0
    assert world.wish_of(call).state is WishState.CALLED
    assert world.outcome_of(call) == "confirmed"


def test_what_a_call_needs_is_made_ready_before_it_is_dialled(world: RobotWorld) -> None:
    order: list[str] = []
    world.wish("confirm_visit", IVAN)
    Dialling(world.database, world.clock, lambda dial: order.append(dial.number), order.append).look()
    assert IVAN.phone is not None
    assert order == [IVAN.language, IVAN.phone.e164]


def test_a_wish_that_is_too_late_is_not_dialled(world: RobotWorld) -> None:
    call = world.wish("confirm_visit", IVAN)
    world.clock.jump(timedelta(hours=2))
    assert world.dialling.look() == 0
    assert world.wish_of(call).problem == "it is too late for this call"
