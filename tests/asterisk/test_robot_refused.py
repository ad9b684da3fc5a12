"""What a robot asks for and the exchange's dialplan does not have, or the exchange refuses: the call goes on."""

from collections.abc import Iterator

import pytest

from callcenter.telephony.port import Ended
from callcenter.telephony.voice_port import Destination, MessageRecorded, NotPutThrough, Played, Taken
from tests.support.asterisk.fixtures import ROBOTS
from tests.support.asterisk.install import Installation
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.voice import AsteriskVoice

pytestmark = pytest.mark.asterisk

NUMBER = "+79161234567"


def exchange_with(installation: Installation, file: str, old: str, new: str) -> Iterator[AsteriskVoice]:
    """One of whose shipped files a clinic has another version."""
    asterisk = RunningAsterisk(installation, ROBOTS)
    path = asterisk.folder / "etc" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with asterisk, AsteriskVoice(asterisk) as pbx:
        yield pbx


@pytest.fixture
def pbx(installation: Installation) -> Iterator[AsteriskVoice]:
    """Its dialplan was copied before calls could be put through."""
    yield from exchange_with(installation, "callcenter-extensions.conf", "[callcenter-through]", "[once-was-through]")


@pytest.fixture
def refusing(installation: Installation) -> Iterator[AsteriskVoice]:
    """Our account may see calls, but not lead them."""
    yield from exchange_with(installation, "callcenter-manager.conf", "reporting,agi", "reporting")


@pytest.mark.parametrize("whom", [Destination.QUEUE, Destination.EXTENSION])
def test_a_call_goes_on_where_the_dialplan_cannot_put_it_through(pbx: AsteriskVoice, whom: Destination) -> None:
    pbx.patient_calls_the_robot(NUMBER)
    call = pbx.first(Taken).call
    pbx.exchange.put_through(call, 1, whom, "101")
    assert pbx.first(NotPutThrough).command == 1
    pbx.exchange.play(call, 2, [pbx.prompt("sorry", 0.3)])
    played = pbx.first(Played)
    assert (played.command, played.is_whole) == (2, True)
    pbx.exchange.hang_up(call)
    pbx.first(Ended)


def test_every_command_that_the_manager_interface_refuses_is_told(refusing: AsteriskVoice) -> None:
    pbx = refusing
    pbx.patient_calls_the_robot(NUMBER)
    call = pbx.first(Taken).call
    pbx.exchange.put_through(call, 1, Destination.QUEUE, "")
    told = pbx.first(NotPutThrough)
    assert (told.command, told.why) == (1, "Permission denied")
    pbx.exchange.record_message(call, 2, longest_s=5, pause_s=1)
    message = pbx.first(MessageRecorded)
    assert (message.command, message.file, message.seconds) == (2, "", 0.0)
    pbx.exchange.play(call, 3, [pbx.prompt("sorry", 0.3)])
    played = pbx.first(Played)
    assert (played.command, played.is_whole, played.missing) == (3, False, ())
    pbx.exchange.hang_up(call)
    pbx.first(Ended)
