"""Commands of robots of which the exchange tells nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.events import Translator
from callcenter.telephony.asterisk.link import Link
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.robot_events import take
from callcenter.telephony.asterisk.robots import Robots
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import ExchangeEvent
from callcenter.telephony.voice_port import NotPutThrough, Played, Prompt

CALL = ProviderCallId("1.1")
SOON = timedelta(seconds=20)
LATE = timedelta(minutes=2)


class SilentLink:
    """Takes everything, and tells nothing; the call stands at `context` and `exten`."""

    def __init__(self) -> None:
        self.context, self.exten = "callcenter-voice", "s"

    def request(self, action: str, fields: Sequence[tuple[str, str]] = (), action_id: str = "") -> Packet:
        return Packet({"Response": "Success"})

    def collect(self, action: str, fields: Sequence[tuple[str, str]] = ()) -> list[Packet]:
        if action == "ShowDialPlan":
            return [Packet({"Extension": "queue"})]
        return [Packet({"Uniqueid": CALL, "Context": self.context, "Exten": self.exten})]


class Robot:
    """A robot that leads one call over a silent link."""

    def __init__(self) -> None:
        self.clock, self.silent = JumpingClock(datetime(2026, 11, 24, 7, tzinfo=UTC)), SilentLink()
        translator = Translator()
        settings = AsteriskSettings(port=1, secret=Secret("x"), robots_gone_after=timedelta(0))
        self.robots = Robots(settings, self.clock, translator)
        take(translator.adopt(CALL), "PJSIP/1", "front_menu", self.clock.now())

    @property
    def link(self) -> Link:
        return cast(Link, self.silent)

    def play(self, command: int) -> None:
        prompt = Prompt(id="a", text="a", language=Language.EN, sound=Path("/p/a.wav"))
        self.robots.command(self.link, CALL, lambda led: led.play(command, [prompt], self.clock.now()))

    def put_through(self, command: int) -> None:
        text = 'GOSUB callcenter-through queue 1 "x"'
        self.robots.command(self.link, CALL, lambda led: led.put_through(command, text, self.clock.now()))

    def after(self, passed: timedelta) -> list[ExchangeEvent]:
        self.clock.jump(passed)
        return self.robots.put_off(self.link)


@pytest.fixture
def robot() -> Robot:
    return Robot()


def test_a_prompt_whose_end_is_never_told_does_not_silence_the_robot(robot: Robot) -> None:
    robot.play(1)
    assert robot.after(SOON) == []
    (played,) = robot.after(LATE)
    assert isinstance(played, Played)
    assert played.command == 1


def test_a_call_that_waits_in_a_queue_is_left_there(robot: Robot) -> None:
    robot.put_through(1)
    robot.silent.context, robot.silent.exten = "callcenter-through", "queue"
    assert robot.after(SOON) == []
    assert robot.after(LATE) == []


def test_a_call_that_came_back_from_a_queue_untold_is_the_robots_again(robot: Robot) -> None:
    robot.put_through(1)
    robot.silent.context, robot.silent.exten = "callcenter-through", "back"
    (back,) = robot.after(SOON)
    assert isinstance(back, NotPutThrough)
    assert back.command == 1
    assert robot.after(LATE) == []
