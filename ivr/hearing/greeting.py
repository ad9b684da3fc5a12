"""What the words of a greeting tell about who took the call. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ivr.answers.words import matching_form


class Sign(StrEnum):
    """What words tell."""

    MACHINE = "machine"
    """No man says this on picking up: 'after the tone', 'the subscriber'."""
    HUMAN = "human"
    """No machine says this: 'hello?', 'speaking', 'who is it'."""
    EITHER = "either"
    """Both say it: 'I cannot talk now', 'you have reached'."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; one that ends in '*' is the beginning of a word, '...' stands for up to four."""

    parts: tuple[str, ...]


GAP = "..."
_LONGEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Greetings:
    """What machines and people of one language say on picking up."""

    machine: tuple[Phrase, ...]
    human: tuple[Phrase, ...]
    either: tuple[Phrase, ...]
    spaced: bool
    """Whether words are written apart."""

    def sign(self, text: str) -> Sign:
        """What the words so far tell: a machine's words count wherever they stand, a man's where there are few others
        or at the end."""
        words = matching_form(text)
        if self._has(self.machine, words):
            return Sign.MACHINE
        if self._has(self.either, words):
            return Sign.EITHER
        if self._has(self.human, words):
            return Sign.HUMAN
        return Sign.NOTHING

    def _has(self, phrases: Sequence[Phrase], words: Sequence[str]) -> bool:
        if not self.spaced:
            said = "".join(words)
            return any(_in_signs(phrase.parts, said) for phrase in phrases)
        return any(_at(phrase.parts, words, place) for phrase in phrases for place in range(len(words)))


def _at(parts: Sequence[str], words: Sequence[str], place: int) -> bool:
    """Whether the phrase stands at this place."""
    for number, part in enumerate(parts):
        if part == GAP:
            rest = parts[number + 1 :]
            return any(_at(rest, words, place + gap) for gap in range(_LONGEST_GAP + 1))
        if place >= len(words) or not _is(part, words[place]):
            return False
        place += 1
    return True


def _is(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _in_signs(parts: Sequence[str], said: str) -> bool:
    place = 0
    for part in parts:
        if part != GAP:
            found = said.find(part, place)
            if found < 0:
                return False
            place = found + len(part)
    return True
