"""Keep the steps that calls stood at, their sums by day, and trials of wordings."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "step_answer_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False, comment="* for all together"),
        sa.Column("script", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False, comment="answer, objection, return or script"),
        sa.Column("answer", sa.String(length=80), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day",
            "operator",
            "script",
            "step",
            "version",
            "language",
            "kind",
            "answer",
            name=op.f("pk_step_answer_day"),
        ),
    )
    op.create_index(op.f("ix_step_answer_day_script_operator_day"), "step_answer_day", ["script", "operator", "day"])
    op.create_table(
        "step_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False, comment="* for all together"),
        sa.Column("script", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("wording", sa.String(length=40), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("t00", sa.Integer(), nullable=False),
        sa.Column("t01", sa.Integer(), nullable=False),
        sa.Column("t02", sa.Integer(), nullable=False),
        sa.Column("t03", sa.Integer(), nullable=False),
        sa.Column("t04", sa.Integer(), nullable=False),
        sa.Column("t05", sa.Integer(), nullable=False),
        sa.Column("t06", sa.Integer(), nullable=False),
        sa.Column("t07", sa.Integer(), nullable=False),
        sa.Column("t08", sa.Integer(), nullable=False),
        sa.Column("t09", sa.Integer(), nullable=False),
        sa.Column("t10", sa.Integer(), nullable=False),
        sa.Column("t11", sa.Integer(), nullable=False),
        sa.Column("t12", sa.Integer(), nullable=False),
        sa.Column("t13", sa.Integer(), nullable=False),
        sa.Column("t14", sa.Integer(), nullable=False),
        sa.Column("t15", sa.Integer(), nullable=False),
        sa.Column("t16", sa.Integer(), nullable=False),
        sa.Column("t17", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "operator", "script", "step", "version", "language", "wording", name=op.f("pk_step_day")
        ),
    )
    op.create_index(op.f("ix_step_day_script_operator_day"), "step_day", ["script", "operator", "day"])
    op.create_table(
        "wording_trial",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("script", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("say_a", sa.Text(), nullable=False, comment="the script's own sentence when the trial began"),
        sa.Column("say_b", sa.Text(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("begun_by", sa.String(length=40), nullable=False),
        sa.Column("stopped_at", UtcDateTime(), comment="no later call is shown one of the two by lot"),
        sa.Column(
            "reason", sa.String(length=20), server_default="", nullable=False, comment="decided, complaints or person"
        ),
        sa.Column(
            "winner", sa.String(length=1), server_default="", nullable=False, comment="A or B, where it was decided"
        ),
        sa.Column("closed_at", UtcDateTime(), comment="adopted or withdrawn: later calls are shown the script's own"),
        sa.Column("is_adopted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_trial")),
    )
    op.create_index(op.f("ix_wording_trial_script_language_step"), "wording_trial", ["script", "language", "step"])
    op.create_table(
        "step_shown",
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False, comment="order within the call, from 0"),
        sa.Column("day", sa.Date(), nullable=False, comment="of the call, on the clinic's clock"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "operator",
            sa.String(length=40),
            nullable=False,
            comment="who had the call on the desk; empty: nobody knows",
        ),
        sa.Column("script", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("second", sa.Float(), nullable=False, comment="since the answer"),
        sa.Column("seconds", sa.Float(), nullable=False, comment="how long it stood there"),
        sa.Column("came_by", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.String(length=80), nullable=False, comment="that led here"),
        sa.Column("wording", sa.String(length=40), nullable=False),
        sa.Column(
            "next_by", sa.String(length=12), nullable=False, comment="how the call went on; empty where it ended here"
        ),
        sa.Column("next_answer", sa.String(length=80), nullable=False),
        sa.Column("next_step", sa.String(length=80), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False, comment="the operator took the move that led here back"),
        sa.Column(
            "is_first", sa.Boolean(), nullable=False, comment="the call's first time at this step, undone ones left out"
        ),
        sa.Column(
            "is_lost", sa.Boolean(), nullable=False, comment="the call ended here, at no exit and without its goal"
        ),
        sa.Column("is_goal", sa.Boolean(), nullable=False, comment="the call reached the script's goal"),
        sa.Column("has_come", sa.Boolean(), nullable=False, comment="the patient came to the visit booked in the call"),
        sa.Column("is_complaint", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_step_shown_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call", "place", name=op.f("pk_step_shown")),
    )
    op.create_index(op.f("ix_step_shown_day_operator"), "step_shown", ["day", "operator"])
    op.create_index(op.f("ix_step_shown_script_step_at"), "step_shown", ["script", "step", "at"])
    op.create_table(
        "script_unfit_done",
        sa.Column("unfit", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "batch", sa.String(length=40), nullable=False, comment="one decision about several; it is undone as a whole"
        ),
        sa.Column("how", sa.String(length=12), nullable=False, comment="aside or answered"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["unfit"], ["script_unfit.id"], name=op.f("fk_script_unfit_done_unfit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unfit", name=op.f("pk_script_unfit_done")),
    )
    op.create_index(op.f("ix_script_unfit_done_batch"), "script_unfit_done", ["batch"])


def downgrade() -> None:
    """Take back."""
    for name in ("script_unfit_done", "step_shown", "wording_trial", "step_day", "step_answer_day"):
        op.drop_table(name)
