"""Which word follows which: probabilities that add up, and no word that is impossible."""

import math

import pytest

from recordings.demo_model.bigram import END, START, Bigram, estimate, sample
from tests.unit.recordings.demo_model.small import PHRASES

WORDS = ["hello", "anna", "bob", "never"]
SENTENCES = [["hello", "anna"], ["hello", "anna"], ["hello", "anna"], ["hello", "bob"], ["hello", "strange", "bob"]]


def total(model: Bigram, before: str) -> float:
    """All that may follow: seen pairs, the end, and the rest through the unigram."""
    seen = [word for word in WORDS if (before, word) in model.pairs]
    ways = [model.pairs[before, word] for word in seen]
    ways += [model.final[before]] if before in model.final else []
    rest = [model.backoff[before] + model.single[word] for word in WORDS if word not in seen]
    rest += [] if before in model.final else [model.backoff[before] + model.final_backoff]
    return sum(math.exp(-cost) for cost in ways + rest)


@pytest.mark.parametrize("before", [START, *WORDS])
def test_chances_of_what_follows_a_word_add_up_to_one(before: str) -> None:
    assert total(estimate(SENTENCES, WORDS), before) == pytest.approx(1, abs=0.02)


def test_what_was_said_more_often_costs_less() -> None:
    model = estimate(SENTENCES, WORDS)

    assert model.pairs["hello", "anna"] < model.pairs["hello", "bob"]
    assert (START, "anna") not in model.pairs
    assert END not in model.single


def test_a_word_that_was_never_said_stays_possible() -> None:
    assert math.isfinite(estimate(SENTENCES, WORDS).single["never"])


def test_the_sentences_for_the_model_are_the_same_each_time() -> None:
    assert sample(PHRASES, 30) == sample(PHRASES, 30)
