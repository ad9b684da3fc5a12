"""Which of a sentence's words the voice said when: its own words are not always ours. Pure."""

import re
from collections.abc import Callable, Sequence

from callcenter.kit.languages import Language
from recordings.demo_model.matching_chinese import match_signs
from recordings.demo_model.speech import SpokenWord
from recordings.demo_model.spelling import normalise

Alone = Callable[[str], list[str]]
"""The phonemes of a word that is said by itself."""

_MOST_JOINED = 3


def match(
    spoken: Sequence[SpokenWord], expected: list[str], language: Language, alone: Alone
) -> list[SpokenWord] | None:
    """Give each expected word its phonemes and its start; None where the voice parted the text otherwise."""
    if language is Language.ZH:
        return match_signs(spoken, expected, alone)
    return _match_words(spoken, expected, alone)


def _match_words(spoken: Sequence[SpokenWord], expected: list[str], alone: Alone) -> list[SpokenWord] | None:
    """espeak-ng reports some neighbours as one word (`in the`); they are parted where a phoneme begins that begins
    the next word said alone."""
    result: list[SpokenWord] = []
    at = 0
    for index, word in enumerate(spoken):
        if at >= len(expected) or not _is(word, expected[at]):
            return None
        joined = _joined(spoken[index + 1 :], expected, at)
        parts = _parted(word, expected[at : at + joined], alone) if joined else None
        if parts is None:
            return None
        result += parts
        at += joined
    return result if at == len(expected) else None


def _joined(rest: Sequence[SpokenWord], expected: list[str], at: int) -> int:
    """How many expected words, from `at`, one spoken word holds: up to where the next one begins. 0 where unclear."""
    for count in range(1, _MOST_JOINED + 1):
        if not rest and at + count == len(expected):
            return count
        if rest and at + count < len(expected) and _is(rest[0], expected[at + count]):
            return count
    return 0


def _is(word: SpokenWord, expected: str) -> bool:
    heard = re.sub(r"\W", "", normalise(word.text))
    return bool(heard) and re.sub(r"\W", "", expected).startswith(heard)


def _parted(word: SpokenWord, names: list[str], alone: Alone) -> list[SpokenWord] | None:
    """One spoken word as several expected ones, found from the last to the first."""
    parts: list[SpokenWord] = []
    end = len(word.phonemes)
    for name in reversed(names[1:]):
        first = alone(name)[:1]
        cut = next((n for n in range(end - 1, 0, -1) if word.phonemes[n : n + 1] == first), end - 1)
        if cut < 1:
            return None
        parts.append(SpokenWord(name, word.starts[cut], word.phonemes[cut:end], word.starts[cut:end]))
        end = cut
    parts.append(SpokenWord(names[0], word.start, word.phonemes[:end], word.starts[:end]))
    return parts[::-1]
