"""How patients take calls, drawn from what happened."""

from collections import Counter
from random import Random

from callcenter.domain.outreach import ContactResult, Purpose
from outbound.rehearsal.habits import Habits, Past, habits_of

_R, CONFIRMATION = ContactResult, Purpose.CONFIRMATION


def _past(
    result: ContactResult, count: int, *, hour: int = 17, nth: int = 1, seconds: float | None = None
) -> list[Past]:
    return [Past(purpose=CONFIRMATION, hour=hour, nth=nth, result=result, seconds=seconds)] * count


def _drawn(habits: Habits, hour: int = 17, nth: int = 1, purpose: Purpose = CONFIRMATION) -> Counter[ContactResult]:
    chance = Random(3)  # noqa: S311 - a game
    return Counter(habits.take(purpose, hour, nth, chance).result for _ in range(2_000))


def test_without_history_about_half_of_the_patients_answer_and_most_confirm() -> None:
    found = _drawn(Habits())
    assert 0.2 < found[_R.NO_ANSWER] / 2_000 < 0.35
    assert found[_R.CONFIRMED] > found[_R.CANCELLED] > 0


def test_much_history_weighs_more_than_what_is_usual() -> None:
    found = _drawn(habits_of([*_past(_R.NO_ANSWER, 900), *_past(_R.CONFIRMED, 100)]))
    assert found[_R.NO_ANSWER] / 2_000 > 0.8


def test_a_little_history_is_drawn_to_what_is_usual() -> None:
    assert _drawn(habits_of(_past(_R.NO_ANSWER, 2)))[_R.CONFIRMED] > 500


def test_hours_and_tries_differ() -> None:
    habits = habits_of([*_past(_R.CONFIRMED, 500, hour=18), *_past(_R.NO_ANSWER, 500, hour=16)])
    assert _drawn(habits, 18)[_R.NO_ANSWER] < _drawn(habits, 16)[_R.NO_ANSWER]
    later = habits_of([*_past(_R.CONFIRMED, 500), *_past(_R.NO_ANSWER, 500, nth=2)])
    assert _drawn(later, nth=1)[_R.NO_ANSWER] < _drawn(later, nth=2)[_R.NO_ANSWER]
    assert _drawn(later, nth=2)[_R.NO_ANSWER] > 1_500


def test_measured_lengths_are_believed() -> None:
    habits = habits_of(_past(_R.NO_ANSWER, 1_000, seconds=12.0))
    chance = Random(3)  # noqa: S311 - a game
    took = next(one for _ in range(99) if (one := habits.take(CONFIRMATION, 17, 1, chance)).result is _R.NO_ANSWER)
    assert 11 <= took.length.total_seconds() <= 14


def test_one_seed_gives_one_answer() -> None:
    first, again = (Habits().take(CONFIRMATION, 17, 1, Random("5 anna 1")) for _ in range(2))  # noqa: S311 - a game
    assert first == again
