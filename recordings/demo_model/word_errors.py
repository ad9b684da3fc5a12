"""How far heard words are from the truth. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.kit.edit_distance import edit_distance
from callcenter.kit.languages import Language


def units(words: Sequence[str], language: Language) -> list[str]:
    """What errors are counted in: words; in Chinese, where words are a matter of taste, signs."""
    return list("".join(words)) if language is Language.ZH else list(words)


@dataclass(slots=True)
class Score:
    """Errors in a set of sentences."""

    wrong: int = 0
    words: int = 0
    exact: int = 0
    sentences: int = 0

    def add(self, truth: Sequence[str], heard: Sequence[str]) -> int:
        """Count one sentence; how many of its units are wrong."""
        wrong = edit_distance(truth, heard)
        self.wrong += wrong
        self.words += len(truth)
        self.exact += wrong == 0
        self.sentences += 1
        return wrong

    @property
    def percent(self) -> float:
        """Word error rate, of Chinese the error rate of signs."""
        return round(100 * self.wrong / max(self.words, 1), 2)
