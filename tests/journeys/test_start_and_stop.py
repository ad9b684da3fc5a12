"""A newcomer's first minute: one command, an address, sign-ins that work, and a stop that is a stop."""

import signal
import urllib.request
from http import HTTPStatus
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from tests.support.commands import callcenter
from tests.support.processes import ServeProcess, running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.mark.parametrize("start", ["the first", "a later one"])
def test_the_demo_prints_an_address_and_the_same_sign_ins_at_every_start(folder: Path, start: str) -> None:
    with running("demo", folder) as demo:
        assert _status(demo, "/health") == HTTPStatus.OK
        assert demo.stop() == 0
    kept = (folder / "data" / "demo-signins.txt").read_text(encoding="utf-8").split()
    shown = " ".join(demo.printed).split()
    assert set(kept) <= set(shown)
    assert "Traceback" not in demo.said()


@pytest.mark.parametrize("language", [language for language in Language if language is not Language.RU])
def test_the_demo_starts_in_every_language(tmp_path: Path, language: Language) -> None:
    with running("demo", tmp_path, CLINIC_LANGUAGE=language.value) as demo:
        assert _status(demo, "/health") == HTTPStatus.OK
        beside = callcenter("doctor", settings={"CALLCENTER_DATA_DIR": str(tmp_path / "data")})
        assert f"clinic in {language}, " in beside.out
        assert f"demo-{language} " in beside.out
        assert demo.stop() == 0
    assert (tmp_path / "data" / "demo-signins.txt").exists()


def test_commands_speak_the_language_that_the_service_was_started_in_and_no_mistaken_demo_stays(tmp_path: Path) -> None:
    place = {"CALLCENTER_DATA_DIR": str(tmp_path / "data")}
    assert callcenter("migrate", settings=place).code == 0
    with running("serve", tmp_path, CLINIC_LANGUAGE="uk", DEMO="yes") as service:
        assert service.stop() == 0
    ran = callcenter("doctor", settings=place)
    assert "clinic in uk, Europe/Kyiv, UA" in ran.out
    assert "demo: synthetic voices only" not in ran.out
    assert ran.err == ""
    other = callcenter("user", "list", settings={**place, "CALLCENTER_CLINIC_LANGUAGE": "pl"})
    assert other.err == (
        "callcenter: CALLCENTER_CLINIC_LANGUAGE=pl is used, though this clinic was started last with uk\n"
    )


def test_ctrl_c_ends_everything_in_order(folder: Path) -> None:
    with running("demo", folder) as demo:
        assert demo.stop(signal.SIGINT) == 0
    assert "Aborted" not in demo.said()
    assert "Traceback" not in demo.said()


def test_a_second_one_in_the_same_folder_is_refused_in_one_line(folder: Path) -> None:
    with running("demo", folder):
        second = callcenter("serve", settings={"CALLCENTER_DATA_DIR": str(folder / "data"), "CALLCENTER_PORT": "0"})
    assert second.code == 1
    assert "already runs" in second.err.splitlines()[-1]
    assert "Traceback" not in second.err


def test_serve_without_a_database_says_what_to_do_first(tmp_path: Path) -> None:
    ran = callcenter("serve", settings={"CALLCENTER_DATA_DIR": str(tmp_path), "CALLCENTER_PORT": "0"})
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.err.startswith(f"callcenter: there are no data in {tmp_path} yet; `callcenter migrate` begins")


def _status(process: ServeProcess, path: str) -> int:
    with urllib.request.urlopen(process.address + path, timeout=10) as answer:  # noqa: S310 - our own loopback address
        return int(answer.status)
