"""The register of refusals as its page reads and changes it, with who changed what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, delete, func, insert, or_, select, update

from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.many import in_parts
from callcenter.storage.tables import do_not_call as table
from callcenter.storage.tables import patient, register_change
from outbound.do_not_call_store import Refusal

ADDED, REMOVED = "added", "removed"
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Somebody has put a number into the register by hand, or taken it out."""

    id: int
    at: datetime
    by: OperatorId
    what: str
    refusal: Refusal
    why: str
    undone_at: datetime | None


def find_refusals(
    connection: Connection, text: str, purpose: str, channel: str, skip: int, most: int
) -> tuple[list[Refusal], int]:
    """A page of the register, the newest first, and how many fit in all. `text`: digits of a number, or a name."""
    query = select(table)
    if purpose:
        query = query.where(table.c.purpose == purpose)
    if channel:
        query = query.where(table.c.channel == channel)
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) >= _LEAST_DIGITS:
        # A local number may begin with a trunk digit (8 or 0) that E.164 leaves out.
        query = query.where(or_(table.c.number.contains(digits), table.c.number.contains(digits[1:])))
    elif text:
        named = and_(*(patient.c.search_key.contains(word, autoescape=True) for word in text.casefold().split()))
        owners = select(patient.c.phone).where(named, patient.c.phone.is_not(None))
        query = query.where(table.c.number.in_(owners))
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    page = query.order_by(table.c.since.desc(), table.c.number, table.c.purpose).offset(skip).limit(most)
    return [_refusal(row) for row in connection.execute(page).mappings()], total


def refusals_of(connection: Connection, number: PhoneNumber) -> list[Refusal]:
    """All that a number refuses."""
    query = select(table).where(table.c.number == number.e164).order_by(table.c.since)
    return [_refusal(row) for row in connection.execute(query).mappings()]


def find_refusal(connection: Connection, number: str, purpose: str, channel: str) -> Refusal | None:
    """One line of the register, or None."""
    row = connection.execute(select(table).where(_is(number, purpose, channel))).mappings().one_or_none()
    return None if row is None else _refusal(row)


def there_already(connection: Connection, numbers: Iterable[str], purpose: str, channel: str) -> set[str]:
    """Which numbers stand in the register for exactly this."""
    found: set[str] = set()
    for part in in_parts(numbers):
        where = table.c.number.in_(part) & (table.c.purpose == purpose) & (table.c.channel == channel)
        found |= set(connection.execute(select(table.c.number).where(where)).scalars())
    return found


def remove_refusal(connection: Connection, one: Refusal) -> bool:
    """Take a line out; False where it is gone already."""
    return bool(connection.execute(delete(table).where(_is(one.number.e164, one.purpose, one.channel))).rowcount)


def note_changes(
    connection: Connection, refusals: Sequence[Refusal], what: str, by: OperatorId, at: datetime, why: str = ""
) -> int:
    """Keep who changed the register; returns the id of the last of these changes."""
    last = 0
    for one in refusals:
        values = {
            "at": at,
            "by": by,
            "what": what,
            "number": one.number.e164,
            "purpose": one.purpose,
            "channel": one.channel,
            "reason": one.reason,
            "since": one.since,
            "patient": one.patient,
            "call": one.call,
            "why": why,
        }
        last = connection.execute(insert(register_change).values(**values).returning(register_change.c.id)).scalar_one()
    return last


def find_change(connection: Connection, change: int) -> Change | None:
    """One change, or None."""
    row = connection.execute(select(register_change).where(register_change.c.id == change)).mappings().one_or_none()
    return None if row is None else _change(row)


def undo_change(connection: Connection, change: int, at: datetime) -> bool:
    """Mark a change as undone; False where it is already."""
    where = (register_change.c.id == change) & register_change.c.undone_at.is_(None)
    return bool(connection.execute(update(register_change).where(where).values(undone_at=at)).rowcount)


def last_changes(connection: Connection, what: str, most: int) -> list[Change]:
    """The newest changes of a kind."""
    query = select(register_change).where(register_change.c.what == what).order_by(register_change.c.id.desc())
    return [_change(row) for row in connection.execute(query.limit(most)).mappings()]


def who_added(connection: Connection, refusals: Sequence[Refusal]) -> Mapping[tuple[str, str, str], OperatorId]:
    """Who put lines into the register by hand, by number, purpose and channel."""
    found: dict[tuple[str, str, str], OperatorId] = {}
    for part in in_parts({one.number.e164 for one in refusals}):
        where = register_change.c.number.in_(part) & (register_change.c.what == ADDED)
        query = select(register_change).where(where).order_by(register_change.c.id)
        for row in connection.execute(query).mappings():
            found[row["number"], row["purpose"], row["channel"]] = OperatorId(row["by"])
    return found


def owners_of(connection: Connection, numbers: Iterable[str]) -> Mapping[str, Sequence[tuple[PatientId, str, str]]]:
    """The patients of numbers: id, given name, surname."""
    found: dict[str, list[tuple[PatientId, str, str]]] = {}
    for part in in_parts(set(numbers)):
        query = select(patient.c.phone, patient.c.id, patient.c.given_name, patient.c.surname)
        for row in connection.execute(query.where(patient.c.phone.in_(part)).order_by(patient.c.id)):
            found.setdefault(row.phone, []).append((PatientId(row.id), row.given_name, row.surname))
    return found


def _is(number: str, purpose: str, channel: str) -> ColumnElement[bool]:
    return (table.c.number == number) & (table.c.purpose == purpose) & (table.c.channel == channel)


def _refusal(row: RowMapping) -> Refusal:
    return Refusal(
        number=PhoneNumber(row["number"]),
        purpose=row["purpose"],
        channel=row["channel"],
        reason=row["reason"],
        since=row["since"],
        patient=None if row["patient"] is None else PatientId(row["patient"]),
        call=None if row["call"] is None else CallId(row["call"]),
    )


def _change(row: RowMapping) -> Change:
    return Change(
        id=row["id"],
        at=row["at"],
        by=OperatorId(row["by"]),
        what=row["what"],
        refusal=_refusal(row),
        why=row["why"],
        undone_at=row["undone_at"],
    )
