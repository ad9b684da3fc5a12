"""Keep who put numbers into the register of refusals by hand, and who took them out and why."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None

_Id = sa.String(length=40)
_Word = sa.String(length=20)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "register_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", _Id, nullable=False),
        sa.Column("what", _Word, nullable=False, comment="added or removed"),
        sa.Column("number", _Word, nullable=False, comment="E.164"),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("channel", _Word, nullable=False),
        sa.Column("reason", _Word, nullable=False, comment="of the line of the register"),
        sa.Column("since", UtcDateTime(), nullable=False, comment="of the line of the register"),
        sa.Column("patient", _Id),
        sa.Column("call", _Id),
        sa.Column("why", sa.Text(), server_default="", nullable=False, comment="in the words of who took it out"),
        sa.Column("undone_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_change")),
    )
    for column in ("number", "what"):
        op.create_index(op.f(f"ix_register_change_{column}"), "register_change", [column])


def downgrade() -> None:
    """Undo."""
    op.drop_table("register_change")
