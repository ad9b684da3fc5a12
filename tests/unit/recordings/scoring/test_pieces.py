"""Which words of an utterance are looked at together."""

from hypothesis import given
from hypothesis import strategies as st

from recordings.scoring.acts.pieces import Piece, pieces
from recordings.scoring.text import make_spoken


def _texts(text: str, language: str = "en") -> list[str]:
    spoken = make_spoken(text, language)
    found = pieces(spoken, spoken.sentence_ends(), signs_a_word=2 if language == "zh" else 1)
    joint = "" if language == "zh" else " "
    return [joint.join(spoken.words[piece.first : piece.end]) for piece in found]


def test_a_turn_is_looked_at_whole_by_sentences_and_by_pairs_and_two_words_never_alone() -> None:
    assert _texts("Good morning. Maple Dental. How can I help?") == [
        "good morning maple dental how can i help",
        "how can i help",
        "good morning maple dental",
        "maple dental how can i help",
    ]


def test_chinese_signs_end_sentences_too() -> None:
    assert _texts("您好，这里是口腔门诊。请讲！", "zh") == ["您好这里是口腔门诊请讲", "您好这里是口腔门诊"]


def test_a_flow_of_words_without_sentences_is_looked_at_through_a_window() -> None:
    words = [f"word{number}" for number in range(50)]
    found = _texts(" ".join(words))
    assert " ".join(words[:10]) in found
    assert " ".join(words[5:15]) in found
    assert found[-1].endswith("word49")


@given(st.lists(st.sampled_from(["yes", "no", "well.", "please", "how?"]), max_size=120))
def test_every_word_is_in_some_piece_and_no_piece_is_empty(words: list[str]) -> None:
    spoken = make_spoken(" ".join(words), "en")
    found = pieces(spoken, spoken.sentence_ends())
    covered = {place for piece in found for place in range(piece.first, piece.end)}
    assert covered == set(range(len(spoken.words)))
    assert all(piece.first < piece.end for piece in found)


def test_nothing_said_has_no_pieces() -> None:
    spoken = make_spoken("...", "en")
    assert pieces(spoken, spoken.sentence_ends()) == ()
    assert Piece(0, 1) != Piece(0, 2)
