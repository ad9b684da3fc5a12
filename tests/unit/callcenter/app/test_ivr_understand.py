"""`callcenter ivr understand`: answers in, meanings out, as JSON lines."""

import json

import pytest
from click.testing import CliRunner

from callcenter.app.cli import main

_LINE = {
    "id": "ru-1",
    "language": "ru",
    "asked": "confirm_visit",
    "text": "угу буду",
    "keys": "",
    "now": "2026-11-23T18:20",
    "visits": ["2026-11-24T16:30"],
}


def _run(*lines: object) -> tuple[int, str]:
    said = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(main, ["ivr", "understand"], input=said)
    return result.exit_code, result.output


def test_each_line_gets_its_meaning() -> None:
    code, output = _run(_LINE, "", {**_LINE, "id": 2, "text": "", "keys": "3"})
    first, second = map(json.loads, output.splitlines())
    assert code == 0
    assert (first["id"], first["meaning"], first["slots"], first["rests_on"]) == ("ru-1", "keep", {}, "угу буду")
    assert 0.9 < first["confidence"] <= 1
    assert (second["id"], second["meaning"], second["rests_on"]) == (2, "cancel", "3")


BAD = (
    *("what", "[]", {**_LINE, "asked": "weather"}, {**_LINE, "now": "soon"}, {**_LINE, "language": "xx"}),
    *({**_LINE, "text": "\ud800"}, {**_LINE, "id": float("nan")}, "[" * 100_000),
)


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_line_that_is_no_answer_is_named_and_the_rest_goes_on(bad: object) -> None:
    code, output = _run(_LINE, bad, {**_LINE, "id": "last"})
    first, told, last = output.splitlines()
    assert code == 1
    assert "line 2 is no answer" in told
    assert [json.loads(line)["id"] for line in (first, last)] == ["ru-1", "last"]


def test_a_line_that_is_no_utf8_is_named() -> None:
    result = CliRunner().invoke(main, ["ivr", "understand"], input=b"\xff\xfe\n")
    assert result.exit_code == 1
    assert "line 1 is no answer" in result.output


@pytest.mark.parametrize("text", ["через неделю", "завтра", "в следующую среду", "в пятницу", "через два часа"])
def test_a_day_beyond_the_calendar_is_no_day(text: str) -> None:
    late = {"asked": "when", "text": text, "now": "9999-12-31T23:30", "visits": ["9999-12-31T23:30"]}
    code, output = _run({**_LINE, **late})
    assert code == 0
    assert "date" not in json.loads(output)["slots"]


def test_endless_words_and_texts_are_cut() -> None:
    code, output = _run({**_LINE, "text": "a" * 200_000}, {**_LINE, "text": "ну вот " * 200_000 + "да приду"})
    first, second = map(json.loads, output.splitlines())
    assert code == 0
    assert len(first["rests_on"]) <= 60
    assert second["meaning"] in {"keep", "none"}
