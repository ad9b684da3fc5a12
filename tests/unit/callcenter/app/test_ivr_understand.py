"""`callcenter ivr understand`: answers in, meanings out, as JSON lines."""

import json

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


def test_a_line_that_is_no_answer_is_named() -> None:
    for bad in ("what", "[]", {**_LINE, "asked": "weather"}, {**_LINE, "now": "soon"}, {**_LINE, "language": "xx"}):
        code, output = _run(_LINE, bad)
        assert code == 1, bad
        assert "line 2 is no answer" in output, bad
