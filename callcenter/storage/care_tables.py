"""Tables of patients, what is still to be done for them, how the clinic works, and how patients were reached for."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from callcenter.storage.types import Money, UtcDateTime

_Id = String(40)
_Serial = BigInteger().with_variant(Integer, "sqlite")


def patient_table(metadata: MetaData) -> Table:
    """Patients, and what calls to them depend on."""
    return Table(
        "patient",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("given_name", String(120), nullable=False),
        Column("surname", String(120), nullable=False),
        Column("gender", String(10), nullable=False),
        Column("phone", String(20)),
        Column("language", String(2), nullable=False),
        Column("birth_date", Date),
        Column("tier", String(20), nullable=False),
        Column("note", Text, nullable=False, server_default=""),
        Column("search_key", String(260), nullable=False, comment="the name in small letters; SQLite folds ASCII only"),
        Column("family", _Id, nullable=False, server_default="", comment="patients of one are called together"),
        Column("guardian", _Id, comment="who speaks for a child"),
        Column("zone", String(64), nullable=False, server_default="", comment="IANA; empty: the clinic's"),
        Column("balance_due", Money, nullable=False, server_default="0", comment="in hundredths of the currency"),
        Column("consent", String(40), comment="calls, messages, '|' between them; empty: none; null: never asked"),
        Column("refuses", String(120), nullable=False, server_default="", comment="purposes, '|' between them; *: all"),
        Column("complaint_open", Boolean, nullable=False, server_default=false()),
        Column("died", Boolean, nullable=False, server_default=false()),
        Index(None, "phone"),
        Index(None, "family"),
        Index(None, "guardian"),
    )


def plan_item_table(metadata: MetaData) -> Table:
    """Steps of treatment plans."""
    return Table(
        "plan_item",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("patient", _Id, ForeignKey("patient.id"), nullable=False),
        Column("service", String(120), nullable=False),
        Column("price", Money, nullable=False, comment="in hundredths of the clinic's currency"),
        Column("planned_on", Date, nullable=False),
        Column("status", String(10), nullable=False, comment="planned, done, declined"),
        Index(None, "patient"),
    )


def waiting_entry_table(metadata: MetaData) -> Table:
    """Patients who would take a place that becomes free."""
    return Table(
        "waiting_entry",
        metadata,
        Column("id", _Id, primary_key=True),
        Column("patient", _Id, ForeignKey("patient.id"), nullable=False),
        Column("service", String(120), nullable=False),
        Column("doctor", _Id, nullable=False, server_default="", comment="empty: any"),
        Column("minutes", Integer, nullable=False),
        Column("earliest", String(40), nullable=False, server_default="", comment="a day, a moment or HH:MM; ISO 8601"),
        Column("latest", String(40), nullable=False, server_default="", comment="the same"),
        Column("days", String(20), nullable=False, server_default="", comment="1 for Monday to 7, '|' between them"),
        Column("added_on", Date),
        Index(None, "patient"),
        Index(None, "service"),
    )


def clinic_terms_table(metadata: MetaData) -> Table:
    """When and how fast the clinic calls, and its own rules: one row, or none where nobody has said."""
    return Table(
        "clinic_terms",
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False, comment="1"),
        Column("begins", String(5), nullable=False, comment="HH:MM on the clinic's clock: no calls before"),
        Column("ends", String(5), nullable=False, comment="HH:MM: no calls from then on"),
        Column("days_off", String(20), nullable=False, comment="1 for Monday to 7, '|' between them"),
        Column("lines", Integer, nullable=False, comment="calls at once"),
        Column("calls_per_second", Float, nullable=False),
        Column("rules", JSON, nullable=False, comment="what differs from the usual rules of calls"),
        Column("changed_at", UtcDateTime, nullable=False),
    )


def clinic_holiday_table(metadata: MetaData) -> Table:
    """Days on which the clinic is closed beside its weekly ones."""
    return Table("clinic_holiday", metadata, Column("day", Date, primary_key=True))


def contact_table(metadata: MetaData) -> Table:
    """Calls and messages to patients, by this product and before it.

    No foreign keys: a refusal outlives the patient's row, and is told of a number that belongs to nobody.
    """
    return Table(
        "contact",
        metadata,
        Column("id", _Serial, primary_key=True, autoincrement=True),
        Column("patient", _Id, nullable=False, server_default="", comment="empty where nobody knows"),
        Column("number", String(20), nullable=False, server_default="", comment="E.164; empty: no number"),
        Column("at", UtcDateTime, nullable=False),
        Column("channel", String(10), nullable=False),
        Column("purpose", String(20), nullable=False),
        Column("result", String(20), nullable=False),
        Column("visit", _Id, comment="the visit or the freed place that it was about, where that is known"),
        Column("call", _Id, comment="where this product made it"),
        UniqueConstraint("patient", "number", "at", "channel", "purpose", "result"),
        Index(None, "number", "at"),
        Index(None, "call"),
    )
