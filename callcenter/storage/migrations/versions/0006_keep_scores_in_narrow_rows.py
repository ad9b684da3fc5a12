"""Keep scores in narrow rows, what the words say of a call, and what was taken over from it."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_AT_ONCE = 500


def upgrade() -> None:
    """Apply."""
    facts = sa.Column(
        "facts", sa.JSON(), comment="what the words say that came of the call; null where nobody asked them"
    )
    op.add_column("scorecard", facts)
    op.create_table(
        "score_line",
        sa.Column("recording", sa.String(length=40), nullable=False),
        sa.Column(
            "at",
            UtcDateTime(),
            nullable=False,
            comment="when the call began; of a file from outside, when it was kept",
        ),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("max_points", sa.Float(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False, comment="ids with spaces between them"),
        sa.Column(
            "verdicts", sa.Text(), nullable=False, comment="a letter each: pass, fail, critical fail, n = na, unsure"
        ),
        sa.ForeignKeyConstraint(
            ["recording"], ["recording.id"], name=op.f("fk_score_line_recording"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording", name=op.f("pk_score_line")),
    )
    op.create_index(op.f("ix_score_line_at"), "score_line", ["at"])
    op.create_table(
        "fact_taken",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("call", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("fact", sa.String(length=20), nullable=False),
        sa.Column(
            "before", sa.JSON(), nullable=False, comment="the columns of desk_call that it changed, as they were"
        ),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", UtcDateTime()),
        sa.Column("undone_by", sa.String(length=40)),
        sa.ForeignKeyConstraint(["call"], ["call.id"], name=op.f("fk_fact_taken_call"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_taken")),
    )
    op.create_index(op.f("ix_fact_taken_call"), "fact_taken", ["call"])
    _fill()


def downgrade() -> None:
    """Take back."""
    op.drop_table("fact_taken")
    op.drop_table("score_line")
    op.drop_column("scorecard", "facts")


def _fill() -> None:
    """The rows of the scores that are there."""
    connection = op.get_bind()
    call = sa.table("call", sa.column("id"), sa.column("started_at", UtcDateTime()))
    recording = sa.table("recording", sa.column("id"), sa.column("call"), sa.column("kept_at", UtcDateTime()))
    card, lines = _cards(), _lines()
    moment = sa.func.coalesce(call.c.started_at, recording.c.kept_at, type_=UtcDateTime())
    query = (
        sa.select(card, moment.label("at"))
        .select_from(
            card.join(recording, recording.c.id == card.c.recording).outerjoin(call, call.c.id == recording.c.call)
        )
        .order_by(card.c.recording)
        .limit(_AT_ONCE)
    )
    last = ""
    while rows := connection.execute(query.where(card.c.recording > last)).mappings().all():
        connection.execute(sa.insert(lines), [_line(row) for row in rows])
        last = rows[-1]["recording"]


def _cards() -> sa.TableClause:
    verdicts, critical = sa.column("verdicts", sa.JSON()), sa.column("critical", sa.JSON())
    return sa.table("scorecard", *map(sa.column, ("recording", "points", "max_points")), verdicts, critical)


def _lines() -> sa.TableClause:
    names = ("recording", "points", "max_points", "criteria", "verdicts")
    return sa.table("score_line", *map(sa.column, names), sa.column("at", UtcDateTime()))


def _line(row: sa.RowMapping) -> dict[str, object]:
    critical = frozenset(row["critical"])
    letters = [
        "c" if name in critical else {"pass": "p", "fail": "f", "na": "n"}.get(entry["verdict"], "u")
        for name, entry in row["verdicts"].items()
    ]
    return {
        "recording": row["recording"],
        "at": row["at"],
        "points": row["points"],
        "max_points": row["max_points"],
        "criteria": " ".join(row["verdicts"]),
        "verdicts": "".join(letters),
    }
