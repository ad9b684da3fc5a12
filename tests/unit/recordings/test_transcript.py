"""Reading and writing a call as JSON: what is wrong is named with its field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from recordings.json_field import TranscriptError
from recordings.transcript import CallTranscript, Guess, Hold, Json, Speaker, Turn, Word
from recordings.transcript_json import parse_transcript, read_transcript, transcript_to_json

_SECONDS = st.floats(min_value=0, max_value=10_000, allow_nan=False)


_ROLES = st.none() | st.sampled_from(Speaker)


@st.composite
def _turns(draw: st.DrawFn) -> Turn:
    start = draw(_SECONDS)
    words = draw(st.lists(st.text(min_size=1, max_size=8), max_size=3))
    return Turn(
        speaker=draw(st.sampled_from(Speaker)),
        start=start,
        end=start + draw(_SECONDS),
        text=draw(st.text(max_size=30)),
        words=tuple(Word(text=word, start=start, end=start + 0.5, confidence=0.5) for word in words),
        guess=draw(st.none() | st.builds(Guess, voice=st.integers(1, 2), confidence=st.floats(0, 1), role=_ROLES)),
    )


@given(turns=st.lists(_turns(), max_size=5), ring=st.none() | _SECONDS, language=st.sampled_from(Language))
def test_a_call_written_as_json_reads_back_the_same(turns: list[Turn], ring: float | None, language: Language) -> None:
    call = CallTranscript(
        id="x-1",
        language=language,
        direction=Direction.OUTBOUND,
        clinic="Мирта",
        administrator="Анна",
        ring_seconds=ring,
        turns=tuple(sorted(turns, key=lambda turn: turn.start)),
        holds=(Hold(start=1.0, end=2.5),),
        extra={"labels": {"greeting": "pass"}},
    )
    assert read_transcript(json.loads(json.dumps(transcript_to_json(call)))) == call


def _call(**changes: Json) -> dict[str, Json]:
    turn: Json = {"speaker": "patient", "start": 0, "end": 1, "text": "алло"}
    return {"id": "ru-1", "language": "ru", "turns": [turn], **changes}


def _turn(**changes: Json) -> dict[str, Json]:
    turn: dict[str, Json] = {"speaker": "patient", "start": 0, "end": 1, "text": "алло"}
    return _call(turns=[{**turn, **changes}])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "the file: an object {...} is expected, not []"),
        ({"language": "ru", "turns": []}, "the field 'id' is missing"),
        (_call(id=7), "id: a text is expected, not 7"),
        (_call(language="de"), "language: language 'de' is not known; use one of ru, uk, pl, en, zh"),
        (_call(language=None), "language: a text is expected, not null"),
        (_call(direction="sideways"), "direction: 'inbound' or 'outbound' is expected, not \"sideways\""),
        (_call(turns={}), "turns: a list [...] is expected, not {}"),
        (_call(turns=[1]), "turns[0]: an object {...} is expected, not 1"),
        (_call(turns=[{"speaker": "patient"}]), "turns[0]: the field 'start' is missing"),
        (_turn(speaker="robot"), "turns[0].speaker: 'patient' or 'administrator' is expected, not \"robot\""),
        (_turn(start="now"), 'turns[0].start: a number of seconds is expected, not "now"'),
        (_turn(start=True), "turns[0].start: a number of seconds is expected, not true"),
        (_turn(start=-1), "turns[0].start: a number of seconds from 0 is expected, not -1"),
        (_turn(end=10**400), f"turns[0].end: a number of seconds from 0 is expected, not 1{'0' * 36}..."),
        (_turn(end=float("nan")), "turns[0].end: a number of seconds from 0 is expected, not NaN"),
        (_turn(end=float("inf")), "turns[0].end: a number of seconds from 0 is expected, not Infinity"),
        (_turn(start=5), "turns[0].end: the end 1.0 lies before the start 5.0"),
        (_turn(text=None), "turns[0].text: a text is expected, not null"),
        (_turn(words=[{"word": "a", "start": 0}]), "turns[0].words[0]: the field 'end' is missing"),
        (_call(holds=[{"start": 3}]), "holds[0]: the field 'end' is missing"),
        (_call(ring_seconds="soon"), 'ring_seconds: a number of seconds is expected, not "soon"'),
    ],
)
def test_what_is_wrong_is_named_with_its_field(data: Json, message: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_transcript(data)
    assert str(caught.value) == message


def test_text_that_is_not_json_is_refused_with_its_line() -> None:
    with pytest.raises(TranscriptError, match="line 2: this is not JSON"):
        parse_transcript('{"id": "x",\n oops}')


def test_turns_come_in_the_order_of_their_starts() -> None:
    late: Json = {"speaker": "patient", "start": 9, "end": 10, "text": "b"}
    early: Json = {"speaker": "administrator", "start": 1, "end": 2, "text": "a"}
    call = read_transcript(_call(turns=[late, early]))
    assert [turn.text for turn in call.turns] == ["a", "b"]
