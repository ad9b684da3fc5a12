"""The transcript as bubbles with timed words, and what is shaded on the waveform."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import Call, CallState, Direction, EndReason, Hold
from callcenter.kit.ids import CallId, ProviderCallId, RecordingId
from callcenter.kit.languages import Language
from recordings.reading.pieces import Piece, pieces_of
from recordings.recording import Recording, RecordingState, Sides
from recordings.screens.words_view import Mark, MarkKind, holds_of, marks_of, words_view
from recordings.transcript import Guess, Speaker, Turn, Word
from tests.support.clinic import NOW

RECORDING = Recording(
    id=RecordingId("r-1"),
    call=None,
    language=Language.RU,
    path="r-1.wav",
    seconds=60.0,
    sides=Sides.BOTH,
    state=RecordingState.SCORED,
    kept_at=NOW,
    sha256="",
)
CALL = Call(
    id=CallId("c-1"),
    exchange="test",
    provider_call=ProviderCallId("c-1"),
    direction=Direction.INBOUND,
    caller=None,
    state=CallState.ENDED,
    started_at=NOW,
    changed_at=NOW + timedelta(seconds=70),
    answered_at=NOW + timedelta(seconds=10),
    ended_at=NOW + timedelta(seconds=70),
    end_reason=EndReason.COMPLETED,
)


def _turn(speaker: Speaker, start: float, end: float, text: str = "да", words: tuple[Word, ...] = ()) -> Turn:
    return Turn(speaker=speaker, start=start, end=end, text=text, words=words)


def _word(text: str, start: float, confidence: float = 1.0) -> Word:
    return Word(text=text, start=start, end=start + 0.3, confidence=confidence)


def test_words_keep_their_times_and_what_stands_between_them() -> None:
    turn = _turn(Speaker.PATIENT, 1, 2, "Болит зуб.", (_word("Болит", 1.0), _word("зуб", 1.5, 0.3)))
    assert pieces_of(turn) == [
        Piece("Болит", 1.0, 1.3),
        Piece(" "),
        Piece("зуб", 1.5, 1.8, is_unsure=True),
        Piece("."),
    ]


def test_chinese_words_stand_without_spaces() -> None:
    turn = _turn(Speaker.PATIENT, 1, 2, "牙疼", (_word("牙", 1.0), _word("疼", 1.3)))
    assert [piece.text for piece in pieces_of(turn)] == ["牙", "疼"]


def test_a_text_that_does_not_hold_its_words_is_shown_whole() -> None:
    turn = _turn(Speaker.PATIENT, 1, 2, "Болит зуб", (_word("нога", 1.0),))
    assert pieces_of(turn) == [Piece("Болит зуб")]


@given(st.text(max_size=40), st.lists(st.text(max_size=5), max_size=6))
def test_the_pieces_are_the_text_whatever_the_words_are(text: str, words: list[str]) -> None:
    turn = _turn(Speaker.PATIENT, 0, 1, text, tuple(_word(word, 0.0) for word in words))
    assert "".join(piece.text for piece in pieces_of(turn)) == text


def test_long_silence_is_shaded_and_a_short_pause_is_not() -> None:
    turns = [_turn(Speaker.PATIENT, 1, 20), _turn(Speaker.ADMINISTRATOR, 22, 40), _turn(Speaker.PATIENT, 50, 59)]
    assert marks_of(RECORDING, turns, ()) == (Mark(MarkKind.SILENCE, 40, 50),)


def test_silence_while_on_hold_is_shaded_once_as_hold() -> None:
    turns = [_turn(Speaker.PATIENT, 0, 20), _turn(Speaker.ADMINISTRATOR, 40, 60)]
    hold = Mark(MarkKind.HOLD, 20, 40)
    assert marks_of(RECORDING, turns, (hold,)) == (hold,)


def test_both_speaking_is_shaded() -> None:
    turns = [_turn(Speaker.PATIENT, 0, 31), _turn(Speaker.ADMINISTRATOR, 30, 60)]
    assert marks_of(RECORDING, turns, ()) == (Mark(MarkKind.OVERLAP, 30, 31),)


def test_without_a_transcript_nobody_is_called_silent() -> None:
    assert marks_of(RECORDING, (), ()) == ()


def test_a_hold_lies_where_it_is_in_the_file() -> None:
    held = replace(
        CALL, holds=(Hold(since=NOW + timedelta(seconds=30), until=NOW + timedelta(seconds=40)),)
    )  # 20 to 30 seconds after the answer
    assert holds_of(held, lead=1.5, seconds=60.0) == (Mark(MarkKind.HOLD, 21.5, 31.5),)


def test_a_hold_that_ended_with_the_call_ends_with_the_file() -> None:
    held = replace(CALL, holds=(Hold(since=NOW + timedelta(seconds=60)),))
    assert holds_of(held, lead=0.0, seconds=58.0) == (Mark(MarkKind.HOLD, 50.0, 58.0),)


def test_a_call_that_nobody_answered_has_no_holds() -> None:
    assert holds_of(replace(CALL, answered_at=None), lead=0.0, seconds=60.0) == ()


def test_one_channel_with_both_voices_does_not_say_who_spoke() -> None:
    view = words_view(replace(RECORDING, sides=Sides.MONO), [_turn(Speaker.PATIENT, 1, 2)], "ru")
    assert view.is_mono
    assert view.turns[0].speaker is None
    assert not view.knows_voices


def test_a_guess_at_who_spoke_is_shown_only_where_both_voices_are_on_one_side() -> None:
    guess = Guess(voice=2, confidence=0.95)
    turn = replace(_turn(Speaker.PATIENT, 1, 2), guess=guess)
    mono = words_view(replace(RECORDING, sides=Sides.MONO), [turn, _turn(Speaker.PATIENT, 3, 4)], "ru")
    assert [one.guess for one in mono.turns] == [guess, None]
    assert (mono.knows_voices, mono.knows_roles) == (True, False)
    told = replace(turn, guess=replace(guess, role=Speaker.ADMINISTRATOR))
    assert words_view(replace(RECORDING, sides=Sides.MONO), [told], "ru").knows_roles
    assert not words_view(RECORDING, [turn], "ru").knows_voices
