"""Which sound each answer of the network should name."""

import numpy as np

from recordings.demo_model.chunks import CHUNK, UNKNOWN, batch, chunks
from recordings.demo_model.labels import frame_labels
from recordings.demo_model.speech import SILENCE, Sound


def test_each_third_frame_gets_the_sound_at_its_middle() -> None:
    sounds = [Sound(SILENCE, 0.0), Sound("a", 0.04), Sound("b", 0.1)]

    labels = frame_labels(sounds, frames=15)

    # middles of the answers: 0.0125, 0.0425, 0.0725, 0.1025, 0.1325 s
    assert labels.tolist() == [0, 1, 1, 2, 2]


def test_a_sound_too_short_for_an_answer_borrows_one() -> None:
    sounds = [Sound("a", 0.0), Sound("t", 0.05), Sound("b", 0.06)]

    labels = frame_labels(sounds, frames=12)

    assert sorted(set(labels.tolist())) == [0, 1, 2]


def test_a_silence_too_short_for_an_answer_borrows_none() -> None:
    sounds = [Sound("a", 0.0), Sound(SILENCE, 0.05), Sound("b", 0.06)]

    assert 1 not in frame_labels(sounds, frames=12).tolist()


def test_pieces_of_an_utterance_hold_each_answer_once() -> None:
    labels = np.arange(150, dtype=np.int64)
    features = np.repeat(np.arange(450, dtype=np.float32)[:, None], 40, 1)

    for rng in (None, np.random.default_rng(1), np.random.default_rng(2)):
        pieces = chunks([(features, labels)], rng)

        known = np.concatenate([y[y != UNKNOWN] for _, y in pieces])
        assert known.tolist() == labels.tolist()


def test_a_piece_holds_the_frames_around_its_answers() -> None:
    labels = np.arange(150, dtype=np.int64)
    features = np.repeat(np.arange(450, dtype=np.float32)[:, None], 40, 1)

    x, y = chunks([(features, labels)], None)[1]

    first_answer = int(y[0])
    assert first_answer == CHUNK
    assert x[21, 0] == 3 * first_answer  # 21 frames of context on each side
    assert batch([(x, y), (x, y)])[0].shape == (2, 40, len(x))
