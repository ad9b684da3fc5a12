"""A transcript as the rules read it: small letters, no punctuation, in Chinese one character at a time. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.transcript import Speaker, Turn

_SAME = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "ʹ": "'", "〇": "零"})

_PARTS = re.compile("[-–—]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one Chinese character, and the word of the turn that it belongs to."""

    text: str
    word: int


@dataclass(frozen=True, slots=True)
class TokenTurn:
    """One turn."""

    index: int
    speaker: Speaker
    tokens: tuple[Token, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(token.text for token in self.tokens)


def turn_words(turn: Turn, language: Language) -> tuple[str, ...]:
    """The words of a turn that indexes count: the recogniser's, or those of the text where it kept none."""
    if turn.words:
        return tuple(word.text for word in turn.words)
    return tuple(turn.text) if language is Language.ZH else tuple(turn.text.split())


def token_turns(turns: Sequence[Turn], language: Language) -> tuple[TokenTurn, ...]:
    """The turns made ready for the rules."""
    return tuple(
        TokenTurn(index, turn.speaker, tuple(_tokens(turn_words(turn, language), language)))
        for index, turn in enumerate(turns)
    )


def folded(text: str) -> str:
    """A word in small letters, with one spelling of yo and of the apostrophe, without what stands around it."""
    return text.casefold().translate(_SAME).strip(".,!?:;\"'()[]«»„”“…—–-。，！？：；、（）")


def _tokens(words: Sequence[str], language: Language) -> Iterator[Token]:
    for place, word in enumerate(words):
        text = folded(word)
        if language is Language.ZH:
            yield from (Token(letter, place) for letter in text if letter.isalnum())
        else:  # eighty-eight, and what a dash binds together
            yield from (Token(part, place) for part in _PARTS.split(text) if part)
