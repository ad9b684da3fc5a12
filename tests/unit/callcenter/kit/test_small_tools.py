"""Clock, ids, languages and secrets do what their docstrings promise."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from callcenter.kit.clock import JumpingClock, SystemClock, as_utc
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import new_id
from callcenter.kit.languages import Language, best_language, parse_language
from callcenter.kit.secret import Secret

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_jumping_clock_stands_still_until_it_is_moved() -> None:
    clock = JumpingClock(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.jump(timedelta(minutes=20)) == NOON + timedelta(minutes=20)
    assert clock.jump_to(NOON) == NOON + timedelta(minutes=20)


def test_a_clock_does_not_go_back() -> None:
    with pytest.raises(BadInputError, match="cannot go back"):
        JumpingClock(NOON).jump(timedelta(seconds=-1))


def test_the_system_clock_is_aware_and_never_runs_backwards() -> None:
    clock = SystemClock()
    moments = [clock.now() for _ in range(1000)]
    assert moments == sorted(moments)
    assert moments[0].tzinfo is UTC


def test_a_wall_clock_set_back_a_little_is_waited_for_without_time_standing_still() -> None:
    wall, steady = [NOON], [0.0]
    clock = SystemClock(lambda: wall[0], lambda: steady[0])
    moments = [clock.now()]
    wall[0] -= timedelta(seconds=10)
    for _ in range(30):
        wall[0] += timedelta(seconds=1)
        steady[0] += 1
        moments.append(clock.now())
    assert all(later > earlier for earlier, later in pairwise(moments))
    assert moments[-1] == wall[0]


def test_a_wall_clock_that_was_wrong_by_hours_is_followed_back_at_once() -> None:
    wall = [NOON + timedelta(hours=5)]
    clock = SystemClock(lambda: wall[0], lambda: 0.0)
    wall[0] = NOON
    assert clock.now() == NOON


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(BadInputError, match="time zone"):
        as_utc(datetime(2026, 11, 23, 12, 0))  # noqa: DTZ001 - the naive value is what is tested


def test_ids_are_unique_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(2000)]
    assert len(set(ids)) == 2000
    assert all(len(one) == 20 for one in ids)
    assert ids[0][:9] <= ids[-1][:9]


@pytest.mark.parametrize(
    ("text", "language"),
    [("ru", Language.RU), ("pl_PL.UTF-8", Language.PL), ("zh-Hans-CN", Language.ZH), (" UK ", Language.UK)],
)
def test_a_language_code_is_understood_in_its_many_forms(text: str, language: Language) -> None:
    assert parse_language(text) is language


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(BadInputError, match="ru, uk, pl, en, zh"):
        parse_language("de")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("pl-PL,pl;q=0.9,en;q=0.8", Language.PL),
        ("de-DE,de;q=0.9,uk;q=0.5,en;q=0.4", Language.UK),
        ("en;q=0.1,zh-CN;q=0.7", Language.ZH),
        ("fr", Language.EN),
        ("", Language.EN),
        ("ru;q=often", Language.EN),
    ],
)
def test_the_screens_follow_the_browser(header: str, language: Language) -> None:
    assert best_language(header, Language.EN) is language


def test_a_secret_hides_itself() -> None:
    secret = Secret("s3cret")
    assert "s3cret" not in f"{secret} {secret!r}"
    assert secret.reveal() == "s3cret"
    assert secret == Secret("s3cret")
    assert not Secret("")
