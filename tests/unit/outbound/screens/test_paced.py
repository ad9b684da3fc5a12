"""How often the live parts of a large campaign are read."""

from collections.abc import Iterable
from datetime import timedelta

from callcenter.kit.clock import JumpingClock
from callcenter.web.screens import Region
from outbound.screens.paced import Paced
from tests.support.web import NOON


def test_a_look_that_took_two_seconds_is_followed_by_ten_seconds_of_rest() -> None:
    clock, looks = JumpingClock(NOON), list[int]()

    def look() -> Iterable[Region]:
        clock.jump(timedelta(seconds=2))
        looks.append(len(looks))
        return (Region("head", "head.html", {"look": len(looks)}, 60.0),)

    paced = Paced(clock, look)
    assert paced()[0].again_s == 60.0
    clock.jump(timedelta(seconds=4))
    (kept,) = paced()
    assert kept.context == {"look": 1}
    assert kept.again_s is not None
    assert 6 < kept.again_s < 7
    clock.jump(timedelta(seconds=7))
    assert paced()[0].context == {"look": 2}


def test_a_look_that_costs_nothing_is_taken_each_time() -> None:
    clock, looks = JumpingClock(NOON), list[int]()

    def look() -> Iterable[Region]:
        looks.append(1)
        return (Region("head", "head.html", {}),)

    paced = Paced(clock, look)
    paced()
    paced()
    assert len(looks) == 2
