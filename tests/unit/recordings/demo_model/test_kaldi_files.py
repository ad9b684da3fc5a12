"""Kaldi's and OpenFst's binary writing, byte by byte."""

import struct

import numpy as np

from recordings.demo_model.fst import Fst, fst_bytes
from recordings.demo_model.kaldi_binary import KaldiWriter
from recordings.demo_model.kaldi_model import model_bytes
from recordings.demo_model.phones import phonemes_in, phones_of
from tests.unit.recordings.demo_model.small import loudness_network


def test_numbers_carry_their_size() -> None:
    writer = KaldiWriter()
    writer.token("<Dim>")
    writer.integer(7)
    writer.single(0.5)
    writer.double(0.25)

    assert writer.content == b"\0B<Dim> \4\7\0\0\0\4" + struct.pack("<f", 0.5) + b"\x08" + struct.pack("<d", 0.25)


def test_vectors_and_matrices_are_row_after_row() -> None:
    writer = KaldiWriter()
    writer.integers([1, 2])
    writer.vector([1.0])
    writer.matrix(np.array([[1, 2], [3, 4]], np.float32))

    assert writer.content == b"".join(
        [
            b"\0B\4" + struct.pack("<iii", 2, 1, 2),
            b"FV \4" + struct.pack("<if", 1, 1.0),
            b"FM \4" + struct.pack("<i", 2) + b"\4" + struct.pack("<i", 2) + struct.pack("<4f", 1, 2, 3, 4),
        ]
    )


def test_phones_know_their_output_and_their_place_in_words() -> None:
    phones = phones_of(["SIL", "a", "b"])

    assert phones.ids == {
        "SIL": 1,
        "a_B": 2,
        "a_E": 3,
        "a_I": 4,
        "a_S": 5,
        "b_B": 6,
        "b_E": 7,
        "b_I": 8,
        "b_S": 9,
    }
    assert [phones.output[number] for number in range(1, 10)] == [0, 1, 1, 1, 1, 2, 2, 2, 2]
    assert phones.boundary[1] == "nonword"
    assert phones.boundary[6] == "begin"
    assert phonemes_in(list(phones.ids)) == ("SIL", "a", "b")


def test_the_rarest_sounds_do_not_beat_silence() -> None:
    network = loudness_network("a", "b")
    network.priors[:] = (0.9, 0.0999, 0.0001)

    content = model_bytes(network)

    priors = np.frombuffer(content[content.index(b"<Priors> FV ") + len(b"<Priors> FV ") + 5 :], "<f4")
    assert priors.tolist() == [np.float32(0.9), np.float32(0.0999), np.float32(0.002)]


def test_a_graph_is_written_with_its_arcs_in_order() -> None:
    fst = Fst()
    first, second = fst.state(), fst.state()
    fst.add(first, second, transition=4, word=9, cost=0.5)
    fst.add(first, first, transition=3, cost=0.25)
    fst.final[second] = 1.0

    content = fst_bytes(fst)

    assert fst.size == (2, 2)
    assert content.endswith(
        struct.pack("<fq", float("inf"), 2)
        + struct.pack("<iifi", 3, 0, 0.25, first)
        + struct.pack("<iifi", 4, 9, 0.5, second)
        + struct.pack("<fq", 1.0, 0)
    )
