"""Skipping silence changes no word: a few generated calls, decoded whole and as the product does it."""

import json
import wave
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest
import vosk

from callcenter.kit.languages import Language
from recordings.model_shelf.model_store import SHIPPED, ModelStore
from recordings.transcribe.music_words import WithoutMusic
from recordings.transcribe.port import Heard
from recordings.transcribe.runner import VoskTranscriber
from recordings.transcript import Speaker, Word
from tests.benchmarks.call_day import CallDay, make_day, words_said
from tests.benchmarks.word_difference import Difference, difference

CALLS = 3
SIDES = {0: Speaker.PATIENT, 1: Speaker.ADMINISTRATOR}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> CallDay:
    return make_day(tmp_path_factory.mktemp("day"), calls=CALLS, seed=3)


@pytest.fixture(scope="module")
def heard(day: CallDay) -> list[Heard]:
    model = ModelStore(Path("none"), allow_demo=True).find(Language.RU)
    assert model is not None
    transcriber = VoskTranscriber(most=1)
    try:
        return [WithoutMusic(transcriber).transcribe(path, SIDES, model) for path in day.stereo]
    finally:
        transcriber.close()


@pytest.fixture(scope="module")
def whole(day: CallDay) -> list[dict[Speaker, list[Word]]]:
    """What the recogniser hears where nothing is skipped."""
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(SHIPPED / "demo-ru"))
    return [{side: _decoded(model, path, channel) for channel, side in SIDES.items()} for path in day.stereo]


def _decoded(model: vosk.Model, path: Path, channel: int) -> list[Word]:
    with wave.open(str(path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2)[:, channel]
    recogniser = vosk.KaldiRecognizer(model, 8000)
    recogniser.SetWords(True)
    found = []
    for start in range(0, len(samples), 1600):
        if recogniser.AcceptWaveform(samples[start : start + 1600].tobytes()):
            found += json.loads(recogniser.Result()).get("result", [])
    found += json.loads(recogniser.FinalResult()).get("result", [])
    return [Word(text=word["word"], start=word["start"], end=word["end"]) for word in found]


def test_the_same_words_are_heard_where_silence_is_skipped(
    day: CallDay, heard: list[Heard], whole: list[dict[Speaker, list[Word]]]
) -> None:
    counted = Difference()
    for path, ours, reference in zip(day.stereo, heard, whole, strict=True):
        for channel, side in SIDES.items():
            texts = [[word.text for word in words[side]] for words in (reference, ours.words)]
            counted += difference(words_said(path)[channel], *texts)
    assert counted.said > 100
    assert counted.differ == 0


def test_words_stand_where_they_stand_in_the_whole_file(
    heard: list[Heard], whole: list[dict[Speaker, list[Word]]]
) -> None:
    compared = 0
    for ours, reference in zip(heard, whole, strict=True):
        for side in Speaker:
            here, there = ours.words[side], reference[side]
            same = SequenceMatcher(None, [word.text for word in here], [word.text for word in there], autojunk=False)
            for block in same.get_matching_blocks():
                if block.size < 4:
                    continue  # chance, in what was invented in noise
                compared += block.size
                starts = [word.start for word in here[block.a : block.a + block.size]]
                assert starts == pytest.approx([word.start for word in there[block.b : block.b + block.size]], abs=0.1)
    assert compared > 100


def test_every_word_lies_in_speech_and_speech_within_the_call(heard: list[Heard]) -> None:
    for one in heard:
        for side, words in one.words.items():
            spoken = one.speech[side]
            assert all(any(part.start <= word.start and word.end <= part.end for part in spoken) for word in words)
            assert all(0 <= part.start < part.end <= one.seconds + 0.1 for part in spoken)
