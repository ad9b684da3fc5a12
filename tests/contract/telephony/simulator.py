"""The simulated exchange under the contract suite: its time moves only while a test waits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import Answered, ExchangeNews, Offered
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import RATE_HZ, Samples
from tests.contract.telephony.driver import (
    OPERATOR_TONE_HZ,
    PATIENT_TONE_HZ,
    Condition,
    Leg,
    WaitedInVainError,
)

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DEADLINE = timedelta(seconds=15)
EXTENSION = "101"
LINE = "+74951234567"


def tones(text: str, language: Language, speaker: str) -> Samples:
    """One second of the side's tone, whatever the text."""
    hertz = OPERATOR_TONE_HZ if speaker.startswith("operator") else PATIENT_TONE_HZ
    wave = 8000 * np.sin(2 * np.pi * hertz * np.arange(RATE_HZ) / RATE_HZ)
    return wave.astype(np.int16)


class SimulatorUnderTest:
    """Fills `PbxUnderTest`."""

    def __init__(self, folder: Path) -> None:
        self._clock = JumpingClock(START)
        settings = Settings(
            line=LINE,
            extensions=(EXTENSION,),
            recordings=folder,
            ring_timeout=timedelta(seconds=2),
            offer_again_after=timedelta(seconds=1),
            wrap_up=timedelta(seconds=1),
        )
        self._exchange = SimulatedExchange(clock=self._clock, say=tones, settings=settings)
        self._news: list[ExchangeNews] = []
        self._legs: list[ProviderCallId] = []
        self._exchange.start(self._news.append)

    @property
    def exchange(self) -> SimulatedExchange:
        return self._exchange

    @property
    def extension(self) -> str:
        return EXTENSION

    @property
    def news(self) -> Sequence[ExchangeNews]:
        return tuple(self._news)

    def wait_for(self, condition: Condition, what: str) -> None:
        deadline = self._clock.now() + DEADLINE
        while not condition(self.news):
            if self._clock.now() >= deadline:
                raise WaitedInVainError(what, self.news)
            self._exchange.run_for(timedelta(milliseconds=50))

    def patient_calls(self, number: str | None, name: str = "") -> Leg:
        persona = Persona(id="patient", number=number or "", caller_name=name, patience=None, default_reply="tone")
        self._legs.append(self._exchange.ring_in(persona))
        return Leg(len(self._legs) - 1)

    def patient_hangs_up(self, leg: Leg) -> None:
        self._exchange.patient_hangs_up(self._legs[leg])

    def operator_picks_up(self) -> None:
        self._exchange.answer(self._latest(Offered), EXTENSION)

    def operator_hangs_up(self) -> None:
        self._exchange.hang_up(self._latest(Answered))

    def both_talk(self) -> None:
        self._exchange.speak(self._latest(Answered), "tone", "tone", Language.EN)
        self._exchange.run_for(timedelta(seconds=4))

    def cut_link(self) -> None:
        self._exchange.cut_link()

    def restore_link(self) -> None:
        self._exchange.restore_link()

    def _latest(self, kind: type[Offered] | type[Answered]) -> ProviderCallId:
        return next(news.call for news in reversed(self._news) if isinstance(news, kind))


@contextmanager
def simulator_under_test(folder: Path) -> Iterator[SimulatorUnderTest]:
    """The driver, started; ended afterwards."""
    pbx = SimulatorUnderTest(folder)
    try:
        yield pbx
    finally:
        pbx.exchange.stop()
