"""Keep what calls to patients depend on: families, consent, debts, recall, plans, the waiting list, past contacts."""

import sqlalchemy as sa
from alembic import op

from callcenter.storage.types import Money, UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_Id = sa.String(length=40)


def upgrade() -> None:
    """Apply."""
    _extend_patients()
    op.add_column(
        "service",
        sa.Column("recall_months", sa.Integer(), comment="after how many months a patient is due again; null: never"),
    )
    op.add_column(
        "service",
        sa.Column(
            "is_private", sa.Boolean(), nullable=False, server_default=sa.false(), comment="named to the patient only"
        ),
    )
    op.add_column("visit", sa.Column("booked_at", UtcDateTime(), comment="when it was agreed; null: nobody knows"))
    imported = sa.Column(
        "imported", sa.JSON(), comment="how the clinic's own system last had it; null where it never had"
    )
    op.add_column("visit", imported)
    _fill_booked_at()
    _create_care()
    _create_terms()
    _create_contacts()


def downgrade() -> None:
    """Take back."""
    for table in ("contact", "clinic_holiday", "clinic_terms", "waiting_entry", "plan_item"):
        op.drop_table(table)
    op.drop_column("visit", "imported")
    op.drop_column("visit", "booked_at")
    op.drop_column("service", "is_private")
    op.drop_column("service", "recall_months")
    op.drop_index(op.f("ix_patient_guardian"), table_name="patient")
    op.drop_index(op.f("ix_patient_family"), table_name="patient")
    for column in ("died", "complaint_open", "refuses", "consent", "balance_due", "zone", "guardian", "family"):
        op.drop_column("patient", column)


def _extend_patients() -> None:
    for column in (
        sa.Column("family", _Id, nullable=False, server_default="", comment="patients of one are called together"),
        sa.Column("guardian", _Id, comment="who speaks for a child"),
        sa.Column("zone", sa.String(length=64), nullable=False, server_default="", comment="IANA; empty: the clinic's"),
        sa.Column("balance_due", Money(), nullable=False, server_default="0", comment="in hundredths of the currency"),
        sa.Column(
            "consent",
            sa.String(length=40),
            comment="calls, messages, '|' between them; empty: none; null: never asked",
        ),
        sa.Column(
            "refuses",
            sa.String(length=120),
            nullable=False,
            server_default="",
            comment="purposes, '|' between them; *: all",
        ),
        sa.Column("complaint_open", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("died", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("patient", column)
    op.create_index(op.f("ix_patient_family"), "patient", ["family"])
    op.create_index(op.f("ix_patient_guardian"), "patient", ["guardian"])


def _fill_booked_at() -> None:
    """A visit that was agreed in a call was booked then."""
    names: list[sa.ColumnClause[object]] = [sa.column("booked_in_call"), sa.column("booked_at")]
    visit = sa.table("visit", *names)
    call = sa.table("call", sa.column("id"), sa.column("started_at"))
    began = sa.select(call.c.started_at).where(call.c.id == visit.c.booked_in_call).scalar_subquery()
    op.execute(sa.update(visit).where(visit.c.booked_in_call.is_not(None)).values(booked_at=began))


def _create_care() -> None:
    op.create_table(
        "plan_item",
        sa.Column("id", _Id, nullable=False),
        sa.Column("patient", _Id, nullable=False),
        sa.Column("service", sa.String(length=120), nullable=False),
        sa.Column("price", Money(), nullable=False, comment="in hundredths of the clinic's currency"),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False, comment="planned, done, declined"),
        sa.ForeignKeyConstraint(["patient"], ["patient.id"], name=op.f("fk_plan_item_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
    )
    op.create_index(op.f("ix_plan_item_patient"), "plan_item", ["patient"])
    op.create_table(
        "waiting_entry",
        sa.Column("id", _Id, nullable=False),
        sa.Column("patient", _Id, nullable=False),
        sa.Column("service", sa.String(length=120), nullable=False),
        sa.Column("doctor", _Id, nullable=False, server_default="", comment="empty: any"),
        sa.Column("minutes", sa.Integer(), nullable=False),
        _text("earliest", 40, "a day, a moment or HH:MM; ISO 8601"),
        _text("latest", 40, "the same"),
        _text("days", 20, "1 for Monday to 7, '|' between them"),
        sa.Column("added_on", sa.Date()),
        sa.ForeignKeyConstraint(["patient"], ["patient.id"], name=op.f("fk_waiting_entry_patient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entry")),
    )
    op.create_index(op.f("ix_waiting_entry_patient"), "waiting_entry", ["patient"])
    op.create_index(op.f("ix_waiting_entry_service"), "waiting_entry", ["service"])


def _create_terms() -> None:
    op.create_table(
        "clinic_terms",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False, comment="1"),
        sa.Column(
            "begins", sa.String(length=5), nullable=False, comment="HH:MM on the clinic's clock: no calls before"
        ),
        sa.Column("ends", sa.String(length=5), nullable=False, comment="HH:MM: no calls from then on"),
        sa.Column("days_off", sa.String(length=20), nullable=False, comment="1 for Monday to 7, '|' between them"),
        sa.Column("lines", sa.Integer(), nullable=False, comment="calls at once"),
        sa.Column("calls_per_second", sa.Float(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False, comment="what differs from the usual rules of calls"),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic_terms")),
    )
    op.create_table(
        "clinic_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_clinic_holiday")),
    )


def _create_contacts() -> None:
    unique = ("patient", "number", "at", "channel", "purpose", "result")
    op.create_table(
        "contact",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        _text("patient", 40, "empty where nobody knows"),
        _text("number", 20, "E.164; empty: no number"),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("visit", _Id, comment="the visit or the freed place that it was about, where that is known"),
        sa.Column("call", _Id, comment="where this product made it"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint(*unique, name=op.f(f"uq_contact_{'_'.join(unique)}")),
    )
    op.create_index(op.f("ix_contact_number_at"), "contact", ["number", "at"])
    op.create_index(op.f("ix_contact_call"), "contact", ["call"])


def _text(name: str, length: int, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default="", comment=comment)
