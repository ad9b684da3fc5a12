"""Keep with a call whether the patient has been here before, and where they heard of the clinic."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_LONGEST = 400


def upgrade() -> None:
    """Apply."""
    visit_type = sa.Column("visit_type", sa.String(length=10), comment="primary or repeat; null where nobody has said")
    source = sa.Column(
        "source", sa.Text(), nullable=False, server_default="", comment="where the patient heard of the clinic"
    )
    op.add_column("desk_call", visit_type)
    op.add_column("desk_call", source)
    _fill()


def downgrade() -> None:
    """Take back."""
    op.drop_column("desk_call", "source")
    op.drop_column("desk_call", "visit_type")


def _fill() -> None:
    """What the scripts of finished calls found out."""
    connection = op.get_bind()
    names: list[sa.ColumnClause[object]] = [sa.column(name) for name in ("call", "outcome", "visit_type", "source")]
    desk = sa.table("desk_call", *names, sa.column("walk", sa.JSON()))
    query = sa.select(desk.c.call, desk.c.walk).where(desk.c.outcome.is_not(None)).order_by(desk.c.call)
    last = ""
    while rows := connection.execute(query.where(desk.c.call > last).limit(_AT_ONCE)).mappings().all():
        for row in rows:
            found = _found_out(row["walk"])
            if found:
                connection.execute(sa.update(desk).where(desk.c.call == row["call"]).values(found))
        last = rows[-1]["call"]


def _found_out(walk: object) -> Mapping[str, str]:
    captured = walk.get("captured") if isinstance(walk, dict) else None
    if not isinstance(captured, dict):
        return {}
    found: dict[str, str] = {}
    if captured.get("visit_type") in ("primary", "repeat"):
        found["visit_type"] = captured["visit_type"]
    if str(captured.get("source") or "").strip():
        found["source"] = str(captured["source"]).strip()[:_LONGEST]
    return found
