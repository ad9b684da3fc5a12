"""What words stand for ('буду', 'приедем': come) and the like. Pure.

A model that has learned 'не приду' knows by them what 'не приеду' means, and that a word between changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

NEGATION = "neg"
_LONGEST_SIGNS = 6
_LONGEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Concepts:
    """The words of one language by what they stand for."""

    whole: Mapping[str, str]
    """Words; parts of several words are joined by a space (in Chinese by nothing)."""
    begun: Mapping[str, str]
    """Beginnings of words."""
    spaced: bool
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, words: Sequence[str]) -> list[str]:
        """What the words stand for, in their order; words that stand for nothing are left out."""
        return [name for name, _, _ in self.found(words)]

    def found(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """What the words stand for, with the first word and the one behind the last."""
        at = 0
        joint, longest = (" ", _LONGEST_WORDS) if self.spaced else ("", _LONGEST_SIGNS)
        while at < len(words):
            for size in range(min(longest, len(words) - at), 0, -1):
                name = self._of_word(words[at]) if size == 1 else self.whole.get(joint.join(words[at : at + size]), "")
                if name:
                    yield name, at, at + size
                    break
            else:
                size = 1
            at += size

    def _of_word(self, word: str) -> str:
        known = self._known.get(word)
        if known is None:
            known = self.whole.get(word, "") or next(
                (self.begun[word[:size]] for size in range(len(word), 0, -1) if word[:size] in self.begun), ""
            )
            if len(self._known) < 20_000:
                self._known[word] = known
        return known
