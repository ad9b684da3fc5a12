"""How many of the private words are found, and how many others are hidden with them.

`python -m tests.benchmarks.test_private_words [--misses]` prints recall and precision by language and kind on the
seeded set, clean and with a tenth of the words damaged as a recogniser damages them. Recall: the share of private words
that are hidden, as whatever kind. Precision of a kind: the share of the words hidden as this kind that are private.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from callcenter.kit.languages import Language
from recordings.private_words.find import find_private_words
from recordings.private_words.known_names import KnownName
from recordings.private_words.spans import PrivateKind
from tests.benchmarks.private_speech.sentences import Sentence, damaged, known_patients, sentences

DAMAGE = 0.1
_KINDS = [kind.value for kind in PrivateKind if kind is not PrivateKind.OTHER]


@dataclass
class Tally:
    """Words counted by kind."""

    private: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    """Of the private ones."""
    marked: Counter[str] = field(default_factory=Counter)
    rightly: Counter[str] = field(default_factory=Counter)
    """Of the marked ones."""
    misses: list[str] = field(default_factory=list)

    def recall(self, kinds: Iterable[str]) -> float:
        """Share of private words that are hidden."""
        return _share(sum(self.hidden[kind] for kind in kinds), sum(self.private[kind] for kind in kinds))

    def precision(self, kinds: Iterable[str]) -> float:
        """Share of marked words that are private."""
        return _share(sum(self.rightly[kind] for kind in kinds), sum(self.marked[kind] for kind in kinds))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def tally(some: Sequence[Sentence], language: Language) -> Tally:
    """Find the private words of sentences and compare."""
    known = [KnownName(patient.given_name, patient.surname) for patient in known_patients(language)]
    count = Tally()
    for sentence in some:
        turns = sentence.as_turns()
        marks = {
            (span.turn, word): span.kind.value
            for span in find_private_words(turns, language, known)
            for word in range(span.first, span.last + 1)
        }
        shown = []
        for place, (speaker, words) in enumerate(sentence.turns):
            shown.append(f"{speaker[0]}:")
            for index, word in enumerate(words):
                mark = marks.get((place, index), "")
                count.private[word.kind] += bool(word.kind)
                count.hidden[word.kind] += bool(word.kind and mark)
                count.marked[mark] += bool(mark)
                count.rightly[mark] += bool(mark and word.kind)
                sign = "" if bool(mark) == bool(word.kind) else "-" if word.kind else f"+{mark}+"
                shown.append(sign + word.text)
        if any(text.startswith(("-", "+")) for text in shown):
            count.misses.append(f"{sentence.id} {' '.join(shown)}")
    return count


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    for share in (0.0, DAMAGE):
        _say(f"private words, {share:.0%} of the words damaged: recall / precision")
        _say("  ".join(["    ", *(f"{kind:>11}" for kind in _KINDS), "        all"]))
        for language in Language:
            some = sentences(language)
            count = tally([damaged(one, share) for one in some] if share else some, language)
            cells = [f"{count.recall([kind]):.3f}/{count.precision([kind]):.3f}" for kind in _KINDS]
            total = f"{count.recall(_KINDS):.3f}/{count.precision(_KINDS):.3f}"
            _say("  ".join([f"{language:4}", *cells, total, f"({len(some)} sentences)"]))
            if "--misses" in arguments:
                for miss in count.misses:
                    _say(f"      {miss}")


@pytest.mark.benchmark
def test_print_how_many_private_words_are_found() -> None:
    main([])


if __name__ == "__main__":
    main(sys.argv[1:])
