"""The tables of the operator's desk."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from callcenter.storage.types import UtcDateTime

_Id = String(40)


def desk_call_table(metadata: MetaData) -> Table:
    """What the operator adds to a call: who it was, where the script stands, what came of it."""
    return Table(
        "desk_call",
        metadata,
        Column("call", _Id, ForeignKey("call.id"), primary_key=True),
        Column("operator", _Id, ForeignKey("operator.id")),
        Column("patient", _Id, ForeignKey("patient.id")),
        Column("patient_is_chosen", Boolean, nullable=False, comment="false: found by number, not yet confirmed"),
        Column("script", String(80), nullable=False, server_default=""),
        Column("script_version", String(20), nullable=False, server_default=""),
        Column("script_language", String(2), nullable=False, server_default=""),
        Column("walk", JSON, nullable=False, comment="the script engine's state"),
        Column("note", Text, nullable=False, server_default=""),
        Column("outcome", String(20)),
        Column("refusal_reason", String(30)),
        Column("visit_type", String(10), comment="primary or repeat; null where nobody has said"),
        Column("source", Text, nullable=False, server_default="", comment="where the patient heard of the clinic"),
        Column("next_step", Text, nullable=False, server_default=""),
        Column("next_step_at", UtcDateTime),
        Column("next_step_done_at", UtcDateTime),
        Column("next_step_owner", _Id, comment="who is to do it; null: whoever comes first"),
        Column("finished_at", UtcDateTime, comment="when the operator recorded the outcome"),
        Column("put_aside", Boolean, nullable=False, comment="true: waits on the list of tasks, not on the screen"),
        Column("service", _Id, comment="what free places are shown for"),
        Column("doctor", _Id, comment="whose free places are shown; null for any doctor's"),
        Column(
            "offered", JSON, nullable=False, comment="places that the script names: list of [doctor, start, minutes]"
        ),
        Column("version", Integer, nullable=False, comment="rises with each change; two tabs never overwrite unseen"),
        Column(
            "note_version", Integer, nullable=False, comment="the same for the note, which is saved while it is typed"
        ),
        Index(None, "patient"),
        Index(None, "next_step_at"),
    )


def place_hold_table(metadata: MetaData) -> Table:
    """Places that patients on the telephone have agreed to, kept from other operators until they are booked."""
    return Table(
        "place_hold",
        metadata,
        Column("call", _Id, ForeignKey("call.id", ondelete="CASCADE"), primary_key=True),
        Column("doctor", _Id, ForeignKey("doctor.id"), nullable=False),
        Column("starts_at", UtcDateTime, nullable=False),
        Column("minutes", Integer, nullable=False),
        Column("until", UtcDateTime, nullable=False),
    )
