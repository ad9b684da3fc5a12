"""`callcenter clinic import`, as a person runs it."""

from pathlib import Path

import pytest

from tests.support.clinic_files import SMALL, write_clinic
from tests.support.commands import Ran, callcenter


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    given = {"CALLCENTER_DATA_DIR": str(tmp_path / "data"), "CALLCENTER_CLINIC_LANGUAGE": "pl"}
    assert callcenter("migrate", settings=given).code == 0
    return given


def _import(settings: dict[str, str], folder: Path, *more: str) -> Ran:
    return callcenter("clinic", "import", str(folder), *more, settings=settings)


def test_files_are_taken_in_once_and_a_dry_run_takes_nothing(settings: dict[str, str]) -> None:
    tried = _import(settings, SMALL, "--dry-run")
    done = _import(settings, SMALL)
    again = _import(settings, SMALL)
    assert [tried.code, done.code, again.code] == [0, 0, 0], tried.err + done.err
    assert tried.out == f"{done.out}Nothing was changed.\n"
    assert "patients  4 new\nvisits    3 new\n" in done.out
    assert "patients  4 the same\nvisits    3 the same\n" in again.out
    assert "new" not in again.out


def test_bad_rows_are_told_with_their_line_and_the_others_are_stored(settings: dict[str, str], tmp_path: Path) -> None:
    folder = write_clinic(
        tmp_path / "clinic",
        patients="p1,,Anna,500100101,,1984-05-14,,,,,,,,\np2,,Jan,500100102,,14.05.1984,,,,,,,,\n",
    )
    done = _import(settings, folder)
    assert done.code == 1
    assert f"{folder}/patients.csv:3: birth_date: '14.05.1984' cannot be used; write a date such as" in done.err
    assert "patients  1 new\n" in done.out


def test_a_folder_of_another_clinic_is_refused_in_a_sentence(settings: dict[str, str], tmp_path: Path) -> None:
    clinic = "zone: Europe/Kyiv\ncountry: PL\nlanguage: pl\nwindow: {from: 09:00, to: 20:00}\n"
    refused = _import(settings, write_clinic(tmp_path / "other", clinic))
    assert (refused.code, refused.out) == (1, "")
    assert "zone is Europe/Kyiv, and this clinic's is Europe/Warsaw" in refused.err


def test_a_folder_that_is_not_there_is_told_in_a_sentence(settings: dict[str, str], tmp_path: Path) -> None:
    missing = _import(settings, tmp_path / "nowhere")
    assert (missing.code, missing.out) == (1, "")
    assert "nowhere: this does not exist; a clinic's folder holds clinic.yaml and patients.csv" in missing.err
