"""How the voice pronounces words, and what a network can hear of it."""

from dataclasses import replace

import numpy as np

from recordings.demo_model.lexicon import (
    Heard,
    Pronunciation,
    gather,
    pronunciations,
    unheard_phonemes,
    unheard_words,
)
from recordings.demo_model.speech import Event, Kind, Speech
from recordings.demo_model.voices import Voice
from tests.unit.recordings.demo_model.small import PHRASES


class Speller:
    """A voice whose sounds are the letters."""

    def speak(self, text: str, voice: Voice) -> Speech:
        events: list[Event] = []
        for place, letter in enumerate(text):
            if letter.isalpha() and (place == 0 or not text[place - 1].isalpha()):
                length = next((n for n in range(place, len(text)) if not text[n].isalpha()), len(text)) - place
                events.append(Event(Kind.WORD, 100 * place, place, length))
            if letter.isalpha():
                events.append(Event(Kind.PHONEME, 100 * place, phoneme=letter.lower()))
        return Speech(np.zeros(100 * len(text), np.int16), 1000, tuple(events))


def test_every_word_of_the_phrases_gets_a_pronunciation() -> None:
    heard = gather(PHRASES, Speller(), sentences=20)

    assert sorted(heard) == PHRASES.vocabulary()
    assert set(heard["anna"]) == {("a", "n", "n", "a")}


def test_rare_ways_are_left_out_and_common_ones_cost_least() -> None:
    heard: Heard = {"the": {("D", "@"): 100, ("D", "I"): 30, ("D",): 5}}

    found = pronunciations(heard, {}, ["SIL", "D", "@", "I"])

    assert [(one.phonemes, one.cost > 0) for one in found] == [(("D", "@"), False), (("D", "I"), True)]


def test_a_way_that_the_phrase_file_names_is_added() -> None:
    found = pronunciations({"к": {("k", "a"): 10}}, {"к": ("k",)}, ["SIL", "k", "a"])

    assert Pronunciation("к", ("k",), found[1].cost) in found


def test_sounds_that_the_network_was_never_taught_are_named() -> None:
    heard: Heard = {"zoo": {("z", "u"): 3}}

    assert unheard_phonemes(heard, ["SIL", "u"]) == {"z"}
    assert pronunciations(heard, {}, ["SIL", "u"]) == []


def test_a_word_with_a_sound_that_was_never_taught_can_be_said_with_the_nearest_by_hand() -> None:
    heard: Heard = {word: {tuple(word): 3} for word in PHRASES.vocabulary()}
    taught = sorted({letter for word in heard for letter in word} - {"b"})
    by_hand = replace(PHRASES, pronunciations={"bob": ("p o p",)})

    assert unheard_words(PHRASES, heard, taught) == ["bob"]
    assert unheard_words(by_hand, heard, taught) == []
