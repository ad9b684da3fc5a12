"""A bad link, by seed: news that comes twice, late, never, or not while the link is cut."""

from collections.abc import Callable
from functools import partial

import pytest

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.telephony.port import Arrived, Connected, Disconnected, Ended, ExchangeError, ExchangeEvent, Queued
from callcenter.telephony.simulator.faults import Faults
from callcenter.telephony.simulator.settings import Settings
from tests.unit.callcenter.telephony.simulator.world import MARIA, START, World, seconds


def test_all_news_twice() -> None:
    world = World(Settings(faults=Faults(duplicate=1.0)))
    world.exchange.ring_in(MARIA)
    world.exchange.run_until_quiet()
    assert world.kinds()[:5] == ["Connected", "Arrived", "Arrived", "Queued", "Queued"]
    assert len(world.told(Ended)) == 2


def test_lost_news_never_comes_but_the_link_itself_is_told() -> None:
    world = World(Settings(faults=Faults(lose=1.0)))
    world.exchange.ring_in(MARIA)
    world.exchange.run_until_quiet()
    world.exchange.cut_link()
    world.exchange.restore_link()
    assert world.kinds() == ["Connected", "Disconnected", "Connected"]


def test_late_news_carries_the_moment_at_which_it_happened() -> None:
    world = World(Settings(faults=Faults(delay=1.0, longest_delay=seconds(30))))
    world.exchange.ring_in(MARIA)
    assert world.told(Arrived) == []
    world.exchange.run_until_quiet()
    assert world.one(Arrived).at == START
    assert len(world.told(ExchangeEvent)) == len(world.news) - 1
    moments = [news.at for news in world.told(ExchangeEvent)]
    assert moments != sorted(moments)


def test_the_same_seed_has_the_same_faults() -> None:
    settings = Settings(seed=5, faults=Faults(lose=0.2, duplicate=0.3, delay=0.3))
    stories = []
    for _ in range(2):
        world = World(settings)
        for _ in range(5):
            world.exchange.ring_in(MARIA)
        world.exchange.run_until_quiet()
        stories.append(world.news)
    assert stories[0] == stories[1]


def test_while_the_link_is_cut_nothing_is_told_and_no_command_is_taken_but_calls_go_on() -> None:
    world = World()
    call = world.exchange.ring_in(MARIA)
    world.exchange.cut_link()
    world.exchange.cut_link()
    world.run(5)
    assert world.kinds() == ["Connected", "Arrived", "Disconnected"]
    commands: tuple[Callable[[], None], ...] = (
        partial(world.exchange.answer, call, "101"),
        partial(world.exchange.hang_up, call),
        partial(world.exchange.speak, call, "greet", "Добрый день", Language.RU),
    )
    for command in commands:
        with pytest.raises(ExchangeError, match="cannot be reached") as refused:
            command()
        assert refused.value.retryable
    world.exchange.restore_link()
    world.exchange.restore_link()
    (live,) = world.told(Connected)[-1].live
    assert (live.call, live.state.value, live.extension, live.started_at) == (call, "offered", "101", START)
    assert len(world.told(Connected)) == 2
    assert len(world.told(Disconnected)) == 1


def test_news_under_way_when_the_link_breaks_is_lost() -> None:
    world = World(Settings(faults=Faults(delay=1.0)))
    world.exchange.ring_in(MARIA)
    world.exchange.cut_link()
    world.run(30)
    assert world.told(Arrived) == []


def test_before_the_start_and_after_the_stop_nothing_is_told() -> None:
    world = World(start=False)
    world.exchange.ring_in(MARIA)
    world.run(1)
    world.exchange.start(world.news.append)
    (live,) = world.one(Connected).live
    assert live.caller == MARIA.number
    world.exchange.stop()
    world.exchange.stop()
    world.exchange.run_until_quiet()
    world.exchange.restore_link()
    assert world.kinds() == ["Connected"]


def test_a_listener_may_give_commands_from_within_the_news() -> None:
    world = World(start=False)

    def impatient(news: object) -> None:
        if isinstance(news, Queued):
            world.exchange.answer(news.call, "101")
            world.exchange.hang_up(news.call)

    def both(news: object) -> None:
        impatient(news)
        heard.append(type(news).__name__)

    heard: list[str] = []
    world.exchange.start(both)
    world.exchange.ring_in(MARIA)
    world.exchange.run_until_quiet()
    assert heard == ["Connected", "Arrived", "Queued", "Offered", "Answered", "Ended"]


def test_time_that_is_too_short_for_the_calls_to_end_is_an_error() -> None:
    world = World()
    world.exchange.ring_in(MARIA)
    with pytest.raises(BadInputError, match="1 simulated calls are still live"):
        world.exchange.run_until_quiet(within=seconds(10))
