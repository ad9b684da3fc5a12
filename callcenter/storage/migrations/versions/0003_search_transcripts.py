"""Make transcripts searchable by word form."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "searchable",
        sa.Column(
            "no",
            sa.Integer(),
            autoincrement=True,
            nullable=False,
            comment="the upper part of the ids of its turns",
        ),
        sa.Column("recording", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="of the way in which the terms were made"),
        sa.ForeignKeyConstraint(
            ["recording"], ["recording.id"], name=op.f("fk_searchable_recording"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_searchable")),
        sa.UniqueConstraint("recording", name=op.f("uq_searchable_recording")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_searchable_language"), "searchable", ["language"])
    op.create_table(
        "spoken_turn",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
            comment="searchable.no * 65536 + place of the turn",
        ),
        sa.Column("searchable", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["searchable"], ["searchable.no"], name=op.f("fk_spoken_turn_searchable"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoken_turn")),
    )
    op.create_index(op.f("ix_spoken_turn_searchable"), "spoken_turn", ["searchable"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_spoken_turn_terms", "spoken_turn", ["terms"], postgresql_using="gin")
        return
    op.execute(
        "CREATE VIRTUAL TABLE spoken_turn_fts USING fts5(terms, content='spoken_turn', content_rowid='id',"
        " columnsize=0, tokenize=\"ascii tokenchars '=~@'\")"
    )
    op.execute(
        "CREATE TRIGGER spoken_turn_added AFTER INSERT ON spoken_turn BEGIN"
        " INSERT INTO spoken_turn_fts (rowid, terms) VALUES (new.id, new.terms); END"
    )
    op.execute(
        "CREATE TRIGGER spoken_turn_deleted AFTER DELETE ON spoken_turn BEGIN"
        " INSERT INTO spoken_turn_fts (spoken_turn_fts, rowid, terms) VALUES ('delete', old.id, old.terms); END"
    )


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE spoken_turn_fts")
    op.drop_table("spoken_turn")
    op.drop_table("searchable")
