"""espeak-ng's events as sounds and words with times."""

from collections.abc import Iterable

import numpy as np

from callcenter.kit.languages import Language
from recordings.demo_model.alignment import align, phonemes_of
from recordings.demo_model.speech import SILENCE, Event, Kind, Speech

RATE = 1000


def word(sample: int, position: int, length: int) -> Event:
    return Event(Kind.WORD, sample, position, length)


def sound(sample: int, phoneme: str) -> Event:
    return Event(Kind.PHONEME, sample, phoneme=phoneme)


def speech(events: Iterable[Event]) -> Speech:
    return Speech(np.zeros(0, np.int16), RATE, tuple(events))


def test_sounds_belong_to_the_word_in_which_they_begin() -> None:
    said = speech([word(100, 0, 2), sound(110, "d"), sound(150, "a"), word(200, 3, 2), sound(205, "n")])

    sounds, words = align(said, "да но", Language.RU)

    assert [(one.phoneme, one.start) for one in sounds] == [("d", 0.1), ("a", 0.15), ("n", 0.2)]
    assert [(one.text, one.start, one.phonemes) for one in words] == [("да", 0.1, ["d", "a"]), ("но", 0.2, ["n"])]


def test_a_mark_of_softness_joins_the_sound_before_it() -> None:
    said = speech([word(0, 0, 3), sound(0, "d"), sound(20, ";"), sound(30, "e")])

    sounds, words = align(said, "день", Language.RU)

    assert list(phonemes_of(sounds)) == ["d;", "e"]
    assert words[0].phonemes == ["d;", "e"]


def test_an_inserted_vowel_becomes_the_sound_after_it() -> None:
    said = speech([word(0, 0, 2), sound(0, "@-"), sound(20, "r"), sound(30, "a")])

    assert align(said, "ра", Language.RU)[1][0].phonemes == ["r", "a"]


def test_pauses_are_one_silence_and_breaks_between_words_are_none() -> None:
    said = speech([word(0, 0, 2), sound(0, "a"), sound(50, "_|"), sound(60, "_:"), sound(90, "_")])

    assert [one.phoneme for one in align(said, "а", Language.RU)[0]] == ["a", SILENCE]


def test_a_word_event_that_names_only_a_space_means_the_word_behind_it() -> None:
    said = speech([word(0, 2, 1), sound(0, "a")])

    assert align(said, "X. y", Language.EN)[1][0].text == "y"


def test_marks_that_are_not_heard_are_left_out_by_language() -> None:
    said = speech([word(0, 0, 1), sound(0, "'a"), sound(10, "n-")])

    assert align(said, "a", Language.EN)[1][0].phonemes == ["a", "n"]
    assert align(said, "a", Language.ZH)[1][0].phonemes == ["a", "n-"]
    assert align(said, "a", Language.PL)[1][0].phonemes == ["'a", "n-"]
