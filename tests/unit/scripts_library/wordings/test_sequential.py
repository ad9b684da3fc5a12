"""The test that decides a trial: how often it errs when it is looked at after every call, and how soon it finds."""

from math import exp, isclose, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts_library.wordings.sequential import (
    HARM_LEVEL,
    LEVEL,
    MIXING,
    Arm,
    better,
    chance_of_error,
    difference,
    evidence,
    harm,
    is_decided,
    is_harmful,
)

EXPERIMENTS = 2_000


def simulated(share_a: float, share_b: float, calls: int, seed: int) -> tuple[np.ndarray, list[tuple[Arm, Arm]]]:
    """Trials looked at after every call: at which call each was decided (0: never), and the arms at the end.

    The wealth is kept by its growth from call to call; at the end it is compared with `evidence` itself.
    """
    chance = np.random.default_rng(seed)
    counts = np.zeros((2, 2, EXPERIMENTS))  # goal or not, wording, trial
    wealth, decided = np.zeros(EXPERIMENTS), np.zeros(EXPERIMENTS, dtype=int)
    each = np.arange(EXPERIMENTS)
    for number in range(1, calls + 1):
        arm = chance.integers(0, 2, EXPERIMENTS)
        goal = (chance.random(EXPERIMENTS) < np.where(arm == 1, share_b, share_a)).astype(int)
        so_far = counts[goal, arm, each]
        wealth += np.log(2 * (MIXING + so_far) / (2 * MIXING + counts[goal, 0, each] + counts[goal, 1, each]))
        counts[goal, arm, each] += 1
        decided[(wealth >= -log(LEVEL)) & (decided == 0)] = number
    arms = [
        tuple(Arm(calls=int(counts[:, arm, trial].sum()), goals=int(counts[1, arm, trial])) for arm in (0, 1))
        for trial in range(EXPERIMENTS)
    ]
    for trial in range(0, EXPERIMENTS, 50):
        assert isclose(evidence(*arms[trial]), wealth[trial], abs_tol=1e-6)
    return decided, [(a, b) for a, b in arms]


@pytest.mark.parametrize("share", [0.1, 0.6])
def test_two_equal_wordings_are_told_apart_in_at_most_five_of_a_hundred_trials(share: float) -> None:
    decided, _ = simulated(share, share, calls=2_000, seed=11)
    assert np.count_nonzero(decided) / EXPERIMENTS <= LEVEL


def test_sixty_against_seventy_per_cent_is_found_after_some_nine_hundred_calls() -> None:
    decided, arms = simulated(0.6, 0.7, calls=4_000, seed=12)
    found = decided[decided > 0]
    assert len(found) / EXPERIMENTS > 0.99
    assert 800 < found.mean() < 1_000
    assert sum(better(a, b) == "B" for a, b in arms) / EXPERIMENTS > 0.99


def test_complaints_that_have_nothing_to_do_with_the_wording_stop_at_most_one_trial_in_ten() -> None:
    chance = np.random.default_rng(13)
    stopped = 0
    for _ in range(EXPERIMENTS):
        of = [0, 0]
        for toss in chance.integers(0, 2, 60):
            of[toss] += 1
            if is_harmful(Arm(complaints=of[0]), Arm(complaints=of[1])):
                stopped += 1
                break
    assert stopped / EXPERIMENTS <= HARM_LEVEL


def test_five_complaints_all_of_them_after_b_are_enough() -> None:
    assert not is_harmful(Arm(complaints=0), Arm(complaints=4))
    assert is_harmful(Arm(complaints=0), Arm(complaints=5))
    assert not is_harmful(Arm(complaints=5), Arm(complaints=0))
    assert isclose(harm(Arm(), Arm()), 0.0, abs_tol=1e-12)


arm = st.builds(lambda calls, goals: Arm(calls=calls + goals, goals=goals), st.integers(0, 500), st.integers(0, 500))


@given(arm, arm)
def test_on_average_over_the_next_coin_the_wealth_stays_what_it_is(a: Arm, b: Arm) -> None:
    wealth = evidence(a, b)
    for goal in (0, 1):
        with_a = evidence(Arm(calls=a.calls + 1, goals=a.goals + goal), b)
        with_b = evidence(a, Arm(calls=b.calls + 1, goals=b.goals + goal))
        assert isclose((exp(with_a - wealth) + exp(with_b - wealth)) / 2, 1.0, abs_tol=1e-6)


@given(arm, arm)
def test_swapping_the_wordings_swaps_the_winner_and_nothing_else(a: Arm, b: Arm) -> None:
    assert isclose(evidence(a, b), evidence(b, a), abs_tol=1e-6)
    apart, low, high = difference(a, b)
    assert low <= apart <= high
    assert isclose(apart, -difference(b, a)[0], abs_tol=1e-12)
    assert 0.0 <= chance_of_error(a, b) <= 1.0


def test_nothing_is_decided_before_the_first_call() -> None:
    assert not is_decided(Arm(), Arm())
    assert not is_harmful(Arm(), Arm())
