"""What a few words look like to a linear model: words, their beginnings, pairs, and parts of words. Pure.

Parts of words keep an inflected or misheard word near the one that was learned. Chinese is written without spaces:
there the parts are runs of signs.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

VERSION = 1
"""Raise it with every change: a model knows only the features that it was trained on."""

_PARTS = (3, 4, 5)
_SIGN_RUNS = (1, 2, 3, 4)
_LONGEST = 6
_WORDS_A_STEP = 3


def features(words: Sequence[str], *, spaced: bool) -> set[int]:
    """The features of some words in matching form, as 32-bit checksums of what they are."""
    found = set(_of_words(words)) if spaced else set(_of_signs(words))
    found.add(crc32(b"L%d" % min(_LONGEST, len(words) // (_WORDS_A_STEP if spaced else 2 * _WORDS_A_STEP))))
    return found


def _of_words(words: Sequence[str]) -> Iterator[int]:
    before, stem_before = "^", "^"
    for word in words:
        stem = _stem(word)
        yield from _of_word(word)
        yield crc32(f"b{before} {word}".encode())
        yield crc32(f"t{stem_before} {stem}".encode())
        before, stem_before = word, stem
    yield crc32(f"b{before} $".encode())
    for first, last in zip(words, words[2:], strict=False):
        yield crc32(f"k{first} {last}".encode())


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[int, ...]:
    whole = f" {word} "
    parts = {whole[place : place + size] for size in _PARTS for place in range(len(whole) - size + 1)}
    return tuple(crc32(part.encode()) for part in (f"w{word}", f"s{_stem(word)}", *parts))


def _stem(word: str) -> str:
    return word[: max(3, len(word) - 2)]


def _of_signs(signs: Sequence[str]) -> Iterator[int]:
    line = f"^{''.join(signs)}$"
    for size in _SIGN_RUNS:
        for place in range(len(line) - size + 1):
            yield crc32(f"{size}{line[place : place + size]}".encode())
