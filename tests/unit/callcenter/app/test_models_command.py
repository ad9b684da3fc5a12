"""`callcenter models` as a person types it, and what the doctor says of the same models."""

import hashlib
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callcenter.app.cli import main
from recordings.model_shelf.model_store import SHIPPED
from tests.support.commands import ROOT, environment
from tests.support.model_site import FakeSite, Faults, model_site, zipped_model

LARGE = "vosk-model-ru-0.42"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSite]:
    with model_site() as running:
        content = zipped_model(LARGE)
        running.files[f"{LARGE}.zip"] = content
        running.offer_list(**{LARGE: hashlib.md5(content, usedforsecurity=False).hexdigest()})
        monkeypatch.setenv("CALLCENTER_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.setenv("CALLCENTER_MODELS_URL", running.address)
        yield running


def _run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["models", *arguments], input=typed)


def _line(text: str, beginning: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(beginning))


def _doctor() -> str:
    return CliRunner().invoke(main, ["doctor"]).stdout


def test_a_language_without_a_model_is_listed_with_the_command_that_fetches_it(site: FakeSite) -> None:
    shown = _run("list").stdout
    assert _line(shown, "Polish  ").split() == ["Polish", "-", "-", "-", "missing"]
    assert "Polish: none; run `callcenter models pull pl`" in shown
    assert f"To fetch from {site.address}:" in shown
    assert "callcenter models pull ru --size large" in _line(shown, f"Russian    {LARGE}")
    assert "speech model pl: none; run `callcenter models pull pl`; calls in Polish are kept" in _doctor()


def test_a_model_is_fetched_listed_verified_and_removed(site: FakeSite, tmp_path: Path) -> None:
    fetched = _run("pull", "ru", "--size", "large")
    assert fetched.exit_code == 0, fetched.output
    assert fetched.stdout.startswith(f"{LARGE} is in use for Russian (MD5 as in {site.address}/model-list.json)")
    assert f"{LARGE}, 1.9 GB, licence Apache-2.0" in fetched.stderr
    assert _line(_run("list").stdout, "Russian  ").split()[-2:] == [f"{site.address}/{LARGE}.zip", "ready"]
    assert _run("verify").stdout == f"Russian: {LARGE}: whole and loads\n"
    assert f"speech model ru: {LARGE}" in _doctor()

    final = tmp_path / "data" / "models" / "ru" / "am" / "final.mdl"
    content = bytearray(final.read_bytes())
    content[1_000] ^= 1
    final.write_bytes(content)
    damaged = _run("verify", "ru")
    assert damaged.exit_code == 1
    assert damaged.stdout.startswith(f"Russian: {LARGE}: am/final.mdl has changed; run `callcenter models pull ru`")

    asked = _run("remove", "ru", typed="n\n")
    assert "Delete the Russian model?" in asked.stdout
    assert "nothing was deleted" in asked.stdout
    assert _run("remove", "ru", "--yes").exit_code == 0
    assert _run("remove", "ru", "--yes").stderr.startswith("callcenter: there is no Russian model in ")
    assert _run("verify").stdout.startswith("no speech model is installed")


def test_a_model_that_lost_a_file_is_a_problem_for_the_doctor(site: FakeSite, tmp_path: Path) -> None:
    assert _run("pull", "ru", "--size", "large").exit_code == 0
    (tmp_path / "data" / "models" / "ru" / "graph" / "words.txt").unlink()
    assert "problem    speech model ru: vosk-model-ru-0.42: graph/words.txt is gone; run `callcenter mode" in _doctor()


def test_a_demo_model_put_into_a_real_clinics_folder_is_told_to_be_of_no_use(site: FakeSite, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "demo-ru", tmp_path / "data" / "models" / "ru")
    shown = _run("list").stdout
    assert _line(shown, "Russian  ").endswith("not used")
    assert "Russian: a demo model is never used for real calls; run `callcenter models pull ru`" in shown
    assert "attention  speech model ru: a demo model is never used for real calls" in _doctor()


def test_the_demo_clinic_lists_its_demo_model(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCENTER_DEMO", "yes")
    assert _line(_run("list").stdout, "Russian  ").endswith("shipped with the product  demo: synthetic voices only")


def test_the_shipped_demo_model_cannot_be_removed_and_that_is_said(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLCENTER_DEMO", "yes")
    refused = _run("remove", "ru")
    assert refused.exit_code == 1
    assert "the demo model is shipped and cannot be removed" in refused.stderr + str(refused.exception)


def test_a_checksum_that_nothing_tells_wants_a_yes(site: FakeSite) -> None:
    del site.files["model-list.json"]
    refused = _run("pull", "ru", "--size", "large")
    assert refused.exit_code == 1
    assert "run this again with --trust" in refused.stderr
    assert "trusted at its first use" in _run("pull", "ru", "--size", "large", "--trust").stdout


def test_a_size_that_there_is_not_is_said(site: FakeSite) -> None:
    assert _run("pull", "pl", "--size", "large").stderr.startswith("callcenter: there is no large model for Polish")


def test_a_model_from_a_stick_is_taken(site: FakeSite, tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "brought.zip"
    stick.parent.mkdir()
    stick.write_bytes(zipped_model("brought"))
    assert "--language" in _run("add", str(stick)).stderr
    added = _run("add", str(stick), "--language", "ru")
    assert added.stdout.startswith("brought is in use for Russian (brought as a file, nothing tells its checksum)")


def test_an_address_that_is_none_is_refused(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCENTER_MODELS_URL", "file:///mirror")
    assert "CALLCENTER_MODELS_URL is 'file:///mirror'; write it with http" in _run("pull", "ru").stderr


def test_what_has_come_of_a_model_is_removed_too(site: FakeSite, tmp_path: Path) -> None:
    site.faults = Faults(cuts=[100_000, 0])
    assert "broke off" in _run("pull", "ru", "--size", "large").stderr
    assert list((tmp_path / "data" / "models" / ".store").glob("*.part"))
    assert _run("remove", "ru", "--yes").exit_code == 0
    assert not list((tmp_path / "data" / "models" / ".store").glob("*.part*"))


def test_a_person_at_a_terminal_sees_how_far_it_is(site: FakeSite, tmp_path: Path) -> None:
    terminal, theirs = pty.openpty()
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path / "data"), "CALLCENTER_MODELS_URL": site.address}
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from callcenter.app.cli import main; main()",
            "models",
            "pull",
            "ru",
            "--size",
            "large",
        ],
        stderr=theirs,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(settings),
    ) as pulling:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(terminal), b"")).decode()
    os.close(terminal)
    assert pulling.returncode == 0, shown
    assert "[##############################] 100%" in shown
    assert shown.index("fetching") < shown.index("100%") < shown.index("unpacking it ...")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4_096)
    except OSError:  # so Linux says that the other end is closed
        return b""
