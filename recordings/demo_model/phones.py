"""Phonemes by their place in a word, as Kaldi numbers them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recordings.demo_model.speech import SILENCE

SILENCE_ID = 1
FIRST, LAST, INSIDE, SINGLE = "_B", "_E", "_I", "_S"
_PLACES = {FIRST: "begin", LAST: "end", INSIDE: "internal", SINGLE: "singleton"}


@dataclass(frozen=True, slots=True)
class Phones:
    """Kaldi's phones, from 1."""

    ids: Mapping[str, int]
    """By name, as in `a_B`."""
    output: Mapping[int, int]
    """The network's output for each phone."""
    boundary: Mapping[int, str]
    """Its place in words, as word_boundary.int names it."""


def phones_of(phonemes: Sequence[str]) -> Phones:
    """Silence is 1; each other phoneme has four phones that share one output. Exact word times need the places."""
    ids, output, boundary = {SILENCE: SILENCE_ID}, {SILENCE_ID: 0}, {SILENCE_ID: "nonword"}
    for number, phoneme in enumerate(phonemes[1:], start=1):
        for place, (suffix, meaning) in enumerate(_PLACES.items()):
            phone = 2 + 4 * (number - 1) + place
            ids[phoneme + suffix], output[phone], boundary[phone] = phone, number, meaning
    return Phones(ids, output, boundary)


def phonemes_in(phone_names: Sequence[str]) -> tuple[str, ...]:
    """The phonemes whose phones these are, in the order of the network's outputs."""
    return (SILENCE, *(name.removesuffix(FIRST) for name in phone_names if name.endswith(FIRST)))
