"""What an answer looks like to the models: its words, what they stand for, and which way they point. Pure."""

from collections.abc import Iterator, Sequence
from zlib import crc32

from callcenter.kit.wordmodel.features import features
from ivr.answers.concepts import NEGATION, Concepts
from ivr.answers.stance import Stance, stance_of

VERSION = 1
"""Raise it with every change of the features here."""


def answer_features(words: Sequence[str], concepts: Concepts) -> set[int]:
    """The features of an answer: its words and their parts, and what they stand for in order."""
    return features(words, spaced=concepts.spaced) | meaningful_features(words, concepts)


def meaningful_features(words: Sequence[str], concepts: Concepts) -> set[int]:
    """Those of them that tell what words stand for: they are fewer than parts of words, and each of them says more."""
    found = {crc32(f"c{name}".encode()) for name in _of_concepts(concepts.of(words))}
    found.update(crc32(f"s{name}".encode()) for name in _of_stance(stance_of(words, concepts)))
    return found


def _of_concepts(names: Sequence[str]) -> Iterator[str]:
    denied = list(_denied(names))
    yield f"#{min(4, len(denied))}"
    before = "^"
    for name in denied:
        yield name
        yield f"{before} {name}"
        before = name
    yield f"{before} $"
    yield f"all {' '.join(denied)}"
    for first, second, third in zip(["^", *denied], denied, [*denied[1:], "$"], strict=False):
        yield f"{first} {second} {third}"
    if denied:
        yield f"last {denied[-1]}"
    for place, first in enumerate(denied):
        for last in denied[place + 2 :]:
            yield f"{first} .. {last}"


def _denied(names: Sequence[str]) -> Iterator[str]:
    """The names with a 'not' drawn into the one behind it."""
    is_denied = False
    for name in names:
        if name == NEGATION:
            if is_denied:
                yield NEGATION
            is_denied = True
        else:
            yield f"!{name}" if is_denied else name
            is_denied = False
    if is_denied:
        yield NEGATION


def _of_stance(stance: Stance) -> Iterator[str]:
    ways = "".join(stance.ways)
    yield f"ways {ways}"
    yield f"last {stance.last}"
    for doubt in stance.doubts:
        yield f"{doubt} {stance.last}"
    yield f"doubt {bool(stance.doubts)} {stance.last}"
