"""What the operator sees when the clinic's Asterisk falls silent or hangs up, and that it comes back by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from callcenter.kit.clock import SystemClock
from tests.support.asterisk.fake_manager import BANNER, Behaviour, FakeManager
from tests.support.browsing import Stream, person_at
from tests.support.commands import callcenter
from tests.support.pages import text_of
from tests.support.processes import running

pytestmark = pytest.mark.fault

TOLD_WITHIN_S = 30.0
"""Ten seconds is what we promise where the machine is not busy: our own times add up to less, as a unit test knows."""
BACK_WITHIN_S = 60.0
ZONE = "Asia/Tashkent"
PASSWORD = "a sentence for the test"


@dataclass
class Clinic:
    """A product whose exchange a test plays, and the desk that somebody looks at."""

    exchange: FakeManager
    desk: Stream

    def sees_it_lost(self) -> None:
        """The top bar and the desk say since when, in the clinic's time."""
        before = _minute()
        top = self.desk.until("exchange", lambda html: "not reachable since" in html, TOLD_WITHIN_S)
        main = self.desk.until("desk-main", lambda html: "desk-lost" in html, TOLD_WITHIN_S)
        for said in (top, main):
            match = re.search(r"not reachable since (\d\d:\d\d)", text_of(said))
            assert match
            assert match[1] in {before, _minute()}

    def sees_it_back(self) -> None:
        """The desk is as before, without anybody having done anything."""
        self.desk.until("exchange", lambda html: "Exchange connected" in html, BACK_WITHIN_S)
        self.desk.until("desk-main", lambda html: "desk-lost" not in html, BACK_WITHIN_S)


def _minute() -> str:
    return f"{SystemClock().now().astimezone(ZoneInfo(ZONE)):%H:%M}"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("clinic")
    with FakeManager(Behaviour()) as exchange:
        settings = {
            "EXCHANGE": "asterisk",
            "ASTERISK_PORT": str(exchange.port),
            "ASTERISK_SECRET": "test",
            "ASTERISK_RECORDINGS_HERE": str(folder),
            "CLINIC_ZONE": ZONE,
        }
        _prepare(folder, settings)
        with running("serve", folder, **settings) as serve, person_at(serve.address) as anna:
            anna.sign_in("anna", PASSWORD)
            with anna.watching("/desk") as desk:
                desk.until("exchange", lambda html: "Exchange connected" in html)
                desk.until("desk-main", lambda html: 'class="idle"' in html)
                yield Clinic(exchange, desk)
            assert serve.stop() == 0


def _prepare(folder: Path, settings: dict[str, str]) -> None:
    given = {f"CALLCENTER_{name}": value for name, value in settings.items()}
    given["CALLCENTER_DATA_DIR"] = str(folder / "data")
    for command, typed in (
        (("migrate",), ""),
        (("user", "add", "anna", "--extension", "101", "--language", "en", "--password-stdin"), PASSWORD),
    ):
        ran = callcenter(*command, settings=given, typed=typed)
        assert ran.code == 0, ran.err


def test_an_exchange_that_falls_silent_is_said_to_be_out_of_reach_and_comes_back(
    clinic: Clinic,
) -> None:
    behaviour = clinic.exchange.behaviour
    answer = behaviour.ping
    behaviour.ping = None
    clinic.sees_it_lost()
    behaviour.ping = answer
    clinic.sees_it_back()


def test_an_exchange_that_hangs_up_is_said_to_be_out_of_reach_and_comes_back(clinic: Clinic) -> None:
    clinic.exchange.behaviour.banner = b""
    clinic.exchange.cut()
    clinic.sees_it_lost()
    clinic.exchange.behaviour.banner = BANNER
    clinic.sees_it_back()
