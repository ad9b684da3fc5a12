"""What a data folder remembers of its clinic, and what commands beside it make of that."""

import json
import os
from pathlib import Path

import pytest

from callcenter.app.beside_demo import SeveralDemosError, beside_demo
from callcenter.app.clinic_file import (
    CLINIC_FILE,
    ClinicFileError,
    Remembered,
    as_remembered,
    clinic_of,
    contradictions,
    remember,
    remembered,
)
from callcenter.app.settings import load_settings
from callcenter.kit.languages import Language
from tests.support.commands import callcenter

POLISH = Remembered(language=Language.PL, zone="Europe/Warsaw", country="PL", is_demo=True)


def test_what_was_remembered_is_read_again(tmp_path: Path) -> None:
    remember(tmp_path / "data", POLISH)
    assert remembered(tmp_path / "data") == POLISH
    assert [file.name for file in (tmp_path / "data").iterdir()] == [CLINIC_FILE]


def test_a_folder_that_is_new_remembers_nothing(tmp_path: Path) -> None:
    assert remembered(tmp_path / "none") is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        "[]",
        "{}",
        "a note of somebody",
        '{"form": 2, "language": "pl"}',
        '{"form": 1, "language": "pl", "zone": "Europe/Warsaw", "country": "PL"}',
        '{"form": 1, "language": "de", "zone": "Europe/Warsaw", "country": "PL", "demo": false}',
        '{"form": 1, "language": "pl", "zone": "Mars/Base", "country": "PL", "demo": false}',
        '{"form": 1, "language": "pl", "zone": "../x", "country": "PL", "demo": false}',
        '{"form": 1, "language": "pl", "zone": "Europe/Warsaw", "country": "Poland", "demo": false}',
        '{"form": 1, "language": ["pl"], "zone": 1, "country": 2, "demo": false}',
        "[" * 5000,
    ],
)
def test_a_file_that_is_not_ours_is_said_so_with_what_to_do(tmp_path: Path, content: str) -> None:
    (tmp_path / CLINIC_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ClinicFileError, match=r"clinic\.json is not what this version .* set CALLCENTER_CLINIC_LANG"):
        remembered(tmp_path)


def test_a_file_that_is_no_text_is_said_so(tmp_path: Path) -> None:
    (tmp_path / CLINIC_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ClinicFileError):
        remembered(tmp_path)


def test_a_file_that_cannot_be_read_is_said_so_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / CLINIC_FILE).mkdir()
    with pytest.raises(ClinicFileError, match=r"cannot be read \(Is a directory\)"):
        remembered(tmp_path)


def test_what_is_remembered_holds_where_nothing_is_set() -> None:
    settings = load_settings(as_remembered({"CALLCENTER_CLINIC_LANGUAGE": " "}, POLISH))
    assert (settings.clinic_language, settings.clinic_zone.key, settings.is_demo) == (
        Language.PL,
        "Europe/Warsaw",
        True,
    )


def test_what_is_set_wins_and_the_contradiction_is_named() -> None:
    given = {"CALLCENTER_CLINIC_LANGUAGE": "uk_UA", "CALLCENTER_DEMO": "no"}
    settings = load_settings(as_remembered(given, POLISH))
    assert (settings.clinic_language, settings.clinic_zone.key, settings.is_demo) == (Language.UK, "Europe/Kyiv", False)
    assert list(contradictions(given, POLISH)) == [
        "CALLCENTER_CLINIC_LANGUAGE=uk_UA is used, though this clinic was started last with pl",
        "CALLCENTER_DEMO=no is used, though this clinic was started last with yes",
    ]


def test_the_same_said_in_other_words_is_no_contradiction() -> None:
    given = {"CALLCENTER_CLINIC_LANGUAGE": "pl_PL", "CALLCENTER_DEMO": "1", "CALLCENTER_CLINIC_COUNTRY": "pl"}
    assert not list(contradictions(given, POLISH))


def test_a_demo_remembers_the_zone_on_whose_clock_its_clinic_works() -> None:
    settings = load_settings({"CALLCENTER_DEMO": "yes", "CALLCENTER_CLINIC_LANGUAGE": "ru"})
    assert clinic_of(settings).zone == "Asia/Yekaterinburg"


def test_a_command_beside_a_demo_takes_its_folder(tmp_path: Path) -> None:
    remember(tmp_path / "data" / "demo-pl", POLISH)
    assert beside_demo({}, tmp_path)["CALLCENTER_DATA_DIR"] == str(tmp_path / "data" / "demo-pl")


def test_of_several_demos_it_is_the_one_that_was_started_last_or_that_is_asked_for(tmp_path: Path) -> None:
    for age, language in enumerate(("en", "pl", "ru")):
        remember(tmp_path / "data" / f"demo-{language}", POLISH)
        os.utime(tmp_path / "data" / f"demo-{language}" / CLINIC_FILE, (1000 - age, 1000 - age))
    assert beside_demo({}, tmp_path)["CALLCENTER_DATA_DIR"].endswith("demo-en")
    asked = beside_demo({"CALLCENTER_CLINIC_LANGUAGE": "ru_RU"}, tmp_path)
    assert asked["CALLCENTER_DATA_DIR"].endswith("demo-ru")


