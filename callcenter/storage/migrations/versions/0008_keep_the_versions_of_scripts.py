"""Keep every text and version of scripts, and their drafts."""

import sqlalchemy as sa
from alembic import op

import callcenter.storage.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply."""
    moment = callcenter.storage.types.UtcDateTime(timezone=True)
    op.create_table(
        "script_document",
        *_document(),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="from 1 within the document"),
        sa.Column("origin", sa.String(length=10), nullable=False, comment="shipped or clinic"),
        sa.Column("source", sa.Text(), nullable=False, comment="YAML; empty where it was deleted"),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column(
            "operator",
            sa.String(length=40),
            server_default="",
            nullable=False,
            comment="who published it; empty: the product",
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "language", "number", name=op.f("pk_script_document")),
    )
    op.create_table(
        "script_draft",
        *_document(),
        sa.Column("base", sa.Integer(), nullable=False, comment="which text it was begun from; 0: from nothing"),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="rises with each change; two tabs never overwrite unseen",
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "language", name=op.f("pk_script_draft")),
    )
    op.create_table(
        "script_draft_past",
        *_document(),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", "language", "revision", name=op.f("pk_script_draft_past")),
    )
    op.create_table(
        "script_version",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="of what it says, without numbers and places"
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column(
            "ended_at",
            moment,
            nullable=True,
            comment="when the script was deleted; null: it was not, or has a newer version",
        ),
        sa.PrimaryKeyConstraint("id", "language", "number", name=op.f("pk_script_version")),
    )
    op.create_table(
        "script_publication",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("operator", sa.String(length=40), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_publication")),
    )


def downgrade() -> None:
    """Take back."""
    for name in ("script_publication", "script_version", "script_draft_past", "script_draft", "script_document"):
        op.drop_table(name)


def _document() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("kind", sa.String(length=10), nullable=False, comment="script or part"),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
    )
