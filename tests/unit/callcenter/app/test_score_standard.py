"""`callcenter score FILE` uses the standard that the clinic has published, and says which one it was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.app.content_lint import problems_in
from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.work import Database
from recordings.own_standard import changes
from recordings.own_standard.judging import likely_typos
from recordings.own_standard.store import OWN
from recordings.scoring.loader import SHIPPED as FILES
from recordings.scoring.loader import STANDARD, load_standard
from recordings.scoring.standard import Criterion
from tests.support.calls import CallsBench
from tests.support.commands import callcenter
from tests.support.standard import StandardBench

CALL = Path(__file__).parents[3] / "fixtures" / "calls_unseen" / "en-c03.json"
SHIPPED = load_standard()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of a clinic that has published a standard in which all criteria weigh alike."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    engine = open_engine(f"sqlite:///{folder}/callcenter.db")
    migrate(engine)
    StandardBench(CallsBench(Database(engine), tmp_path)).publish(changes.all_alike(SHIPPED))
    engine.dispose()
    return folder


def test_a_file_is_scored_by_the_published_standard_of_the_folder_that_was_named(data: Path) -> None:
    ran = callcenter("score", "--json", "--data", str(data), str(CALL), settings={})
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["standard"]["version"] == 1
    assert "version 1, published by the clinic" in ran.err


def test_the_data_folder_of_the_settings_counts_too(data: Path) -> None:
    ran = callcenter("score", "--json", str(CALL), settings={"CALLCENTER_DATA_DIR": str(data)})
    assert (ran.code, json.loads(ran.out)["standard"]["id"]) == (0, OWN), ran.err


def test_without_a_clinic_the_files_count_and_it_is_said(tmp_path: Path) -> None:
    ran = callcenter("score", "--json", str(CALL), settings={"CALLCENTER_DATA_DIR": str(tmp_path / "none")})
    assert json.loads(ran.out)["standard"]["version"] == SHIPPED.version
    assert f"version {SHIPPED.version}, of the content files" in ran.err


def test_a_folder_that_was_named_and_holds_no_clinic_is_an_error(tmp_path: Path) -> None:
    ran = callcenter("score", "--data", str(tmp_path), str(CALL), settings={})
    assert ran.code != 0
    assert "there are no data" in ran.err
    assert ran.out == ""


def test_a_database_that_cannot_be_read_is_told_and_the_files_count(tmp_path: Path) -> None:
    (tmp_path / "callcenter.db").write_bytes(b"this is no database" * 100)
    ran = callcenter("score", "--json", str(CALL), settings={"CALLCENTER_DATA_DIR": str(tmp_path)})
    assert ran.code == 0, ran.err
    assert "cannot be read" in ran.err
    assert "of the content files" in ran.err


def test_a_rule_whose_name_is_mistyped_in_a_clinics_own_standard_is_told(tmp_path: Path) -> None:
    own = tmp_path / "content" / "standards" / STANDARD
    own.parent.mkdir(parents=True)
    own.write_text((FILES / STANDARD).read_text(encoding="utf-8").replace("id: greeting", "id: grreeting"), "utf-8")
    settings = {"CALLCENTER_DATA_DIR": str(tmp_path / "none"), "CALLCENTER_CONTENT_DIR": str(tmp_path / "content")}
    ran = callcenter("score", "--json", str(CALL), settings=settings)
    assert f"of the content files in {own.parent}" in ran.err
    assert "no rule is called 'grreeting'" in ran.err
    found = list(problems_in([own]))
    assert len(found) == 1
    assert "'greeting' is meant" in found[0]
    line = int(found[0].removeprefix(f"{own}:").partition(":")[0])
    assert "grreeting" in own.read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_criterion_of_a_clinics_own_is_no_mistake() -> None:
    own = Criterion(id="smile_in_the_voice", stage="manner", weight=1, title=dict.fromkeys(Language, "Smile"))
    assert list(likely_typos(replace(SHIPPED, criteria=(*SHIPPED.criteria, own)))) == []
