"""Which words of an utterance are looked at together."""

from hypothesis import given
from hypothesis import strategies as st

from recordings.scoring.acts.pieces import Piece, pieces


def test_a_short_utterance_is_looked_at_whole() -> None:
    assert pieces(16) == (Piece(0, 16),)


def test_a_long_one_is_looked_at_whole_and_through_a_window_that_slides() -> None:
    assert pieces(22) == (Piece(0, 22), Piece(0, 10), Piece(5, 15), Piece(10, 20), Piece(15, 22))


def test_a_very_long_one_is_never_taken_whole() -> None:
    assert Piece(0, 50) not in pieces(50)


def test_chinese_signs_are_counted_in_pairs() -> None:
    assert pieces(32, signs_a_word=2) == (Piece(0, 32),)
    assert Piece(10, 30) in pieces(34, signs_a_word=2)


@given(st.integers(0, 400), st.sampled_from([1, 2]))
def test_every_word_is_in_some_piece_and_no_piece_is_empty(words: int, signs: int) -> None:
    found = pieces(words, signs_a_word=signs)
    assert {place for piece in found for place in range(piece.first, piece.end)} == set(range(words))
    assert all(0 <= piece.first < piece.end <= words for piece in found)
