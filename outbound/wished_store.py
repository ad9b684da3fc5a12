"""Calls to patients that somebody wants made, in the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, insert, select, update

from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import wished_call as table


class WishState(StrEnum):
    """Where a wished call stands."""

    WISHED = "wished"
    DIALLING = "dialling"
    """It was decided to dial; whether the exchange was told is not known yet."""
    CALLED = "called"
    """The exchange rings, or has rung, the patient: the call itself says how that went."""
    REFUSED = "refused"
    """Nobody was rung, surely; `problem` says why."""
    UNCERTAIN = "uncertain"
    """The exchange did not say whether it rings. It is never dialled again; it becomes CALLED should its call be told
    of after all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedCall:
    """One wish."""

    id: CallId
    flow: str
    number: PhoneNumber
    language: Language
    patient: PatientId | None = None
    about: Mapping[str, object] = field(default_factory=dict)
    """`visits`: ids; `offers`: places as clinic.offers writes them; `service` and `doctor`: ids; `purpose`: a word of
    callcenter.domain.outreach.Purpose."""
    state: WishState = WishState.WISHED
    problem: str = ""
    asked_at: datetime
    asked_by: OperatorId
    not_after: datetime
    dialled_at: datetime | None = None

    @property
    def purpose(self) -> str:
        """What the call is for, as the register of refusals has it; '' for a call of no such purpose."""
        return str(self.about.get("purpose", ""))


def add_wish(connection: Connection, new: WishedCall) -> None:
    """Store a wish."""
    connection.execute(
        insert(table).values(
            id=new.id,
            flow=new.flow,
            number=new.number.e164,
            language=new.language.value,
            patient=new.patient,
            about=dict(new.about),
            state=new.state.value,
            problem=new.problem,
            asked_at=new.asked_at,
            asked_by=new.asked_by,
            not_after=new.not_after,
        )
    )


def find_wish(connection: Connection, call: CallId) -> WishedCall | None:
    """The wish that became this call, or None."""
    row = connection.execute(select(table).where(table.c.id == call)).mappings().one_or_none()
    return None if row is None else _wish(row)


def wishes_in(connection: Connection, state: WishState, limit: int) -> list[WishedCall]:
    """Wishes in a state, the oldest first."""
    query = select(table).where(table.c.state == state.value).order_by(table.c.asked_at, table.c.id).limit(limit)
    return [_wish(row) for row in connection.execute(query).mappings()]


def wishes_with_calls(connection: Connection, states: Collection[WishState], limit: int) -> list[WishedCall]:
    """Wishes in one of these states of whose calls the exchange has told, the oldest first."""
    query = (
        select(table)
        .join(call_table, call_table.c.id == table.c.id)
        .where(table.c.state.in_([one.value for one in states]))
        .order_by(table.c.asked_at, table.c.id)
        .limit(limit)
    )
    return [_wish(row) for row in connection.execute(query).mappings()]


def turn(
    connection: Connection, call: CallId, before: WishState, after: WishState, *, at: datetime, problem: str = ""
) -> bool:
    """Move a wish from one state to another; False where it is not in the first, and nothing is changed."""
    values: dict[str, object] = {"state": after.value, "problem": problem}
    if after is WishState.DIALLING:
        values["dialled_at"] = at
    where = (table.c.id == call) & (table.c.state == before.value)
    return bool(connection.execute(update(table).where(where).values(**values)).rowcount)


def _wish(row: RowMapping) -> WishedCall:
    return WishedCall(
        id=CallId(row["id"]),
        flow=row["flow"],
        number=PhoneNumber(row["number"]),
        language=Language(row["language"]),
        patient=None if row["patient"] is None else PatientId(row["patient"]),
        about=row["about"],
        state=WishState(row["state"]),
        problem=row["problem"],
        asked_at=row["asked_at"],
        asked_by=OperatorId(row["asked_by"]),
        not_after=row["not_after"],
        dialled_at=row["dialled_at"],
    )
