"""What is said in an answered call, and when it ends."""

import pytest

from callcenter.domain.calls import EndReason
from callcenter.kit.errors import CallCenterError
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import Ended, ExchangeError, Held, Resumed
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.recorder import Side
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples
from tests.unit.callcenter.telephony.simulator.world import MARIA, World, hum


class Speech:
    """A voice that remembers what it was asked to say."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def __call__(self, text: str, language: Language, speaker: str) -> Samples:
        self.said.append((speaker, text))
        return hum(text, language, speaker)


def speak(world: World, call: ProviderCallId, step: str, text: str = "Добрый день") -> None:
    world.exchange.speak(call, step, text, Language.RU)


def heard(world: World, call: ProviderCallId, length: float) -> list[tuple[Side, float]]:
    """Who speaks during the next seconds, each with how long."""
    found: list[tuple[Side, float]] = []
    before: Side | None = None
    for _ in range(round(length * 20)):
        side = world.exchange.now_speaking(call)
        if side is not None and side is not before:
            found.append((side, 0.0))
        if side is not None:
            found[-1] = (side, round(found[-1][1] + 0.05, 2))
        before = side
        world.run(0.05)
    return found


def test_the_patient_replies_to_the_step_after_a_short_pause() -> None:
    world = World()
    call = world.answered()
    speak(world, call, "greet")
    (first, spoke), (second, replied) = heard(world, call, 6)
    assert (first, second) == (Side.ADMINISTRATOR, Side.PATIENT)
    assert spoke == pytest.approx(1.1, abs=0.1)
    assert replied == pytest.approx(1.2, abs=0.1)


def test_a_step_that_is_said_again_gets_the_next_reply_and_the_last_one_repeats() -> None:
    speech = Speech()
    world = World(say=speech)
    call = world.answered()
    for _ in range(3):
        speak(world, call, "greet")
    replies = [text for speaker, text in speech.said if speaker == "patient-female"]
    assert replies == ["Здравствуйте", "Я уже здоровалась", "Я уже здоровалась"]


def test_a_step_without_a_part_gets_the_default_reply_and_an_empty_one_is_silence() -> None:
    speech = Speech()
    world = World(say=speech)
    call = world.answered()
    speak(world, call, "unknown step")
    speak(world, call, "listen")
    assert [text for speaker, text in speech.said if speaker.startswith("patient")] == ["Да"]


def test_each_operator_speaks_with_the_voice_of_their_telephone() -> None:
    speech = Speech()
    world = World(Settings(extensions=("101", "102"), speakers={"102": "operator-male"}), say=speech)
    for extension in ("101", "102"):
        speak(world, world.answered(extension=extension), "listen")
    assert [speaker for speaker, _ in speech.said] == ["operator-female", "operator-male"]


def test_nobody_is_interrupted_when_the_operator_is_too_quick() -> None:
    world = World()
    call = world.answered()
    speak(world, call, "greet")
    world.run(0.2)
    speak(world, call, "next", "Чем могу помочь?")
    sides = [side for side, _ in heard(world, call, 12)]
    assert sides == [Side.ADMINISTRATOR, Side.PATIENT, Side.ADMINISTRATOR, Side.PATIENT]


def test_the_patient_rings_off_after_the_reply_to_the_last_step() -> None:
    world = World()
    call = world.answered()
    speak(world, call, "bye")
    world.run(3)
    assert world.told(Ended) == []
    world.run(3)
    assert world.one(Ended).reason is EndReason.COMPLETED


def test_a_goodbye_waits_until_the_operator_has_spoken_on() -> None:
    world = World()
    call = world.answered()
    speak(world, call, "bye")
    speak(world, call, "more", "Подождите, пожалуйста, ещё один вопрос о вашем визите")
    world.exchange.run_until_quiet()
    assert (world.one(Ended).at - world.clock.now()).total_seconds() == 0
    assert world.at(world.one(Ended).at) > 1 + 1.1 + 1.1 + 5.0


def test_a_patient_to_whom_nobody_speaks_rings_off() -> None:
    world = World()
    world.answered()
    world.exchange.run_until_quiet()
    assert world.at(world.one(Ended).at) == pytest.approx(1 + 180)


def test_a_talk_without_end_is_ended_by_the_exchange_after_an_hour() -> None:
    world = World()
    call = world.answered()
    for _ in range(70):
        if not world.exchange.live_calls:
            break
        speak(world, call, "next")
        world.run(60)
    ended = world.one(Ended)
    assert world.at(ended.at) == pytest.approx(1 + 3600)
    assert ended.reason is EndReason.COMPLETED


def test_hold_cuts_off_what_is_being_said_and_resume_lets_the_talk_go_on() -> None:
    world = World()
    call = world.answered()
    speak(world, call, "greet", "Это очень длинное предложение, которое никто не дослушает")
    world.run(2)
    world.exchange.hold(call)
    assert heard(world, call, 10) == []
    with pytest.raises(ExchangeError, match="on hold and hears nothing"):
        speak(world, call, "next")
    world.exchange.resume(call)
    speak(world, call, "next")
    assert [side for side, _ in heard(world, call, 5)] == [Side.ADMINISTRATOR, Side.PATIENT]


def test_hold_and_resume_twice_are_told_once() -> None:
    world = World()
    call = world.answered()
    for command in (world.exchange.resume, world.exchange.hold, world.exchange.hold):
        command(call)
    for _ in range(2):
        world.exchange.resume(call)
    assert (len(world.told(Held)), len(world.told(Resumed))) == (1, 1)


def test_a_patient_who_is_forgotten_on_hold_rings_off() -> None:
    world = World()
    call = world.answered()
    speak(world, call, "bye")
    world.exchange.hold(call)
    world.run(60)
    assert world.told(Ended) == []
    world.exchange.run_until_quiet()
    assert world.one(Ended).reason is EndReason.COMPLETED


def test_nothing_can_be_said_or_held_before_the_answer() -> None:
    world = World()
    call = world.exchange.ring_in(MARIA)
    with pytest.raises(ExchangeError, match="nobody has answered this call yet"):
        speak(world, call, "greet")
    with pytest.raises(ExchangeError, match="nobody has answered this call yet"):
        world.exchange.hold(call)


def test_a_voice_that_fails_costs_the_sound_and_not_the_call() -> None:
    def broken(text: str, language: Language, speaker: str) -> Samples:
        raise CallCenterError("no voice today")

    world = World(say=broken)
    call = world.answered()
    speak(world, call, "bye")
    world.exchange.run_until_quiet()
    assert world.one(Ended).reason is EndReason.COMPLETED


def test_a_persona_without_any_part_is_silent() -> None:
    silent = Persona(id="silent", number="", replies={"greet": ()})
    assert silent.reply("greet") == ""
    assert silent.reply("other", 3) == ""
