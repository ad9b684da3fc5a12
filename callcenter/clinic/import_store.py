"""What an import reads and writes of visits and services in the database, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from callcenter.clinic.book import ServiceTerms
from callcenter.clinic.merging import Imported, imported_of, read, written
from callcenter.clinic.terms_store import service_terms
from callcenter.clinic.visit_store import values_of, visit_in
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.tables import service, visit

terms_of_services = service_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A visit that is there, as it is to be, and the row that it was last told by."""

    visit: Visit
    row: Imported


class StoredVisits:
    """The visits that are there, as rows of the clinic's own system find them."""

    def __init__(self, connection: Connection) -> None:
        self._by_id: dict[str, tuple[Visit, Imported | None]] = {}
        self._by_row: dict[str, str] = {}
        self._ours: dict[tuple[str, str, datetime], str] = {}
        for row in connection.execute(select(visit)).mappings():
            one, before = visit_in(row), read(row["imported"])
            self._by_id[one.id] = one, before
            if before is not None:
                self._by_row[before.id] = one.id
            elif one.status is not VisitStatus.CANCELLED:
                self._ours[one.patient, one.doctor, one.starts_at] = one.id

    def of(self, row: Visit) -> tuple[Visit | None, Imported | None]:
        """The visit that a row is about, and the row before it: the one of its id, or one that was booked here for the
        same patient, doctor and time, and has an id of its own in the clinic's system."""
        found = self._by_row.get(row.id) or (row.id if row.id in self._by_id else None)
        found = found or self._ours.get((row.patient, row.doctor, row.starts_at))
        return self._by_id[found] if found else (None, None)


def add_visits(connection: Connection, rows: Iterable[Visit]) -> None:
    """Store visits that the clinic's own system tells of."""
    if new := [{"id": one.id, "imported": written(imported_of(one)), **values_of(one)} for one in rows]:
        connection.execute(insert(visit), new)


def save_visits(connection: Connection, changes: Iterable[Change]) -> None:
    """Store visits and the rows that they were told by."""
    rows = [{"which": one.visit.id, "imported": written(one.row), **values_of(one.visit)} for one in changes]
    if rows:
        connection.execute(update(visit).where(visit.c.id == bindparam("which")), rows)


def save_service(connection: Connection, terms: ServiceTerms, price_words: Wording | None) -> None:
    """Store minutes, price, recall and privacy of a service that is there, and the words of its price where given."""
    values: dict[str, object] = {
        "minutes": terms.minutes,
        "price": int(terms.price),
        "recall_months": terms.recall_months,
        "is_private": terms.is_private,
    }
    if price_words is not None:
        values |= {"price_screen": price_words.screen, "price_spoken": price_words.spoken}
    connection.execute(update(service).where(service.c.id == terms.id).values(**values))
