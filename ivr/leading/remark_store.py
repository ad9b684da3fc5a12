"""What patients told the clinic's voice, in the database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from callcenter.kit.ids import CallId, PatientId, VisitId
from callcenter.storage.tables import call_remark as table


class RemarkKind(StrEnum):
    """What sort of thing was told."""

    SCORE = "score"
    COMMENT = "comment"
    CANCELLATION = "cancellation"
    REFUSAL = "refusal"
    THINKING = "thinking"
    WRONG_NUMBER = "wrong_number"
    CALLBACK = "callback"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark."""

    call: CallId
    kind: RemarkKind
    at: datetime
    flow: str
    patient: PatientId | None = None
    visit: VisitId | None = None
    value: int | None = None
    """The score, 1 to 5; the seconds of a message."""
    text: str = ""


def add_remark(connection: Connection, new: Remark) -> None:
    """Store a remark."""
    connection.execute(
        insert(table).values(
            call=new.call,
            kind=new.kind.value,
            at=new.at,
            flow=new.flow,
            patient=new.patient,
            visit=new.visit,
            value=new.value,
            text=new.text,
        )
    )


def remarks_of(connection: Connection, call: CallId) -> list[Remark]:
    """What was told in a call, in the order in which it was."""
    query = select(table).where(table.c.call == call).order_by(table.c.id)
    return [
        Remark(
            call=CallId(row["call"]),
            kind=RemarkKind(row["kind"]),
            at=row["at"],
            flow=row["flow"],
            patient=None if row["patient"] is None else PatientId(row["patient"]),
            visit=None if row["visit"] is None else VisitId(row["visit"]),
            value=row["value"],
            text=row["text"],
        )
        for row in connection.execute(query).mappings()
    ]
