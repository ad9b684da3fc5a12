"""Keep what a robot heard and understood at each step of a call, and when."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "flow_step",
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False, comment="in the trail, from 0"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False, comment="a meaning, a result, an outcome"),
        sa.Column(
            "heard", sa.Text(), server_default="", nullable=False, comment="in the patient's words; may be private"
        ),
        sa.Column("keys", sa.String(length=40), server_default="", nullable=False),
        sa.Column(
            "confidence",
            sa.Float(),
            nullable=True,
            comment="0 to 1, of words that were understood; null of anything else",
        ),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_flow_step_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call", "place", name=op.f("pk_flow_step")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("flow_step")
