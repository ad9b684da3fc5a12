"""Keep what patients said that no answer of a script fits."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "script_unfit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column("script", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_script_unfit_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_unfit")),
    )
    op.create_index(op.f("ix_script_unfit_call"), "script_unfit", ["call"])
    op.create_index(op.f("ix_script_unfit_script_step_language"), "script_unfit", ["script", "step", "language"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("script_unfit")
