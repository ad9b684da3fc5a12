"""Which phonemes are which Chinese sign's: the voice names words of its dictionary, a sign is a syllable. Pure."""

from collections.abc import Callable, Iterable
from itertools import pairwise

from recordings.demo_model.speech import SpokenWord

_NASALS = ("n", "N")
_VOWELS = "aeiouyAEIOUV@3"

_Syllable = tuple[list[str], list[float]]


def match_signs(
    spoken: Iterable[SpokenWord], expected: list[str], alone: Callable[[str], list[str]]
) -> list[SpokenWord] | None:
    """Give each expected word its phonemes and its start.

    espeak-ng reports a sign or a word, named by its first sign; each is parted into syllables, one a sign. None where
    that does not come out.
    """
    signs = "".join(expected)
    syllables: list[_Syllable] = []
    for group in spoken:
        rest = signs[len(syllables) :]
        if not rest or group.text[:1] != rest[0]:
            return None
        syllables += _syllables(group, rest, alone)
    if len(syllables) != len(signs):
        return None
    result: list[SpokenWord] = []
    at = 0
    for word in expected:
        parts = syllables[at : at + len(word)]
        at += len(word)
        starts = [start for _, times in parts for start in times]
        result.append(SpokenWord(word, starts[0], [name for names, _ in parts for name in names], starts))
    return result


def _syllables(group: SpokenWord, signs: str, alone: Callable[[str], list[str]]) -> list[_Syllable]:
    """Each syllable has one vowel; a nasal between two vowels belongs to the side that the next sign, alone, says."""
    vowels = [place for place, phoneme in enumerate(group.phonemes) if is_vowel(phoneme)]
    cuts = [0]
    for number, (before, after) in enumerate(pairwise(vowels), start=1):
        first = before + 1
        if first < after and group.phonemes[first] in _NASALS:
            first += not _nasal_begins(group.phonemes[first:after], signs[number : number + 1], alone)
        cuts.append(first)
    cuts.append(len(group.phonemes))
    return [(group.phonemes[a:b], group.starts[a:b]) for a, b in pairwise(cuts)]


def _nasal_begins(between: list[str], sign: str, alone: Callable[[str], list[str]]) -> bool:
    if between[0] == "N" or not sign or (len(between) > 1 and not between[1].startswith(("j", "w"))):
        return False
    return alone(sign)[:1] == ["n"]


def is_vowel(phoneme: str) -> bool:
    """True for the middle of a syllable: consonants and glides of the voice's Mandarin begin with other letters."""
    return phoneme[:1] in _VOWELS
