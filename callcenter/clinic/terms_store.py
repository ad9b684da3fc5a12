"""When and how fast the clinic calls, its holidays, its own rules of calls and its services' terms, in the database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import Connection, delete, insert, select, update

from callcenter.clinic.book import ClinicTerms, DailyHours, ServiceTerms
from callcenter.storage.many import joined, parted
from callcenter.storage.tables import clinic_holiday, clinic_terms, service

_THE_ROW = 1


def terms_in(connection: Connection, usual: ClinicTerms) -> ClinicTerms:
    """The clinic's terms: name, zone, country and language are those of `usual`, which the settings make, and so is all
    else until somebody has stored it."""
    row = connection.execute(select(clinic_terms)).mappings().one_or_none()
    if row is None:
        return usual
    return replace(
        usual,
        hours=DailyHours(begins=time.fromisoformat(row["begins"]), ends=time.fromisoformat(row["ends"])),
        days_off=frozenset(map(int, parted(row["days_off"]))),
        holidays=frozenset(connection.execute(select(clinic_holiday.c.day)).scalars()),
        lines=row["lines"],
        calls_per_second=row["calls_per_second"],
        rules=row["rules"],
    )


def has_terms(connection: Connection) -> bool:
    """Whether anybody has stored terms."""
    return connection.execute(select(clinic_terms.c.id)).first() is not None


def save_terms(connection: Connection, terms: ClinicTerms, now: datetime) -> None:
    """Store hours, days off, holidays, pace and rules; what stood there before is gone."""
    values = {
        "begins": f"{terms.hours.begins:%H:%M}",
        "ends": f"{terms.hours.ends:%H:%M}",
        "days_off": joined(terms.days_off),
        "lines": terms.lines,
        "calls_per_second": terms.calls_per_second,
        "rules": dict(terms.rules),
        "changed_at": now,
    }
    if not connection.execute(update(clinic_terms).values(**values)).rowcount:
        connection.execute(insert(clinic_terms).values(id=_THE_ROW, **values))
    _save_holidays(connection, terms.holidays)


def service_terms(connection: Connection) -> dict[str, ServiceTerms]:
    """What each service means for calls, by its id, in the clinic's order."""
    rows = connection.execute(select(service).order_by(service.c.place, service.c.id)).mappings()
    return {
        row["id"]: ServiceTerms(
            id=row["id"],
            minutes=row["minutes"],
            price=Decimal(row["price"]),
            recall_months=row["recall_months"],
            is_private=row["is_private"],
        )
        for row in rows
    }


def save_service_terms(connection: Connection, changed: ServiceTerms) -> None:
    """Store after how many months a service is due again, and whether it is private."""
    values = {"recall_months": changed.recall_months, "is_private": changed.is_private}
    connection.execute(update(service).where(service.c.id == changed.id).values(**values))


def _save_holidays(connection: Connection, days: Iterable[date]) -> None:
    connection.execute(delete(clinic_holiday))
    if rows := [{"day": day} for day in sorted(days)]:
        connection.execute(insert(clinic_holiday), rows)
