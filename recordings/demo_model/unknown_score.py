"""What becomes of words outside the vocabulary, and how often a known word is taken for one. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from recordings.demo_model.figures import Shares
from recordings.demo_model.recognised import HeardWord
from recordings.demo_model.speech import SpokenWord
from recordings.demo_model.unknown_word import UNKNOWN

UNSURE_BELOW = 0.5
"""Words of a lower confidence are marked as unsure on a call's page."""


@dataclass(slots=True)
class UnknownScore:
    """Counts of spoken words outside the vocabulary or of those inside it."""

    words: int = 0
    as_unknown: int = 0
    """Heard as `[unk]`, or as nothing at all."""
    as_unsure: int = 0
    """Heard as a word, with a confidence that the product calls unsure."""

    def shares(self) -> Shares:
        """The shares as a manifest names them."""
        total = max(self.words, 1)
        return Shares(
            words=self.words,
            unknown_percent=round(100 * self.as_unknown / total, 1),
            unsure_percent=round(100 * self.as_unsure / total, 1),
            unknown_or_unsure_percent=round(100 * (self.as_unknown + self.as_unsure) / total, 1),
        )


def count_unknown(
    spoken: Sequence[SpokenWord],
    ends: float,
    heard: Sequence[HeardWord],
    vocabulary: Collection[str],
    scores: tuple[UnknownScore, UnknownScore],
) -> None:
    """Count a sentence's words into `scores`: those outside the vocabulary, and those inside it.

    `ends` is the time at which the last word ends. What covers the larger part of a spoken word counts as its answer.
    """
    until = [*(word.start for word in spoken[1:]), ends]
    for word, end in zip(spoken, until, strict=True):
        score = scores[word.text in vocabulary]
        answer = _answer(word.start, end, heard)
        score.words += 1
        if answer is None or answer["word"] == UNKNOWN:
            score.as_unknown += 1
        elif answer["conf"] < UNSURE_BELOW:
            score.as_unsure += 1


def _answer(start: float, end: float, heard: Sequence[HeardWord]) -> HeardWord | None:
    def shared(word: HeardWord) -> float:
        return min(end, word["end"]) - max(start, word["start"])

    best = max(heard, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None
