"""`callcenter score`: every call of a file, and a clear line for whatever cannot be read."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from callcenter.app.cli import main
from recordings.scoring.loader import SHIPPED, STANDARD, load_rulebook
from recordings.scoring_io import FileProblem, card_as_text, read_calls
from recordings.transcript import CallTranscript

CALLS = Path(__file__).parents[2] / "fixtures" / "calls"
ONE = json.dumps({"id": "x", "language": "ru", "turns": []})


def _ids(text: str) -> list[str]:
    return [read.id if isinstance(read, CallTranscript) else str(read) for read in read_calls(text, "f.json")]


def test_one_object_a_list_and_lines_are_read() -> None:
    assert _ids(ONE) == ["x"]
    assert _ids(f"[{ONE}, {ONE}]") == ["x", "x"]
    assert _ids(f"{ONE}\n\n{ONE}\n") == ["x", "x"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["f.json: the file is empty; a call as a JSON object is expected"]),
        ("{", ["f.json:1: this is not JSON (Expecting property name enclosed in double quotes)"]),
        ('{\n"id": "x",\n}', ["f.json:3: this is not JSON (Illegal trailing comma before end of object)"]),
        ('{"id": "x"}', ["f.json: the field 'language' is missing"]),
        (f'[{ONE}, {{"id": 1}}]', ["x", "f.json: call 2 of the list: the field 'language' is missing"]),
        (f"{ONE}\nnot json\n{ONE}", ["x", "f.json:2: this is not JSON (Expecting value)", "x"]),
        (f'{ONE}\n{{"id": "y"}}', ["x", "f.json:2: the field 'language' is missing"]),
        (f"{ONE}\n{'[' * 100_000}\n{ONE}", ["x", "f.json:2: this is not JSON (it is nested too deeply)", "x"]),
        ("[" * 100_000, ["f.json: this is not JSON (it is nested too deeply)"]),
        (f"{ONE}\n{'9' * 5000}\n{ONE}", ["x", "f.json:2: this is not JSON (a number in it has", "x"]),
        (f'{{"id": "a\u2028b", "language": "ru", "turns": []}}\n{ONE}\r\n', ["a\u2028b", "x"]),
        ("[]", ["f.json: the list is empty; a call as a JSON object is expected"]),
        (
            '{"id": " ", "language": "ru", "turns": []}',
            ["f.json: the field 'id' has 1 characters; 1 to 200 are expected"],
        ),
        (
            f'{{"id": "{"x" * 201}", "language": "ru", "turns": []}}',
            ["f.json: the field 'id' has 201 characters; 1 to 200 are expected"],
        ),
        (
            '{"id": "x", "language": "ru", "turns": [{"speaker": "patient", "start": 0, "end": 1e308, "text": "a"}]}',
            ["f.json: the call ends at second 1e+308; a call of 604800 s at most is expected"],
        ),
        ("7", ["f.json: the file: an object {...} is expected, not 7"]),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text: str, said: list[str]) -> None:
    assert [line.partition(" (")[0] for line in _ids(text)] == [line.partition(" (")[0] for line in said]


def test_score_prints_one_object_a_line() -> None:
    run = CliRunner().invoke(main, ["score", str(CALLS / "ru-001.json"), str(CALLS / "zh-002.json"), "--json"])
    assert run.exit_code == 0
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["ru-001", "zh-002"]


def test_score_reads_standard_input() -> None:
    text = (CALLS / "pl-004.json").read_text(encoding="utf-8")
    run = CliRunner().invoke(main, ["score", "-", "--json"], input=text)
    card = json.loads(run.stdout)
    assert card["id"] == "pl-004"
    assert 0 < card["points"] <= card["max_points"]


def test_score_for_a_person_shows_the_quote_and_the_second() -> None:
    run = CliRunner().invoke(main, ["score", str(CALLS / "ru-001.json")])
    assert re.match(r"ru-001: \d+ of \d+ points\n", run.stdout)
    assert re.search(
        r"0:53  «Могу предложить вам сегодня в шестнадцать тридцать или завтра в девять утра\.", run.stdout
    )


def test_score_goes_by_the_clinics_own_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = (SHIPPED / STANDARD).read_text(encoding="utf-8")
    (tmp_path / "standards").mkdir()
    own = shipped.replace("version: 2", "version: 7")
    (tmp_path / "standards" / STANDARD).write_text(own, encoding="utf-8")
    monkeypatch.setenv("CALLCENTER_CONTENT_DIR", str(tmp_path))
    run = CliRunner().invoke(main, ["score", str(CALLS / "ru-001.json"), "--json"])
    assert json.loads(run.stdout)["standard"]["version"] == 7


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(b"\xff\xfe\x00")
    run = CliRunner().invoke(main, ["score", str(bad), str(tmp_path / "none"), str(CALLS / "en-003.json"), "--json"])
    assert run.exit_code == 1
    assert json.loads(run.stdout)["id"] == "en-003"
    assert run.stderr.splitlines()[1:] == [  # the first says which standard it was
        f"{bad}: the file is not UTF-8 text; a call as JSON is expected",
        f"{tmp_path / 'none'}: cannot be read (No such file or directory); check the path",
    ]


def test_a_problem_shows_its_line_where_it_has_one() -> None:
    assert str(FileProblem("a.json", "broken", 3)) == "a.json:3: broken"
    assert str(FileProblem("a.json", "broken")) == "a.json: broken"


def test_half_a_sign_in_a_text_is_shown_as_a_mark_and_the_call_is_scored() -> None:
    cut = '{"id": "\\ud83d", "language": "ru", "turns": []}'
    run = CliRunner().invoke(main, ["score", "-", "--json"], input=f"{cut}\n{ONE}")
    assert run.exit_code == 0
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["\N{REPLACEMENT CHARACTER}", "x"]


def test_an_id_with_line_breaks_stays_one_line() -> None:
    [read] = read_calls(json.dumps({"id": "a\nb\x1b[2Jc", "language": "en", "turns": []}), "-")
    assert isinstance(read, CallTranscript)
    rulebook = load_rulebook()
    first, *others = card_as_text(rulebook.score(read), rulebook.standard, read.language)
    assert first.startswith("a b [2Jc: ")
    assert not any("\n" in line for line in others)
