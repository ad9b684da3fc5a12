"""A small clinic on a simulated exchange whose time the test moves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np

from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import ExchangeNews
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import RATE_HZ, Samples, Say

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
News = TypeVar("News")


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def hum(text: str, language: Language, speaker: str) -> Samples:
    """A tenth of a second a letter, at a constant level: the operator 5000, a patient 3000."""
    level = 5000 if speaker.startswith("operator") else 3000
    times = np.arange(len(text) * RATE_HZ // 10) / RATE_HZ
    return (level * np.sin(2 * np.pi * 800 * times)).astype(np.int16)


MARIA = Persona(
    id="maria",
    number="+79161234567",
    caller_name="Maria",
    replies={"greet": ("Здравствуйте", "Я уже здоровалась"), "listen": ("",), "bye": ("До свидания",)},
    default_reply="Да",
    hangs_up_after=frozenset({"bye"}),
    patience=seconds(60),
)


class World:
    """The exchange, its clock and what it told."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        say: Say = hum,
        recordings: Path | None = None,
        start: bool = True,
        clock: JumpingClock | None = None,
    ) -> None:
        self.clock = clock or JumpingClock(START)
        self.exchange = SimulatedExchange(
            clock=self.clock, say=say, settings=settings or Settings(recordings=recordings)
        )
        self.news: list[ExchangeNews] = []
        if start:
            self.exchange.start(self.news.append)

    def told(self, kind: type[News]) -> list[News]:
        return [news for news in self.news if isinstance(news, kind)]

    def one(self, kind: type[News]) -> News:
        (found,) = self.told(kind)
        return found

    def kinds(self) -> Sequence[str]:
        return [type(news).__name__ for news in self.news]

    def run(self, count: float) -> None:
        self.exchange.run_for(seconds(count))

    def answered(self, persona: Persona = MARIA, extension: str = "101") -> ProviderCallId:
        """A call that was just connected."""
        call = self.exchange.ring_in(persona)
        self.run(1)
        self.exchange.answer(call, extension)
        return call

    def at(self, moment: datetime) -> float:
        """Seconds from the start."""
        return (moment - START).total_seconds()
