"""Some turns of a stored transcript are those that decoding all of it gives, whoever wrote it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.search.stored_json import items_of
from recordings.transcript import Guess, Speaker, Turn, Word
from recordings.transcript_json import turn_to_json

_TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(['{"speaker": ', '}, {"speaker": "patient"', "]", ", ", "\\"]))
_SECONDS = st.floats(0, 9)


@st.composite
def _turns(draw: st.DrawFn) -> Turn:
    words = draw(st.lists(st.builds(Word, text=_TEXTS, start=_SECONDS, end=_SECONDS), max_size=3))
    guess = draw(st.none() | st.builds(Guess, voice=st.just(1), confidence=st.just(0.5), role=st.sampled_from(Speaker)))
    text = draw(_TEXTS)
    return Turn(speaker=Speaker.PATIENT, start=1.0, end=2.0, text=text, words=tuple(words), guess=guess)


@given(turns=st.lists(_turns(), max_size=4), places=st.lists(st.integers(0, 5), max_size=3), as_ascii=st.booleans())
def test_some_turns_of_a_stored_transcript_are_those_that_were_stored(
    turns: list[Turn], places: list[int], as_ascii: bool
) -> None:
    stored = [turn_to_json(turn) for turn in turns]
    wanted = [stored[place] for place in places if place < len(stored)]
    assert items_of(json.dumps(stored, ensure_ascii=as_ascii), places) == wanted


@pytest.mark.parametrize("written", [{"indent": 1}, {"sort_keys": True}, {"separators": (",", ":")}])
def test_turns_that_another_program_wrote_are_found_too(written: dict[str, object]) -> None:
    turns = [{"text": text, "speaker": "patient", "words": [{"word": text}]} for text in ("one", "two", "three")]
    assert items_of(json.dumps(turns, **written), [2, 0]) == [turns[2], turns[0]]  # type: ignore[arg-type] # options
