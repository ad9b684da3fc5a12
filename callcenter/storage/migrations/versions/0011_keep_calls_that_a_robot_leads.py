"""Keep where calls stand that the clinic's voice leads, what patients say in them, and whom to call."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "do_not_call",
        sa.Column("number", sa.String(length=20), nullable=False, comment="E.164"),
        sa.Column(
            "purpose", sa.String(length=40), nullable=False, comment="a flow's id; '*': no automatic call at all"
        ),
        sa.Column("reason", sa.String(length=20), nullable=False, comment="asked, wrong_number, by_hand"),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("patient", sa.String(length=40), nullable=True),
        sa.Column("call", sa.String(length=40), nullable=True, comment="the call in which it was said"),
        sa.PrimaryKeyConstraint("number", "purpose", name=op.f("pk_do_not_call")),
    )
    op.create_table(
        "flow_kept",
        sa.Column("hash", sa.String(length=64), nullable=False, comment="SHA-256 of `source`"),
        sa.Column("flow", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="JSON: the files' texts"),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_flow_kept")),
    )
    op.create_table(
        "call_remark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column(
            "kind", sa.String(length=20), nullable=False, comment="score, comment, refusal, thinking, message, ..."
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("flow", sa.String(length=80), nullable=False),
        sa.Column("patient", sa.String(length=40), nullable=True),
        sa.Column(
            "visit", sa.String(length=40), nullable=True, comment="the visit that it is about, where it is about one"
        ),
        sa.Column("value", sa.Integer(), nullable=True, comment="the score, 1 to 5; the seconds of a message"),
        sa.Column(
            "text",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="in the patient's words, or the message's file",
        ),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_call_remark_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_remark")),
    )
    op.create_index(op.f("ix_call_remark_call"), "call_remark", ["call"], unique=False)
    op.create_index(op.f("ix_call_remark_kind_at"), "call_remark", ["kind", "at"], unique=False)
    op.create_index(op.f("ix_call_remark_patient"), "call_remark", ["patient"], unique=False)
    op.create_table(
        "flow_action",
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column("command", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False, comment="what it was told of what was said"),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False, comment="what it gave back"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_flow_action_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call", "command", name=op.f("pk_flow_action")),
    )
    op.create_table(
        "flow_run",
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column("flow", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("definition", sa.String(length=64), nullable=False),
        sa.Column(
            "patient", sa.String(length=40), nullable=True, comment="whom the call is about; null where nobody knows"
        ),
        sa.Column("state", sa.Text(), nullable=False, comment="JSON"),
        sa.Column(
            "step", sa.Integer(), nullable=False, comment="rises with each step; two processes never overwrite unseen"
        ),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=30), nullable=True, comment="null while it goes on"),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_flow_run_call"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["definition"], ["flow_kept.hash"], name=op.f("fk_flow_run_definition")),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_flow_run")),
    )
    op.create_index(op.f("ix_flow_run_ended_at"), "flow_run", ["ended_at"], unique=False)
    op.create_index(op.f("ix_flow_run_flow_begun_at"), "flow_run", ["flow", "begun_at"], unique=False)
    op.create_table(
        "wished_call",
        sa.Column("id", sa.String(length=40), nullable=False, comment="our id of the call, before it exists"),
        sa.Column("flow", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False, comment="E.164"),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("patient", sa.String(length=40), nullable=True),
        sa.Column("about", sa.JSON(), nullable=False, comment="ids of visits, places to offer, service, doctor"),
        sa.Column(
            "state",
            sa.String(length=20),
            nullable=False,
            comment="wished, dialling, called, refused, uncertain, withdrawn",
        ),
        sa.Column("problem", sa.Text(), server_default="", nullable=False, comment="why it was not dialled"),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("not_after", UtcDateTime(), nullable=False, comment="not dialled later than this"),
        sa.Column(
            "dialled_at",
            UtcDateTime(),
            nullable=True,
            comment="when it was decided to dial, before the exchange was told",
        ),
        sa.ForeignKeyConstraint(["patient"], ["patient.id"], name=op.f("fk_wished_call_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wished_call")),
    )
    op.create_index(op.f("ix_wished_call_number"), "wished_call", ["number"], unique=False)
    op.create_index(op.f("ix_wished_call_state_asked_at"), "wished_call", ["state", "asked_at"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("wished_call")
    op.drop_table("flow_run")
    op.drop_table("flow_action")
    op.drop_table("call_remark")
    op.drop_table("flow_kept")
    op.drop_table("do_not_call")
