"""Keep messages to patients and results that go out, refusals by channel, and who is to do what was promised."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_Id = sa.String(length=40)
_Word = sa.String(length=20)


def upgrade() -> None:
    """Apply."""
    _refuse_by_channel()
    op.add_column("desk_call", sa.Column("next_step_owner", _Id, comment="who is to do it; null: whoever comes first"))
    op.create_table(
        "message",
        sa.Column("id", _Id, nullable=False),
        sa.Column("basis", sa.String(length=120), nullable=False, comment="what it is sent for: once, ever"),
        sa.Column("purpose", _Word, nullable=False, comment="a purpose of calls, review or news"),
        sa.Column("campaign", _Id),
        sa.Column("target", _Id),
        sa.Column("patient", _Id, nullable=False),
        sa.Column("visit", _Id),
        sa.Column("channel", _Word, nullable=False, comment="sms or email"),
        sa.Column("address", sa.String(length=200), nullable=False, comment="E.164, or an e-mail address"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", _Word, nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("not_after", UtcDateTime(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("handed_at", UtcDateTime(), comment="when it was decided to hand it over"),
        sa.Column("ended_at", UtcDateTime(), comment="when it was known how that went"),
        sa.ForeignKeyConstraint(["patient"], ["patient.id"], name=op.f("fk_message_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("basis", name=op.f("uq_message_basis")),
    )
    op.create_index(op.f("ix_message_state_not_before"), "message", ["state", "not_before"])
    for column in ("target", "patient", "campaign"):
        op.create_index(op.f(f"ix_message_{column}"), "message", [column])
    op.create_table(
        "told_result",
        sa.Column("id", sa.String(length=120), nullable=False, comment="of the event: doubles are dropped by it"),
        sa.Column("body", sa.Text(), nullable=False, comment="JSON: ids and results alone"),
        sa.Column("state", _Word, nullable=False, comment="waiting, told or given_up"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="rounds of tries that failed"),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("next_at", UtcDateTime(), comment="when it is tried again; null: told or given up"),
        sa.Column("ended_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_result")),
    )
    op.create_index(op.f("ix_told_result_state_next_at"), "told_result", ["state", "next_at"])


def downgrade() -> None:
    """Take back. Refusals of one channel alone become refusals of calls."""
    op.drop_table("told_result")
    op.drop_table("message")
    op.drop_column("desk_call", "next_step_owner")
    op.execute(
        "DELETE FROM do_not_call WHERE channel <> '*' AND EXISTS (SELECT 1 FROM do_not_call AS other"
        " WHERE other.number = do_not_call.number AND other.purpose = do_not_call.purpose"
        " AND other.channel < do_not_call.channel)"
    )
    with op.batch_alter_table("do_not_call") as batch_op:
        batch_op.drop_constraint(op.f("pk_do_not_call"), type_="primary")
        batch_op.drop_column("channel")
        batch_op.create_primary_key(op.f("pk_do_not_call"), ["number", "purpose"])


def _refuse_by_channel() -> None:
    """Whoever has asked for no calls until now has asked for nothing at all: nobody has sent messages yet."""
    with op.batch_alter_table("do_not_call") as batch_op:
        batch_op.add_column(
            sa.Column("channel", _Word, server_default="*", nullable=False, comment="call, sms, email; '*': all")
        )
        batch_op.drop_constraint(op.f("pk_do_not_call"), type_="primary")
        batch_op.create_primary_key(op.f("pk_do_not_call"), ["number", "purpose", "channel"])
