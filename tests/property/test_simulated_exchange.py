"""Whatever operators and patients do, and whatever the dice say: every simulated call ends, once, in legal steps."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import CallState
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import Arrived, Connected, Ended, ExchangeError, ExchangeEvent, ExchangeNews
from callcenter.telephony.simulator.exchange import SimulatedExchange
from callcenter.telephony.simulator.faults import Faults
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples
from tests.contract.telephony.reading import story

START = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
EXTENSIONS = ("101", "102")
STEPS = ("greet", "next", "bye")
CAST = (
    Persona(id="short", number="+79160000001", patience=timedelta(seconds=5), default_reply="да"),
    Persona(id="endless", number="", patience=None, hangs_up_after=frozenset({"bye"})),
    Persona(id="usual", number="+79160000003", default_reply="нет", hangs_up_after=frozenset({"next", "bye"})),
)


def _one_second(text: str, language: Language, speaker: str) -> Samples:
    return np.ones(8000, dtype=np.int16)


class Clinic:
    """An exchange, and people who press whatever button they like."""

    def __init__(self, settings: Settings) -> None:
        self.exchange = SimulatedExchange(clock=JumpingClock(START), say=_one_second, settings=settings)
        self.news: list[ExchangeNews] = []
        self.calls: list[ProviderCallId] = []
        self.exchange.start(self.news.append)

    def arrive(self, which: int) -> None:
        self.calls.append(self.exchange.ring_in(CAST[which % len(CAST)]))

    def on_call(self, verb: str, which: int) -> None:
        if self.calls:
            getattr(self.exchange, verb)(self.calls[which % len(self.calls)])

    def answer(self, which: int) -> None:
        if self.calls:
            self.exchange.answer(self.calls[which % len(self.calls)], EXTENSIONS[which % 2])

    def speak(self, which: int) -> None:
        if self.calls:
            step = STEPS[which % 3]
            self.exchange.speak(self.calls[which % len(self.calls)], step, "текст", Language.RU)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does; `which` chooses the call, the telephone or how long."""

    what: str
    which: int

    def do(self, clinic: Clinic) -> None:
        which = self.which
        deeds: dict[str, Callable[[], None]] = {
            "arrive": lambda: clinic.arrive(which),
            "answer": lambda: clinic.answer(which),
            "speak": lambda: clinic.speak(which),
            "wait": lambda: clinic.exchange.run_for(timedelta(seconds=which)),
            "ready": lambda: clinic.exchange.set_ready(EXTENSIONS[which % 2], which % 3 > 0),
            "decline": lambda: clinic.exchange.decline(EXTENSIONS[which % 2]),
            "cut": clinic.exchange.cut_link,
            "restore": clinic.exchange.restore_link,
        }
        with suppress(ExchangeError):  # refused: the button was the wrong one at this moment
            deeds.get(self.what, lambda: clinic.on_call(self.what, which))()


BUTTONS = ("arrive", "answer", "speak", "wait", "ready", "decline", "hang_up", "patient_hangs_up", "hold", "resume")


def deeds(*more: str) -> st.SearchStrategy[list[Deed]]:
    often = ("arrive", "answer", "speak", "wait")
    return st.lists(st.builds(Deed, st.sampled_from((*BUTTONS, *often, *more)), st.integers(0, 40)), max_size=40)


@given(st.integers(0, 10_000), deeds())
def test_every_call_ends_once_in_legal_steps(seed: int, done: list[Deed]) -> None:
    clinic = Clinic(Settings(seed=seed, extensions=EXTENSIONS, lines=5))
    for deed in done:
        deed.do(clinic)
    clinic.exchange.run_until_quiet()

    assert clinic.exchange.live_calls == 0
    arrived = [news.call for news in clinic.news if isinstance(news, Arrived)]
    assert arrived == clinic.calls
    for call in arrived:
        read = story(clinic.news, call)
        assert read.refused == ()
        assert read.states[-1] is CallState.ENDED
        assert sum(isinstance(news, Ended) and news.call == call for news in clinic.news) == 1
        moments = [news.at for news in clinic.news if isinstance(news, ExchangeEvent) and news.call == call]
        assert moments == sorted(moments)


@given(st.integers(0, 10_000), deeds("cut", "restore"))
def test_on_a_bad_link_too_every_call_ends_and_the_last_snapshot_is_empty(seed: int, done: list[Deed]) -> None:
    faults = Faults(lose=0.2, duplicate=0.2, delay=0.2)
    clinic = Clinic(Settings(seed=seed, extensions=EXTENSIONS, faults=faults))
    for deed in done:
        deed.do(clinic)
    clinic.exchange.restore_link()
    clinic.exchange.run_until_quiet()
    clinic.exchange.cut_link()
    clinic.exchange.restore_link()
    last = clinic.news[-1]
    assert isinstance(last, Connected)
    assert last.live == ()


@given(st.integers(0, 10_000), deeds("cut", "restore"))
def test_the_same_seed_and_the_same_deeds_tell_the_same_story(seed: int, done: list[Deed]) -> None:
    settings = Settings(seed=seed, extensions=EXTENSIONS, faults=Faults(lose=0.1, duplicate=0.1, delay=0.1))
    first, second = Clinic(settings), Clinic(settings)
    for deed in done:
        deed.do(first)
        deed.do(second)
    assert first.news == second.news
