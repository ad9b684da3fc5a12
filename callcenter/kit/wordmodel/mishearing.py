"""Words as a recogniser mishears them: dropped, doubled, replaced by a near-sounding one or by a neighbour. Pure."""

import random
from collections.abc import Iterator, Sequence

_SOUNDS_LIKE = {
    "о": "а", "а": "о", "е": "и", "и": "е", "ы": "и", "д": "т", "т": "д", "б": "п", "п": "б", "в": "ф",
    "з": "с", "с": "з", "ж": "ш", "ш": "щ", "г": "к", "к": "г", "і": "и", "м": "н", "н": "м",
    "a": "e", "e": "i", "i": "e", "o": "u", "u": "o", "d": "t", "t": "d", "b": "p", "p": "b", "v": "f",
    "m": "n", "n": "m", "s": "z", "z": "s", "g": "k", "k": "g", "ą": "o", "ę": "e", "ó": "u", "ł": "u",
}  # fmt: skip


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


def _misheard(word: str, dice: random.Random) -> str:
    """The word with one letter replaced by one that sounds like it, or cut short."""
    places = [place for place, letter in enumerate(word) if letter in _SOUNDS_LIKE]
    if not places:
        return word[:-1]
    place = dice.choice(places)
    return word[:place] + _SOUNDS_LIKE[word[place]] + word[place + 1 :]
