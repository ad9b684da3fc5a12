"""Keep what a robot said before each step of a call, in the words of that moment."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    said = sa.Column(
        "said",
        sa.JSON(),
        nullable=True,
        comment="[prompt, text, is fixed] of each thing the robot said before it; may be private",
    )
    op.add_column("flow_step", said)


def downgrade() -> None:
    """Undo."""
    op.drop_column("flow_step", "said")
