"""Keep places that became free, and to whom they were offered."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_Id = sa.String(length=40)
_Word = sa.String(length=20)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "gap_place",
        sa.Column("id", _Id, nullable=False, comment="the visit's that was cancelled, else of its own"),
        sa.Column("doctor", _Id, nullable=False),
        sa.Column("service", _Id, nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("freed_by", _Word, nullable=False, comment="cancelled, moved or idle"),
        sa.Column("freed_at", UtcDateTime(), nullable=False, comment="when it was seen that nobody has it any more"),
        sa.Column("state", _Word, nullable=False, comment="open, filled, taken or over"),
        sa.Column("ended_at", UtcDateTime(), comment="null while it is open"),
        sa.Column("visit", _Id, comment="of whoever has it now"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gap_place")),
    )
    op.create_index(op.f("ix_gap_place_state_starts_at"), "gap_place", ["state", "starts_at"])
    op.create_table(
        "gap_offer",
        sa.Column("call", _Id, nullable=False),
        sa.Column("place", _Id, nullable=False, comment="of gap_place, or the visit whose place it is"),
        sa.Column("patient", _Id, nullable=False),
        sa.Column("doctor", _Id, nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False, comment="so long it is kept, unless the call is over sooner"),
        sa.Column("ended_at", UtcDateTime(), comment="null while the call goes on"),
        sa.ForeignKeyConstraint(
            ["call"], ["wished_call.id"], name=op.f("fk_gap_offer_call_wished_call"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call", name=op.f("pk_gap_offer")),
    )
    op.create_index(op.f("ix_gap_offer_ended_at"), "gap_offer", ["ended_at"])
    op.create_index(op.f("ix_gap_offer_place"), "gap_offer", ["place"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("gap_offer")
    op.drop_table("gap_place")
