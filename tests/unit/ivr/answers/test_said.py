"""Wishes and split answers as people say them, in five languages; a line in `said/` is a case."""

from datetime import datetime
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from ivr.answers.loader import load_parser, load_wishes
from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Question
from ivr.answers.wish import wish_of
from ivr.answers.words import matching_form

SAID = Path(__file__).parent / "said"
NOW = datetime.fromisoformat("2026-11-23T18:20")
VISIT = datetime.fromisoformat("2026-11-24T16:30")
VISITS = tuple(map(datetime.fromisoformat, ("2026-11-24T10:30", "2026-11-26T13:30", "2026-12-01T11:00")))


def _cases(name: str) -> list[tuple[str, str, str]]:
    lines = (SAID / name).read_text(encoding="utf-8").splitlines()
    told = [line.split(" | ") for line in lines if not line.startswith("#")]
    return [(language, text, meant) for language, text, meant in told]


@pytest.mark.parametrize(("language", "text", "meant"), _cases("wishes.txt"))
def test_a_wish_gives_the_day_and_time_that_was_meant(language: str, text: str, meant: str) -> None:
    spoken = Language(language)
    slots = wish_of(matching_form(text), spoken, load_wishes(spoken), NOW, [VISIT])
    if meant == "-":
        assert not slots.keys() & {"date", "from", "to"}
    else:
        wished = dict(slot.split("=") for slot in meant.split())
        assert {name: str(slots.get(name)) for name in wished} == wished


@pytest.mark.parametrize(("language", "text", "meant"), _cases("later.txt"))
def test_somebody_busy_says_when_to_call_again(language: str, text: str, meant: str) -> None:
    spoken = Language(language)
    slots = wish_of(matching_form(text), spoken, load_wishes(spoken), NOW, [VISIT], is_about_call=True)
    wished = dict(slot.split("=") for slot in meant.split())
    assert {name: str(slots.get(name)) for name in wished} == wished


@pytest.mark.parametrize(("language", "text", "meant"), _cases("splits.txt"))
def test_each_visit_gets_what_was_said_of_it(language: str, text: str, meant: str) -> None:
    spoken = Language(language)
    visits = VISITS[: len(meant.split())]
    asked = Question(language=spoken, asked=Asked.CONFIRM_VISITS, text=text, now=NOW, visits=visits)
    understood = load_parser(spoken).understand(asked)
    assert understood.meaning is Meaning.SPLIT
    assert understood.slots["by_visit"] == meant.split()


@pytest.mark.parametrize(("asked_of", "text", "meant"), _cases("meanings.txt"))
def test_an_answer_is_taken_as_it_was_meant(asked_of: str, text: str, meant: str) -> None:
    language, asked = asked_of.split()
    spoken = Language(language)
    question = Question(language=spoken, asked=Asked(asked), text=text, now=NOW, visits=(VISIT,))
    assert load_parser(spoken).understand(question).meaning.value in meant.split()


@pytest.mark.parametrize(("language", "text", "meant"), _cases("rates.txt"))
def test_the_figure_that_was_meant_counts(language: str, text: str, meant: str) -> None:
    spoken = Language(language)
    understood = load_parser(spoken).understand(Question(language=spoken, asked=Asked.RATE, text=text, now=NOW))
    assert (understood.meaning, understood.slots.get("value")) == (Meaning.RATE, int(meant))
