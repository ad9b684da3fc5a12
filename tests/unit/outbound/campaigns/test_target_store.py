"""Targets in the database: what is there already is told from what is new, on both databases."""

from dataclasses import replace

from callcenter.domain.outreach import Purpose
from callcenter.kit.ids import COMMAND_LINE, PatientId
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState, Mode
from outbound.campaigns.campaign_store import add_campaign
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.campaigns.target_store import add_targets
from tests.support.clinic import MARIA, NOW, OLGA, fill_clinic


def test_it_is_told_how_many_targets_were_new(database: Database) -> None:
    with database.work() as work:
        fill_clinic(work.connection)
        add_campaign(
            work.connection,
            Campaign(
                id=CampaignId("c"),
                purpose=Purpose.RECALL,
                title="",
                mode=Mode.ROBOT,
                state=CampaignState.RUNNING,
                priority=1,
                flow="checkup_invitation",
                script="",
                created_at=NOW,
                created_by=COMMAND_LINE,
                changed_at=NOW,
            ),
        )
        assert add_targets(work.connection, [_target(MARIA.id)]) == 1
        assert add_targets(work.connection, [_target(MARIA.id), _target(OLGA.id)]) == 1
        assert add_targets(work.connection, [_target(MARIA.id), _target(OLGA.id)]) == 0


def _target(patient: PatientId) -> Target:
    blank = Target(
        id=TargetId(""),
        campaign=CampaignId("c"),
        purpose=Purpose.RECALL,
        basis="",
        patient=patient,
        family=patient,
        number=None,
        language=Language.RU,
        state=TargetState.LEFT_OUT,
        reason="no_phone",
        planned_at=NOW,
        changed_at=NOW,
    )
    return replace(blank, id=TargetId(f"{patient} {id(blank)}"))
