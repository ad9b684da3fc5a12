"""`callcenter campaign list|create|plan|start|pause|resume|drain|stop|report|clear`: what they print and change."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callcenter.app.cli import main
from callcenter.domain.campaign_events import CampaignChanged
from callcenter.storage.engine import open_engine
from callcenter.storage.events import read_events
from callcenter.storage.migrate import migrate
from callcenter.storage.work import Database


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    engine = open_engine(f"sqlite:///{tmp_path / 'callcenter.db'}")
    migrate(engine)
    engine.dispose()
    return tmp_path


def _run(folder: Path, *arguments: str) -> Result:
    values = {"CALLCENTER_DATA_DIR": str(folder), "CALLCENTER_CLINIC_LANGUAGE": "ru"}
    return CliRunner().invoke(main, ["campaign", *arguments], env=values)


def test_without_campaigns_it_says_how_to_make_one(clinic: Path) -> None:
    assert "`callcenter campaign create confirmation`" in _run(clinic, "list").output
    assert "`callcenter campaign create confirmation`" in _run(clinic, "start", "confirmation").output


def test_a_campaign_is_made_planned_started_and_stopped_by_its_kind(clinic: Path) -> None:
    made = _run(clinic, "create", "recall", "--priority", "8").output.splitlines()[0]
    assert "0 looked at" in _run(clinic, "plan", "recall").output
    states = []
    for order in ("start", "pause", "resume", "drain", "resume", "stop"):
        told = json.loads(_run(clinic, order, "recall", "--json").output.splitlines()[-1])
        assert told["campaign"] == made
        states.append(told["state"])
    assert states == ["running", "paused", "running", "draining", "running", "stopped"]


def test_every_order_names_the_command_line(clinic: Path) -> None:
    _run(clinic, "create", "recall")
    _run(clinic, "start", "recall")
    database = Database(open_engine(f"sqlite:///{clinic / 'callcenter.db'}"))
    with database.read() as connection:
        told = [one.event for one in read_events(connection, 0) if isinstance(one.event, CampaignChanged)]
    database.engine.dispose()
    assert [(one.what, one.by) for one in told] == [("made", "command line"), ("start", "command line")]


def test_an_order_that_does_not_fit_says_which_do(clinic: Path) -> None:
    made = _run(clinic, "create", "gap").output.splitlines()[0]
    done = _run(clinic, "pause", "gap")
    assert done.exit_code == 1
    assert f"this campaign is draft, so it cannot pause; what can be done now: `callcenter campaign start {made}`" in (
        done.output
    )


def test_of_two_campaigns_of_a_kind_the_ids_are_listed(clinic: Path) -> None:
    ids = [_run(clinic, "create", "lost", "--title", title).output.splitlines()[0] for title in ("Old", "New")]
    done = _run(clinic, "start", "lost")
    assert done.exit_code == 1
    assert all(one in done.output for one in ids)
    assert _run(clinic, "start", "new").exit_code == 0


def test_a_kind_that_is_none_is_refused_with_those_there_are(clinic: Path) -> None:
    done = _run(clinic, "create", "christmas")
    assert done.exit_code == 2
    assert "confirmation, recall, unfinished" in done.output


def test_the_list_and_the_report_are_json_for_programs(clinic: Path) -> None:
    made = _run(clinic, "create", "satisfaction", "--title", "After visits").output.splitlines()[0]
    (row,) = (json.loads(line) for line in _run(clinic, "list", "--json").output.splitlines() if line.startswith("{"))
    assert (row["id"], row["state"], row["title"], row["planned"]) == (made, "draft", "After visits", 0)
    told = json.loads(_run(clinic, "report", made, "--json").output.splitlines()[-1])
    assert (told["targets"], told["calls"]) == ([], {"made": 0, "open": 0, "by_result": {}})
    assert f"`callcenter campaign plan {made}`" in _run(clinic, "report", made).output


def test_a_target_that_is_not_there_cannot_be_cleared(clinic: Path) -> None:
    done = _run(clinic, "clear", "nobody", "--was-rung")
    assert done.exit_code == 1
    assert "there is no such target" in done.output
