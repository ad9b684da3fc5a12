"""A whole model of a few words, written by the builder and heard with by the real Vosk, without any training."""

from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.errors import CallCenterError
from recordings.demo_model.bigram import estimate
from recordings.demo_model.features import RATE
from recordings.demo_model.filters import Samples
from recordings.demo_model.graph import make_graph
from recordings.demo_model.lexicon import Pronunciation
from recordings.demo_model.model_folder import ModelFolder
from recordings.demo_model.phones import phones_of
from recordings.demo_model.recognise import Recogniser
from recordings.demo_model.recognised import Heard
from recordings.demo_model.unknown_word import UNKNOWN, UnknownSettings, add_unknown
from tests.unit.recordings.demo_model.small import loudness_network

SETTINGS = UnknownSettings(begin=5.0, sound=0.5, shortest=4)


def model(folder: Path, *words: str, unknown: UnknownSettings | None = None) -> ModelFolder:
    """A model whose words are spelled as they sound; everything loud sounds like 'a'."""
    made = ModelFolder(folder)
    made.write_network(loudness_network("a", "b"), {"hours_of_speech": 0}, ["a b"])
    phones = phones_of(made.phonemes())
    spoken = [Pronunciation(word, tuple(word), 0.0) for word in words]
    ids = {word: number for number, word in enumerate(words, start=1)}
    fst, loose = make_graph(spoken, ids, phones, estimate([[word] for word in words], words))
    if unknown:
        add_unknown(fst, loose, spoken, phones, made.unknown_id(words), unknown)
    made.write_graph(fst, words)
    made.set_scale(1.0)
    return made


def bursts(*starts: float, seconds: float = 4.0) -> Samples:
    """Silence with 0.3 s of loud noise at each start."""
    x = np.zeros(int(seconds * RATE))
    noise = np.random.default_rng(1).normal(0, 3000, int(0.3 * RATE))
    for start in starts:
        x[int(start * RATE) : int(start * RATE) + len(noise)] = noise
    return x


def hear(made: ModelFolder, sound: Samples) -> Heard:
    return Recogniser(made.path).hear(sound)


def test_words_are_heard_where_they_are_said(tmp_path: Path) -> None:
    heard = hear(model(tmp_path, "a"), bursts(1.0, 2.5))

    assert heard.text == ["a", "a"]
    assert [word["start"] for word in heard.words] == pytest.approx([1.0, 2.5], abs=0.06)
    assert [word["end"] for word in heard.words] == pytest.approx([1.3, 2.8], abs=0.06)


def test_nothing_is_heard_in_silence(tmp_path: Path) -> None:
    assert hear(model(tmp_path, "a"), bursts()).text == []


def test_a_word_that_fits_is_preferred_to_an_unknown_one(tmp_path: Path) -> None:
    assert hear(model(tmp_path, "a", "b", unknown=SETTINGS), bursts(1.0)).text == ["a"]


def test_sounds_that_fit_no_word_are_an_unknown_word(tmp_path: Path) -> None:
    known = hear(model(tmp_path / "known", "b", "ab"), bursts(1.0))
    unknown = hear(model(tmp_path / "unknown", "b", "ab", unknown=SETTINGS), bursts(1.0))

    assert UNKNOWN not in known.text
    assert unknown.text == [UNKNOWN]
    assert unknown.words[0]["start"] == pytest.approx(1.0, abs=0.06)


def test_what_a_new_graph_needs_is_kept_in_the_folder(tmp_path: Path) -> None:
    made = model(tmp_path, "a", "ab")

    assert made.has_network
    assert made.phonemes() == ("SIL", "a", "b")
    assert made.words() == ["a", "ab"]
    assert made.scale() == 1.0
    assert made.training() == {"hours_of_speech": 0}
    assert len(made.trained_on()) == 1
    rows = (tmp_path / "graph/words.txt").read_text(encoding="utf-8").splitlines()
    assert f"{UNKNOWN} {made.unknown_id(made.words())}" in rows


def test_a_folder_without_a_network_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CallCenterError, match="--new-network"):
        ModelFolder(tmp_path).phonemes()
