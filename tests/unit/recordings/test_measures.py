"""Statistics and figures in a transcript's file leave its words alone."""

import json

from callcenter.kit.languages import Language
from recordings.measures import with_measures
from recordings.scoring.loader import load_rulebook
from recordings.stretch import Stretch
from recordings.transcript import CallTranscript, Speaker, Turn, Word
from recordings.transcript_json import read_transcript, transcript_to_json

_WORDS = "есть среда в восемнадцать сорок".split()  # noqa: SIM905 - as it is spoken
CALL = CallTranscript(
    id="c-1",
    language=Language.RU,
    turns=(
        Turn(
            speaker=Speaker.ADMINISTRATOR,
            start=0.0,
            end=5.0,
            text=" ".join(_WORDS),
            words=tuple(Word(text=word, start=float(place), end=place + 0.9) for place, word in enumerate(_WORDS)),
        ),
    ),
    extra={"labels": {"greeting": "pass"}},
)


def test_the_file_tells_statistics_and_figures_beside_the_words() -> None:
    written = json.loads(json.dumps(transcript_to_json(with_measures(CALL, {}, 10.0))))
    assert written["readings"] == [{"turn": 0, "first": 3, "last": 4, "kind": "time", "text": "18:40"}]
    assert written["statistics"]["sides"]["administrator"]["words"] == 5
    assert written["turns"][0]["text"] == "есть среда в восемнадцать сорок"
    assert written["labels"] == {"greeting": "pass"}


def test_marks_of_voice_count_where_there_are_any() -> None:
    measured = with_measures(CALL, {Speaker.ADMINISTRATOR: (Stretch(0.0, 6.5),)}, 10.0)
    statistics = measured.extra["statistics"]
    assert isinstance(statistics, dict)
    assert statistics["silence"] == 3.5


def test_the_file_tells_how_many_words_the_model_did_not_know() -> None:
    statistics = with_measures(CALL, {}, 10.0, {Speaker.ADMINISTRATOR: 2}).extra["statistics"]
    assert isinstance(statistics, dict)
    assert statistics["unknown_words"] == {"administrator": 2}


def test_scoring_reads_such_a_file_as_any_other() -> None:
    measured = read_transcript(transcript_to_json(with_measures(CALL, {}, 10.0)))
    assert load_rulebook().score(measured) == load_rulebook().score(CALL)
