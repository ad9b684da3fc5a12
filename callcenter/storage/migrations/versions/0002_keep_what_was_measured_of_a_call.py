"""Keep what was measured of a call's speech beside its transcript."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("transcript", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "statistics",
                sa.JSON(),
                nullable=True,
                comment="seconds of speech, silence and overlap; null where it was made before they were measured",
            )
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("transcript", schema=None) as batch_op:
        batch_op.drop_column("statistics")
