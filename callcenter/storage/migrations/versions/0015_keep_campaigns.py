"""Keep campaigns, their editions, whom they are to call, and every attempt."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_Id = sa.String(length=40)
_Word = sa.String(length=20)


def upgrade() -> None:
    """Apply."""
    _create_campaigns()
    _create_targets()
    _create_attempts()


def downgrade() -> None:
    """Take back."""
    for table in ("attempt", "target", "campaign_edition", "campaign"):
        op.drop_table(table)


def _create_campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", _Id, nullable=False),
        sa.Column("purpose", _Word, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("mode", _Word, nullable=False, comment="robot, preview or progressive"),
        sa.Column("state", _Word, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False, comment="lower goes first"),
        sa.Column(
            "share", sa.Integer(), nullable=False, comment="parts of the lines beside others of the same priority"
        ),
        sa.Column("flow", sa.String(length=80), nullable=False, comment="of the robot's calls, or empty"),
        sa.Column("script", sa.String(length=80), nullable=False, comment="of people's calls, or empty"),
        sa.Column("rules", sa.JSON(), nullable=False, comment="what it rules otherwise than the clinic"),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", _Id, nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("planned_at", UtcDateTime(), comment="when it was last planned as a whole; null: never"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_state"), "campaign", ["state"])
    op.create_table(
        "campaign_edition",
        sa.Column("campaign", _Id, nullable=False),
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("flow", sa.String(length=80), nullable=False),
        sa.Column("script", sa.String(length=80), nullable=False),
        sa.Column("mode", _Word, nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", _Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaign.id"], name=op.f("fk_campaign_edition_campaign"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign", "edition", name=op.f("pk_campaign_edition")),
    )


def _create_targets() -> None:
    op.create_table(
        "target",
        sa.Column("id", _Id, nullable=False),
        sa.Column("campaign", _Id, nullable=False),
        sa.Column("purpose", _Word, nullable=False),
        sa.Column(
            "basis", sa.String(length=120), nullable=False, comment="the fact that it rests on: a day, a visit's id"
        ),
        sa.Column("patient", _Id, nullable=False, comment="the one to speak to"),
        sa.Column("family", _Id, nullable=False, comment="the family, or the patient alone"),
        sa.Column("number", _Word, comment="E.164; null where there is none"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("visits", sa.JSON(), nullable=False, comment="ids of the visits that the call is about"),
        sa.Column("state", _Word, nullable=False),
        sa.Column(
            "reason", sa.String(length=30), nullable=False, comment="why it is called, or is not: a word of the rules"
        ),
        sa.Column("blocks", sa.JSON(), nullable=False, comment="what speaks against a call: list of [reason, until]"),
        sa.Column("result", _Word, nullable=False, comment="of the last attempt, or empty"),
        sa.Column("not_before", UtcDateTime(), comment="the next attempt; null where none is planned"),
        sa.Column("not_after", UtcDateTime()),
        sa.Column(
            "tries", sa.Integer(), nullable=False, comment="attempts in which somebody was, or may have been, rung"
        ),
        sa.Column(
            "rank", sa.Float(), nullable=False, comment="of those who may be called now, the lowest is called first"
        ),
        sa.Column("risk", sa.Float(), comment="of not coming, 0 to 1; null where nothing is known"),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaign.id"], name=op.f("fk_target_campaign"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["patient"], ["patient.id"], name=op.f("fk_target_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("purpose", "patient", "basis", name=op.f("uq_target_purpose_patient_basis")),
    )
    op.create_index(
        op.f("ix_target_campaign_state_not_before_rank"), "target", ["campaign", "state", "not_before", "rank"]
    )
    for column in ("patient", "family", "number"):
        op.create_index(op.f(f"ix_target_{column}"), "target", [column])


def _create_attempts() -> None:
    op.create_table(
        "attempt",
        sa.Column("call", _Id, nullable=False),
        sa.Column("target", _Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 for the first one to this target"),
        sa.Column("campaign", _Id, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("mode", _Word, nullable=False),
        sa.Column("operator", _Id, comment="who made it, where a person did"),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), comment="null while it goes on"),
        sa.Column("result", _Word, nullable=False, comment="empty while it goes on, and where nobody was rung"),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["call"], ["wished_call.id"], name=op.f("fk_attempt_call"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["target"], ["target.id"], name=op.f("fk_attempt_target"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_attempt")),
        sa.UniqueConstraint("target", "number", name=op.f("uq_attempt_target_number")),
    )
    op.create_index(op.f("ix_attempt_campaign_ended_at"), "attempt", ["campaign", "ended_at"])
    op.create_index(op.f("ix_attempt_ended_at"), "attempt", ["ended_at"])
