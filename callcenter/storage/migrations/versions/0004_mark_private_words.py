"""Keep which words of a transcript are private, and what people put right about them."""

import sqlalchemy as sa
from alembic import op

import callcenter.storage.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    moment = callcenter.storage.types.UtcDateTime(timezone=True)
    op.create_table(
        "private_words",
        sa.Column("recording", sa.String(length=40), nullable=False),
        sa.Column(
            "rules",
            sa.Integer(),
            nullable=False,
            comment="version of the rules; a lower one than today's is done anew",
        ),
        sa.Column("transcribed_at", moment, nullable=False, comment="which transcript they were found in"),
        sa.Column("made_at", moment, nullable=False),
        sa.Column(
            "spans",
            sa.JSON(),
            nullable=False,
            comment="list of {turn, first, last, kind, reason, sure}, by word indexes",
        ),
        sa.ForeignKeyConstraint(
            ["recording"], ["recording.id"], name=op.f("fk_private_words_recording"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording", name=op.f("pk_private_words")),
    )
    op.create_index(op.f("ix_private_words_rules"), "private_words", ["rules"])
    op.create_table(
        "private_correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("recording", sa.String(length=40), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("speaker", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Float(), nullable=False, comment="seconds from the first sample of the file"),
        sa.Column("end", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True, comment="null: not private"),
        sa.Column("undone_at", moment, nullable=True),
        sa.Column("undone_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["recording"], ["recording.id"], name=op.f("fk_private_correction_recording"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_correction")),
    )
    op.create_index(op.f("ix_private_correction_recording"), "private_correction", ["recording"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("private_correction")
    op.drop_table("private_words")
