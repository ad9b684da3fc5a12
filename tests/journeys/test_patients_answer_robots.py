"""What the demo's patients answer to the robot: said in their voices, over the line, heard by the demo's model."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from callcenter.clinic.demo.load_natures import load_natures
from callcenter.kit.languages import Language
from callcenter.telephony.simulator.sound import NOISE_LEVEL, Samples, through_the_line, to_samples
from ivr.speech.espeak import EspeakVoice
from recordings.demo_model.model_folder import SHIPPED
from recordings.demo_model.recognise import Recogniser
from tests.support.robot_answers import ALWAYS, OWN, answers

VOICES = ("patient-female", "patient-male")
each_language = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EspeakVoice]:
    made = EspeakVoice(Path(tmp_path_factory.mktemp("speech")))
    yield made
    made.close()


def over_the_line(sound: Samples) -> Samples:
    """The voice in the line's hiss, with a moment of silence around it."""
    heard = through_the_line(sound, random.Random(5))  # noqa: S311 - the loudness of a line is no secret
    line = np.random.default_rng(7).standard_normal(len(heard) + 12_000) * NOISE_LEVEL
    line[8_000 : 8_000 + len(heard)] += heard
    return to_samples(line)


@each_language
def test_every_reply_has_a_meaning_that_is_expected_of_it(language: Language) -> None:
    told = {(one.nature, one.prompt) for one in answers(language)}
    assert {(nature, prompt) for nature, meant in OWN.items() for prompt in meant} <= told
    assert {prompt for _, prompt in told} == set(ALWAYS)


@each_language
def test_every_reply_is_heard_and_understood_as_the_patient_means_it(language: Language, voice: EspeakVoice) -> None:
    model = Recogniser(SHIPPED / f"demo-{language.value}")
    texts = {one.text for one in answers(language)}
    heard = {
        (text, speaker): " ".join(
            word["word"] for word in model.hear(over_the_line(voice.samples(text, language, speaker))).words
        )
        for text in sorted(texts)
        for speaker in VOICES
    }
    wrong = [
        f"{one.nature} to {one.prompt}, {speaker}: {one.text!r} was heard as {heard[one.text, speaker]!r}"
        for one in answers(language)
        for speaker in VOICES
        if not one.fits(heard[one.text, speaker], language)
    ]
    assert wrong == []


@each_language
def test_a_machines_greeting_is_heard_word_for_word(language: Language, voice: EspeakVoice) -> None:
    greeting = load_natures(language).by_id["machine"].greeting
    model = Recogniser(SHIPPED / f"demo-{language.value}")
    heard = model.hear(over_the_line(voice.samples(greeting, language, "patient-female"))).words
    said = "".join(sign for sign in greeting.casefold().replace("ё", "е") if sign.isalnum() or sign == "'")
    assert "".join(word["word"] for word in heard) == said
