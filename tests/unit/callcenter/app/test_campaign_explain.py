"""`callcenter campaign explain`: what it prints, and what it says to a command that was written wrongly."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callcenter.app.cli import main

_CLINIC = """\
name: Clinic
zone: Europe/Warsaw
country: PL
language: pl
window: {from: 09:00, to: 20:00}
days_off: [Sat, sunday]
"""
_PATIENTS = "id,name,phone,language\np1,Jan Nowak,601 234 567,pl\np2,Ola Nowak,,uk\n"
_VISITS = (
    "id,patient_id,doctor,service,start,minutes,status,booked_at\n"
    "v1,p1,d1,filling,2026-11-24T10:00,30,booked,\n"
    "v2,p2,d1,filling,2026-11-24T11:00,30,booked,\n"
    "v3,p1,d1,filling,2026-11-16T11:00,30,no_show,\n"
)
_AT = ("--as-of", "2026-11-23T16:05")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic of two patients."""
    (tmp_path / "clinic.yaml").write_text(_CLINIC, encoding="utf-8")
    (tmp_path / "patients.csv").write_text(_PATIENTS, encoding="utf-8")
    (tmp_path / "visits.csv").write_text(_VISITS, encoding="utf-8")
    return tmp_path


def _explain(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["campaign", "explain", *arguments])


def _lines(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_line_of_json_says_who_is_called_when(folder: Path) -> None:
    called, skipped, missed = _lines(_explain("--data", str(folder), *_AT, "--json"))

    assert called == {
        "kind": "confirmation",
        "patient_id": "p1",
        "visit_ids": ["v1"],
        "decision": "call",
        "reason": "due",
        "number": "+48601234567",
        "not_before": "2026-11-23T16:05",
        "not_after": "2026-11-23T20:00",
        "language": "pl",
    }
    assert (skipped["patient_id"], skipped["reason"], skipped["number"]) == ("p2", "no_phone", None)
    assert (missed["kind"], missed["reason"]) == ("no_show", "has_future_visit")


def test_one_kind_alone_may_be_asked_for(folder: Path) -> None:
    assert {line["kind"] for line in _lines(_explain("--data", str(folder), *_AT, "--kind", "no_show", "--json"))} == {
        "no_show"
    }


@pytest.mark.parametrize(
    "moment", ["2026-11-23T16:05", "2026-11-23 16:05", "2026-11-23T16:05+01:00", "2026-11-23T15:05Z"]
)
def test_a_moment_is_on_the_clinics_clock_or_has_its_offset(folder: Path, moment: str) -> None:
    lines = _lines(_explain("--data", str(folder), "--as-of", moment, "--json"))
    assert lines[0]["not_before"] == "2026-11-23T16:05"


def test_without_json_a_table_is_printed(folder: Path) -> None:
    done = _explain("--data", str(folder), *_AT)
    head, first, *_ = done.stdout.splitlines()
    assert head.split()[:4] == ["kind", "patient_id", "decision", "reason"]
    assert first.split() == [
        *("confirmation", "p1", "call", "due", "+48601234567", "2026-11-23T16:05", "2026-11-23T20:00", "pl", "v1"),
    ]


def test_what_is_wrong_in_the_files_is_told_beside_the_result(folder: Path) -> None:
    with (folder / "visits.csv").open("a", encoding="utf-8") as visits:
        visits.write("v4,p1,d1,filling,tomorrow,30,booked,\n")
    done = _explain("--data", str(folder), *_AT, "--json")
    assert "visits.csv:5: start" in done.stderr
    assert len(_lines(done)) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--as-of", "2026-11-23T16:05"], "say which clinic is judged: --data FOLDER"),
        (["--data", "nowhere", *_AT], "--data: nowhere is no folder"),
        (["--data", "{folder}"], "say which moment is judged: --as-of 2026-11-23T16:05"),
        (["--data", "{folder}", "--as-of", "tonight"], "--as-of: 'tonight' is no moment; write it as 2026-11-23T16:05"),
        (["--data", "{folder}", "--as-of", "2026-11-23"], "--as-of: '2026-11-23' has no time of day"),
        (["--data", "{folder}", "--as-of", "0001-01-01T00:00"], "--as-of: '0001-01-01T00:00' is not of our time"),
        (["--data", "{folder}", *_AT, "--kind", "recal"], "--kind: 'recal' is not known; write one of confirmation,"),
    ],
)
def test_a_command_written_wrongly_is_told_what_to_write(folder: Path, arguments: list[str], said: str) -> None:
    done = _explain(*(one.format(folder=folder) for one in arguments))
    assert done.exit_code == 2
    assert done.stderr.startswith(f"callcenter: {said}")
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("rules: {recall: {trys: 3}}\n", "clinic.yaml: rules: recall: 'trys' is not known"),
        ("window: [\n", "clinic.yaml:"),
    ],
)
def test_rules_that_cannot_be_read_are_refused(folder: Path, rules: str, said: str) -> None:
    with (folder / "clinic.yaml").open("a", encoding="utf-8") as clinic:
        clinic.write(rules)
    done = _explain("--data", str(folder), *_AT, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_folder_without_its_patients_is_refused(folder: Path) -> None:
    (folder / "patients.csv").unlink()
    done = _explain("--data", str(folder), *_AT)
    assert done.exit_code == 2
    assert "patients.csv" in done.stderr
