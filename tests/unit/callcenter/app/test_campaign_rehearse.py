"""`callcenter campaign rehearse`: what it prints of an evening, and what it says where there is none."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callcenter.app.cli import main
from callcenter.clinic.visit_store import add_visit
from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import COMMAND_LINE
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode
from outbound.campaigns.campaign_store import add_campaign
from outbound.do_not_call_service import EVERYTHING, stop_calling
from tests.support.clinic import BELOV, MARIA, NOW, ORLOVA, SERGEY, clock_time, fill_clinic, visit_of

_AT = ("--at", "2026-11-24T16:00")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Database]:
    """The fixed clinic in a data folder of its own."""
    engine = open_engine(f"sqlite:///{tmp_path / 'callcenter.db'}")
    migrate(engine)
    database = Database(engine)
    with database.work() as work:
        fill_clinic(work.connection)
        add_visit(work.connection, visit_of(MARIA, ORLOVA, clock_time(1, 12)))
        add_visit(work.connection, visit_of(SERGEY, BELOV, clock_time(1, 13)))
        stop_calling(work, SERGEY.phone, EVERYTHING, NOW - timedelta(days=3), patient=SERGEY.id)
    yield database
    engine.dispose()


def _rehearse(folder: Path, *arguments: str, **settings: str) -> Result:
    values = {"CALLCENTER_DATA_DIR": str(folder), "CALLCENTER_CLINIC_LANGUAGE": "ru", **settings}
    return CliRunner().invoke(main, ["campaign", "rehearse", *_AT, *arguments], env=values)


def _add(database: Database, state: CampaignState = CampaignState.RUNNING) -> None:
    campaign = Campaign(
        id=CampaignId("tomorrow"),
        purpose=Purpose.CONFIRMATION,
        title="Tomorrow's visits",
        mode=Mode.ROBOT,
        state=state,
        priority=1,
        flow="confirm_visit",
        script="",
        created_at=NOW,
        created_by=COMMAND_LINE,
        changed_at=NOW,
    )
    with database.work() as work:
        add_campaign(work.connection, campaign)


def test_it_says_who_is_called_and_why_others_are_not(clinic: Database, tmp_path: Path) -> None:
    _add(clinic)
    done = _rehearse(tmp_path)
    assert done.exit_code == 0, done.output
    assert "Tomorrow's visits (confirmation): 2 called" in done.output
    assert "Мария Ивановна Петрова" in done.output
    assert "left out: asked not to be called" in done.output
    assert "what a minute costs is not set" in done.output
    assert "\\n" not in done.output, "lines are lines"


def test_a_price_makes_it_say_what_the_evening_costs(clinic: Database, tmp_path: Path) -> None:
    _add(clinic)
    done = _rehearse(tmp_path, "--json", CALLCENTER_PRICE_MINUTE="1.5")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output.splitlines()[-1])
    assert any("RUB for calls and messages" in fact for fact in told["facts"])
    assert {one["patient"] for one in told["calls"]} == {MARIA.id, "ivan"}
    assert told["calls"][0]["begins_at"].startswith("2026-11-24T13:00:01")


def test_a_draft_is_played_where_nothing_runs(clinic: Database, tmp_path: Path) -> None:
    _add(clinic, CampaignState.DRAFT)
    assert "2 called" in _rehearse(tmp_path).output


def test_without_a_campaign_it_says_what_to_do(clinic: Database, tmp_path: Path) -> None:
    assert clinic.engine is not None
    done = _rehearse(tmp_path)
    assert done.exit_code != 0
    assert "There is no campaign to rehearse. Make one first" in str(done.exception or done.output) + done.output
