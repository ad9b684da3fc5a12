"""Keep the clinic's own phone standard as versions, its draft, and the runs that score calls anew."""

import sqlalchemy as sa
from alembic import op

import callcenter.storage.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    moment = callcenter.storage.types.UtcDateTime(timezone=True)
    op.create_table(
        "standard_version",
        sa.Column(
            "number",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="from 1; 0 stands for the one in files",
        ),
        sa.Column("published_at", moment, nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "again",
            sa.Integer(),
            nullable=True,
            comment="which older version this is once more; null: written anew",
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_standard_version")),
    )
    op.create_table(
        "standard_draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False, comment="always 1"),
        sa.Column("base", sa.Integer(), nullable=False, comment="which version it was begun from"),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="rises with each change; two tabs never overwrite unseen",
        ),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False, comment="criteria that were taken out of it, to be put back"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_draft")),
    )
    op.create_table(
        "scoring_run",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.Column("standard", sa.Integer(), nullable=False, comment="version of the standard when it was asked for"),
        sa.Column("total", sa.Integer(), nullable=False, comment="recordings to score, when it was asked for"),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("place_at", moment, nullable=True, comment="the last recording that is done; null before the first"),
        sa.Column("place", sa.String(length=40), server_default="", nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("is_stopped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_run")),
    )
    op.create_index(op.f("ix_scoring_run_asked_at"), "scoring_run", ["asked_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("scoring_run")
    op.drop_table("standard_draft")
    op.drop_table("standard_version")
