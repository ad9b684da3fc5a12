"""Words that the model does not know: kept with their times, shown as an ellipsis, and words of nobody's."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from recordings.private_words.masking import masked_turn
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.reading.pieces import pieces_of
from recordings.reading.readable import readable
from recordings.recording import Recording, RecordingState, Sides
from recordings.scoring.engine import RULES
from recordings.scoring.loader import load_rulebook
from recordings.screens.words_view import words_view
from recordings.search.found import found_seconds
from recordings.search.indexing import terms_of
from recordings.search.query import parse_query
from recordings.statistics import statistics_of
from recordings.stretch import Stretch
from recordings.transcribe.unknown_words import with_unknown
from recordings.transcript import CallTranscript, Speaker, Turn, Word
from recordings.transcript_json import parse_transcript, read_transcript, transcript_to_json
from recordings.turns import turns_of
from tests.support.calls import labelled, words_of
from tests.support.clinic import NOW

RECORDING = Recording(
    id=RecordingId("r-1"),
    call=None,
    language=Language.EN,
    path="r-1.wav",
    seconds=60.0,
    sides=Sides.BOTH,
    state=RecordingState.SCORED,
    kept_at=NOW,
    sha256="",
)
A, P = Speaker.ADMINISTRATOR, Speaker.PATIENT


def _turn(text: str, *unknown: float, start: float = 0.0) -> Turn:
    """A word a second; an unknown word takes the half-second after the moment."""
    words = tuple(
        Word(text=word, start=start + place, end=start + place + 0.4) for place, word in enumerate(text.split())
    )
    stretches = tuple(Stretch(moment, moment + 0.5) for moment in unknown)
    ends = max([*(word.end for word in words), *(one.end for one in stretches)])
    return Turn(speaker=P, start=start, end=ends, text=text, words=words, unknown=stretches)


def _read(turn: Turn) -> str:
    return "".join(piece.text for piece in readable(pieces_of(turn), turn, Language.EN))


def test_an_unknown_word_stands_between_the_known_ones_where_it_was_said() -> None:
    assert _read(_turn("good morning sir", 0.45)) == "Good … morning sir"
    assert _read(_turn("good morning", 1.45)) == "Good morning …"
    assert _read(_turn("good morning", 1.45, 1.7, start=1.0)) == "Good … … morning"
    assert _read(_turn("", 3.0)) == "…"


def test_it_is_marked_unsure_and_plays_from_its_own_second() -> None:
    mark = pieces_of(_turn("good morning", 0.45))[2]
    assert (mark.text, mark.start, mark.end, mark.is_unsure) == ("…", 0.45, 0.95, True)


def test_a_time_with_an_unknown_word_in_it_is_not_read_as_figures() -> None:
    assert _read(_turn("at ten thirty")) == "At 10:30"
    assert _read(_turn("at ten thirty", 1.45)) == "At ten … thirty"


def test_a_turn_holds_the_unknown_words_near_it_and_no_turn_is_parted() -> None:
    words = {P: (Word(text="yes", start=5, end=5.4), Word(text="please", start=5.6, end=6)), A: ()}
    turns = with_unknown(
        turns_of(words, Language.EN), {P: (Stretch(4.0, 4.5), Stretch(5.4, 5.6), Stretch(11, 12)), A: (Stretch(5, 6),)}
    )
    assert [(turn.speaker, turn.start, turn.end, turn.text, len(turn.unknown)) for turn in turns] == [
        (P, 4.0, 6, "yes please", 2),
        (A, 5, 6, "", 1),
        (P, 11, 12, "", 1),
    ]


@given(st.lists(st.tuples(st.sampled_from(Speaker), st.floats(0, 60), st.floats(0, 2))))
def test_no_unknown_word_is_lost_or_heard_twice(said: list[tuple[Speaker, float, float]]) -> None:
    by_side = {side: tuple(Stretch(at, at + long) for one, at, long in said if one is side) for side in Speaker}
    words = {P: (Word(text="yes", start=20, end=21),), A: (Word(text="no", start=40, end=41),)}
    turns = with_unknown(turns_of(words, Language.EN), by_side)
    kept = {side: [one for turn in turns if turn.speaker is side for one in turn.unknown] for side in Speaker}
    assert {side: sorted(map(str, kept[side])) for side in Speaker} == {
        side: sorted(map(str, by_side[side])) for side in Speaker
    }
    assert [turn.start for turn in turns] == sorted(turn.start for turn in turns)


def test_a_file_keeps_them_and_older_files_are_read_as_before() -> None:
    call = CallTranscript(id="x", language=Language.EN, turns=(_turn("good morning", 0.45),))
    data = transcript_to_json(call)
    assert read_transcript(data) == call
    old = '{"id": "x", "language": "en", "turns": [{"speaker": "patient", "start": 0, "end": 1, "text": "hm"}]}'
    assert parse_transcript(old).turns[0].unknown == ()
    assert "unknown" not in str(transcript_to_json(parse_transcript(old)))


def test_they_are_time_of_speech_and_no_spoken_words() -> None:
    turns = [replace(_turn("one two three", 3.0, 3.5), end=4.0)]
    measured = statistics_of(turns, {}, span=Stretch(0, 4), language=Language.EN, unknown={P: 2}).sides[P]
    known = statistics_of([_turn("one two three")], {}, span=Stretch(0, 4), language=Language.EN).sides[P]
    assert (measured.words, round(measured.speech - known.speech, 3)) == (3, 1.0)


def test_unknown_words_alone_interrupt_nobody() -> None:
    turns = [
        _turn("one two three four five"),
        Turn(speaker=A, start=1.5, end=2.6, text="", unknown=(Stretch(1.5, 2.6),)),
    ]
    assert statistics_of(turns, {}, span=Stretch(0, 6), language=Language.EN).interruptions == ()


def test_a_search_finds_the_turn_by_its_words_and_never_by_an_ellipsis() -> None:
    turn = _turn("good morning", 0.45)
    assert terms_of([turn], Language.EN, Sides.BOTH) == terms_of([_turn("good morning")], Language.EN, Sides.BOTH)
    assert found_seconds(turn, Language.EN, parse_query("morning", [Language.EN])) == ((1.0, 1.4),)


def test_the_score_of_a_call_is_the_same_with_them_and_without() -> None:
    call = labelled("en-003")
    call = replace(call, turns=tuple(replace(turn, words=words_of(turn, call.language)) for turn in call.turns))
    heard = with_unknown(call.turns, {A: (Stretch(3.0, 3.2), Stretch(900, 901)), P: (Stretch(905, 906),)})
    rulebook = load_rulebook()
    with_them, without = rulebook.score(replace(call, turns=heard)).findings, rulebook.score(call).findings
    assert {name: with_them[name] for name in RULES} == {name: without[name] for name in RULES}


def test_private_words_stay_where_they_are_and_take_what_is_between_them_along() -> None:
    turn = _turn("my number is nine one", 3.45, 4.45)
    span = PrivateSpan(turn=0, first=3, last=4, kind=PrivateKind.PHONE)
    hidden = masked_turn(turn, [span], Language.EN, {PrivateKind.PHONE: "telephone"})
    assert _read(hidden) == "My number is [telephone] …"
    view = words_view(RECORDING, [turn], "m", [span], {PrivateKind.PHONE: "telephone"})
    private = [piece.text for piece in view.turns[0].pieces if piece.private]
    assert "".join(private) == "nine … one"
    assert view.shows_unknown
