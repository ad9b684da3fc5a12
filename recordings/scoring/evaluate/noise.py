"""Damages a transcript the way a recogniser does, by a seed: the yardstick for noisy calls.

Small letters, no punctuation, and a share of the words dropped, doubled, replaced by a near-sounding one or
by a neighbour. In Chinese the words are characters.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from recordings.scoring.text import UNSPACED_LANGUAGES, make_spoken
from recordings.transcript import CallTranscript, Turn

_SOUNDS_LIKE = {
    "о": "а", "а": "о", "е": "и", "и": "е", "ы": "и", "д": "т", "т": "д", "б": "п", "п": "б", "в": "ф",
    "з": "с", "с": "з", "ж": "ш", "ш": "щ", "г": "к", "к": "г", "і": "и", "м": "н", "н": "м",
    "a": "e", "e": "i", "i": "e", "o": "u", "u": "o", "d": "t", "t": "d", "b": "p", "p": "b", "v": "f",
    "m": "n", "n": "m", "s": "z", "z": "s", "g": "k", "k": "g", "ą": "o", "ę": "e", "ó": "u", "ł": "u",
}  # fmt: skip


def add_noise(call: CallTranscript, seed: int, *, share: float = 0.15) -> CallTranscript:
    """The call as a recogniser might have heard it, with about `share` (0..1) of the words damaged."""
    dice = random.Random(f"{seed}-{call.id}")  # noqa: S311 - a repeatable yardstick, not a secret
    turns = tuple(_damaged(turn, call.language.value, dice, share) for turn in call.turns)
    return replace(call, turns=tuple(turn for turn in turns if turn.text))


def damage_words(words: Sequence[str], dice: random.Random, share: float) -> Iterator[str]:
    """Words in matching form with about `share` (0..1) of them dropped, doubled, misheard or put for a neighbour."""
    for place, word in enumerate(words):
        if dice.random() >= share:
            yield word
            continue
        match dice.randrange(4):
            case 0:
                continue
            case 1:
                yield from (word, word)
            case 2:
                yield from filter(None, [_misheard(word, dice)])
            case _:
                yield words[min(place + 1, len(words) - 1)]


def _damaged(turn: Turn, language: str, dice: random.Random, share: float) -> Turn:
    joint = "" if language in UNSPACED_LANGUAGES else " "
    heard = damage_words(make_spoken(turn.text, language).words, dice, share)
    return replace(turn, text=joint.join(heard), words=())


def _misheard(word: str, dice: random.Random) -> str:
    """The word with one letter replaced by one that sounds like it, or cut short."""
    places = [place for place, letter in enumerate(word) if letter in _SOUNDS_LIKE]
    if not places:
        return word[:-1]
    place = dice.choice(places)
    return word[:place] + _SOUNDS_LIKE[word[place]] + word[place + 1 :]