def test_a_command_that_writes_guesses_at_no_demo(tmp_path: Path) -> None:
    for language in ("en", "pl"):
        remember(tmp_path / "data" / f"demo-{language}", POLISH)
    with pytest.raises(SeveralDemosError, match=r"\(en, pl\).*CALLCENTER_CLINIC_LANGUAGE=pl, or its folder with CALLC"):
        beside_demo({}, tmp_path, must_be_sure=True)
    asked = beside_demo({"CALLCENTER_CLINIC_LANGUAGE": "en"}, tmp_path, must_be_sure=True)
    assert asked["CALLCENTER_DATA_DIR"].endswith("demo-en")
    named = {"CALLCENTER_DATA_DIR": "x"}
    assert beside_demo(named, tmp_path, must_be_sure=True) == named


@pytest.mark.parametrize("verb", ["ingest", "export", "transcribe"])
def test_the_commands_that_write_refuse_beside_two_demos(tmp_path: Path, verb: str) -> None:
    for language in ("en", "pl"):
        remember(tmp_path / "data" / f"demo-{language}", POLISH)
    ran = callcenter(verb, "call.wav", *(["-o", "out"] if verb == "export" else []), settings={}, folder=tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "there are several demo clinics here (en, pl)" in ran.err


@pytest.mark.parametrize("name", ["DATA_DIR", "DATABASE_URL", "DATABASE_URL_FILE"])
def test_a_place_that_is_set_is_the_place(tmp_path: Path, name: str) -> None:
    remember(tmp_path / "data" / "demo-pl", POLISH)
    assert beside_demo({f"CALLCENTER_{name}": "x"}, tmp_path) == {f"CALLCENTER_{name}": "x"}


@pytest.mark.parametrize("own", ["callcenter.db", CLINIC_FILE])
def test_a_clinic_of_ones_own_comes_before_a_demo(tmp_path: Path, own: str) -> None:
    remember(tmp_path / "data" / "demo-pl", POLISH)
    (tmp_path / "data" / own).touch()
    assert beside_demo({}, tmp_path) == {}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the Polish demo was begun."""
    folder = tmp_path_factory.mktemp("machine")
    settings = {"CALLCENTER_DATA_DIR": str(folder / "data" / "demo-pl"), "CALLCENTER_CLINIC_LANGUAGE": "pl"}
    assert callcenter("seed-demo", settings=settings).code == 0
    return folder


def test_a_newcomer_searches_the_demo_without_setting_anything(machine: Path) -> None:
    ran = callcenter("search", "zęby", settings={}, folder=machine)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "callcenter: this is the demo clinic in data/demo-pl",
        "0 calls, 0 turns",
    ]
    assert not (machine / "data" / "callcenter.db").exists()


def test_the_doctor_beside_a_polish_demo_looks_at_a_polish_clinic(machine: Path) -> None:
    ran = callcenter("doctor", settings={"CALLCENTER_DATA_DIR": str(machine / "data" / "demo-pl")})
    assert "clinic in pl, Europe/Warsaw, PL" in ran.out
    assert "demo-pl (demo: synthetic voices only)" in ran.out


def test_a_demo_in_another_language_is_refused_in_the_same_folder(machine: Path) -> None:
    settings = {"CALLCENTER_DATA_DIR": str(machine / "data" / "demo-pl"), "CALLCENTER_CLINIC_LANGUAGE": "ru"}
    ran = callcenter("seed-demo", settings=settings)
    assert ran.code == 1
    assert "demo-pl holds a clinic in Polish; for a demo in Russian give another folder" in ran.err


def test_a_damaged_file_stops_a_command_until_the_language_is_set(tmp_path: Path) -> None:
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path)}
    assert callcenter("migrate", settings=settings).code == 0
    (tmp_path / CLINIC_FILE).write_text(json.dumps({"form": 99}), encoding="utf-8")
    refused = callcenter("user", "list", settings=settings)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    ran = callcenter("user", "list", settings={**settings, "CALLCENTER_CLINIC_LANGUAGE": "ru"})
    assert (ran.code, ran.err) == (0, refused.err)


def test_what_the_clinics_voice_tells_is_remembered_and_can_be_changed(tmp_path: Path) -> None:
    told = {"CLINIC_ADDRESS": "ul. Ogrodowa 5", "CLINIC_HOURS": "mon-fri 9-20", "CLINIC_EMERGENCY": "999"}
    settings = load_settings({f"CALLCENTER_{name}": value for name, value in told.items()})
    clinic = clinic_of(settings)
    remember(tmp_path, clinic)
    assert remembered(tmp_path) == clinic
    assert clinic.voice == told
    later = {"CALLCENTER_CLINIC_HOURS": "daily 8-21"}
    again = load_settings(as_remembered(later, clinic))
    assert (again.clinic_address, again.clinic_hours) == ("ul. Ogrodowa 5", "daily 8-21")
    assert list(contradictions(later, clinic)) == []


def test_the_countrys_own_emergency_number_moves_with_the_country() -> None:
    clinic = clinic_of(load_settings({"CALLCENTER_CLINIC_COUNTRY": "PL"}))
    assert "CLINIC_EMERGENCY" not in clinic.voice
