"""How far heard words are from the truth. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language


def units(words: Sequence[str], language: Language) -> list[str]:
    """What errors are counted in: words; in Chinese, where words are a matter of taste, signs."""
    return list("".join(words)) if language is Language.ZH else list(words)


def errors(truth: Sequence[str], heard: Sequence[str]) -> int:
    """Units to change, add or drop to get from one to the other."""
    row = list(range(len(heard) + 1))
    for number, want in enumerate(truth, start=1):
        diagonal, row[0] = row[0], number
        for place, got in enumerate(heard, start=1):
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, diagonal + (want != got))
    return row[-1]


@dataclass(slots=True)
class Score:
    """Errors in a set of sentences."""

    wrong: int = 0
    words: int = 0
    exact: int = 0
    sentences: int = 0

    def add(self, truth: Sequence[str], heard: Sequence[str]) -> int:
        """Count one sentence; how many of its units are wrong."""
        wrong = errors(truth, heard)
        self.wrong += wrong
        self.words += len(truth)
        self.exact += wrong == 0
        self.sentences += 1
        return wrong

    @property
    def percent(self) -> float:
        """Word error rate, of Chinese the error rate of signs."""
        return round(100 * self.wrong / max(self.words, 1), 2)
