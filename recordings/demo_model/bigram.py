"""The language model: which word follows which, as costs (negative logarithms) for the decoding graph. Pure."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recordings.demo_model.phrases import Phrases

START, END = "<s>", "</s>"
_DRAWS = 30_000
_SEED = 5
_TOWARDS_UNIFORM = 0.4
"""Share of the unigram that is the same for each word: a name of the cast is as likely as a common one."""
_MOST_TRUST = 0.9
_LEAST_BACKOFF = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bigram:
    """Costs of a word after a word, of leaving for the unigram, of a word alone, and of ending."""

    pairs: Mapping[tuple[str, str], float]
    backoff: Mapping[str, float]
    single: Mapping[str, float]
    final: Mapping[str, float]
    final_backoff: float


def sample(phrases: Phrases, draws: int = _DRAWS) -> list[list[str]]:
    """The sentences that the language model is made from, in words; the same each time for the same phrases."""
    rng = random.Random(_SEED)
    return [phrases.words(phrases.draw(rng)) for _ in range(draws)]


def estimate(sentences: Sequence[Sequence[str]], vocabulary: Sequence[str]) -> Bigram:
    """Interpolated bigram (Witten-Bell); every word stays possible anywhere. Other words are passed over."""
    following: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter(dict.fromkeys(vocabulary, 1))
    for sentence in sentences:
        chain = [START, *(word for word in sentence if word in count and word != END), END]
        for before, after in pairwise(chain):
            following[before][after] += 1
        count.update(chain[1:])
    total = sum(count.values())

    def alone(word: str) -> float:
        return (1 - _TOWARDS_UNIFORM) * count[word] / total + _TOWARDS_UNIFORM / (len(vocabulary) + 1)

    pairs: dict[tuple[str, str], float] = {}
    backoff: dict[str, float] = {}
    final: dict[str, float] = {}
    for before in (START, *vocabulary):
        next_words = following.get(before, Counter())
        seen = next_words.total()
        trust = min(seen / (seen + 2.0 * len(next_words)), _MOST_TRUST) if seen else 0.0
        for word, times in next_words.items():
            cost = -math.log(trust * times / seen + (1 - trust) * alone(word))
            if word == END:
                final[before] = cost
            else:
                pairs[before, word] = cost
        backoff[before] = -math.log(max(1 - trust, _LEAST_BACKOFF))
    single = {word: -math.log(alone(word)) for word in vocabulary}
    return Bigram(pairs=pairs, backoff=backoff, single=single, final=final, final_backoff=-math.log(alone(END)))
