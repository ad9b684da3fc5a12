"""A real Asterisk as the contract suite's exchange under test: peers are the telephones, a wire is the link."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from callcenter.kit.clock import SystemClock
from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import Connected, ExchangeNews
from tests.contract.telephony.driver import OPERATOR_TONE_HZ, PATIENT_TONE_HZ, Condition, Leg
from tests.support.asterisk.config import SECRET
from tests.support.asterisk.news import PATIENCE_S, NewsLog
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.peer_call import PeerCall
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.sip import ALAW
from tests.support.asterisk.sound import tone
from tests.support.asterisk.watching import wait_for_member, wait_until_quiet
from tests.support.asterisk.wire import Wire

_News = TypeVar("_News")

LINE = "4951234567"
TALK_S = 1.0


def settings_for(asterisk: RunningAsterisk, port: int | None = None) -> AsteriskSettings:
    """How the adapter reaches a test's Asterisk; `port` where a wire stands between."""
    return AsteriskSettings(
        port=port or asterisk.ports.ami,
        secret=Secret(SECRET),
        recordings_there=str(asterisk.recordings),
        recordings_here=asterisk.recordings,
    )


class AsteriskUnderTest:
    """Fills `tests.contract.telephony.driver.PbxUnderTest`; a context manager. `asterisk` runs already."""

    def __init__(self, asterisk: RunningAsterisk) -> None:
        self._asterisk = asterisk
        self._log = NewsLog()
        self._wire = Wire(asterisk.ports.ami)
        settings = self._settings(settings_for(asterisk, self._wire.port))
        self._exchange = AsteriskExchange(settings, SystemClock())
        self._patients: list[tuple[Peer, PeerCall]] = []
        self._phone = Peer(asterisk.ports.sip, "op1")
        self._operator: PeerCall | None = None

    def _settings(self, usual: AsteriskSettings) -> AsteriskSettings:
        return replace(usual, first_pause=timedelta(milliseconds=50))

    def __enter__(self) -> Self:
        try:
            self._phone.register()
            wait_for_member(self._asterisk, "op1")
            self._exchange.start(self._log)
            self._log.next(Connected)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for peer, _ in self._patients:
            peer.close()
        self._phone.register(expires=0)
        self._phone.close()
        self._exchange.stop()
        self._wire.close()
        wait_until_quiet(self._asterisk)
        for recording in self._asterisk.recordings.glob("*.wav"):
            recording.unlink()

    @property
    def exchange(self) -> AsteriskExchange:
        return self._exchange

    @property
    def extension(self) -> str:
        return "op1"

    @property
    def news(self) -> Sequence[ExchangeNews]:
        return self._log.all

    def wait_for(self, condition: Condition, what: str) -> None:
        self._log.wait_until(condition, what, PATIENCE_S)

    def first(self, kind: type[_News]) -> _News:
        """The first news of `kind`; waits for it."""
        return self._log.next(kind)

    def leg(self, leg: Leg) -> PeerCall:
        """The patient's telephone call itself, for what the contract suite does not ask."""
        return self._patients[leg][1]

    @property
    def asterisk(self) -> RunningAsterisk:
        """The exchange itself."""
        return self._asterisk

    @property
    def exchange_sip_port(self) -> int:
        """Where further telephones reach the exchange."""
        return self._asterisk.ports.sip

    @property
    def recordings(self) -> Path:
        """Where the exchange writes."""
        return self._asterisk.recordings

    @property
    def operator(self) -> PeerCall:
        """The operator's telephone call that was picked up last."""
        if self._operator is None:
            raise RuntimeError("nobody has picked up")
        return self._operator

    def leg_is_over(self) -> None:
        """Wait until every patient's telephone has noticed that its call is over."""
        for _, call in self._patients:
            call.wait_over()

    @property
    def phone(self) -> Peer:
        """The operator's telephone."""
        return self._phone

    def patient_calls(self, number: str | None, name: str = "", codec: int = ALAW) -> Leg:
        peer = Peer(self._asterisk.ports.sip)
        self._patients.append((peer, peer.call(LINE, caller=number or "anonymous", name=name, codec=codec)))
        return Leg(len(self._patients) - 1)

    def patient_hangs_up(self, leg: Leg) -> None:
        self._patients[leg][1].hang_up()

    def operator_picks_up(self) -> None:
        self._operator = self._phone.wait_for_call()
        self._operator.answer()

    def operator_hangs_up(self) -> None:
        self.operator.hang_up()

    def both_talk(self) -> None:
        operator = self.operator
        patient = next(call for _, call in self._patients if not call.is_over)
        patient.wait_answered()
        heard = [(call, call.audio.frames_heard) for call in (patient, operator)]
        patient.audio.play(tone(PATIENT_TONE_HZ, TALK_S))
        operator.audio.play(tone(OPERATOR_TONE_HZ, TALK_S))
        for call, since in heard:
            if not call.audio.wait_until_heard(TALK_S + 0.2, PATIENCE_S, since=since):
                raise TimeoutError("no audio came through the exchange")

    def cut_link(self) -> None:
        self._wire.cut()

    def restore_link(self) -> None:
        self._wire.restore()
