"""services.csv, visits.csv, plans.csv and waiting.csv: a row becomes a service, a visit, a planned step or a wish."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ServiceTerms
from callcenter.clinic.files.problems import BadValueError, Tell
from callcenter.clinic.files.table import Columns, Row
from callcenter.clinic.files.values import (
    bad,
    choice_of,
    day_of,
    flag_of,
    id_of,
    moment_of,
    money_of,
    number_of,
    optional_id_of,
    weekdays_of,
    when_of,
)
from callcenter.domain.care import PlanItem, PlanStatus, WaitingEntry
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.kit.ids import PatientId, VisitId

SERVICE_COLUMNS = Columns(
    known=("service", "minutes", "price", "recall_months", "private"), required=("service", "minutes")
)
VISIT_COLUMNS = Columns(
    known=("id", "patient_id", "doctor", "service", "start", "minutes", "status", "booked_at"),
    required=("id", "patient_id", "service", "start", "status"),
)
PLAN_COLUMNS = Columns(
    known=("id", "patient_id", "service", "price", "planned_on", "status"),
    required=("id", "patient_id", "service", "planned_on", "status"),
)
WAITING_COLUMNS = Columns(
    known=("id", "patient_id", "service", "doctor", "minutes", "earliest", "latest", "days", "added_on"),
    required=("id", "patient_id", "service"),
)
Services = Mapping[str, ServiceTerms]
_LONGEST_VISIT = 720
_LONGEST_RECALL = 240


def service_of(row: Row) -> ServiceTerms:
    """The service of a row; raises BadValueError."""
    minutes = number_of(row, "minutes", 1, _LONGEST_VISIT)
    if minutes is None:
        raise bad("minutes", "", "how long a visit takes")
    return ServiceTerms(
        id=id_of(row, "service"),
        minutes=minutes,
        price=money_of(row, "price"),
        recall_months=number_of(row, "recall_months", 0, _LONGEST_RECALL) or None,
        is_private=flag_of(row, "private"),
    )


def visit_of(row: Row, services: Services, zone: ZoneInfo | None, tell: Tell) -> Visit:
    """The visit of a row; raises BadValueError."""
    service = id_of(row, "service")
    return Visit(
        id=VisitId(id_of(row, "id")),
        patient=PatientId(id_of(row, "patient_id")),
        doctor=optional_id_of(row, "doctor"),
        service=service,
        starts_at=moment_of(row, "start", zone),
        length=timedelta(minutes=_minutes(row, services)),
        status=choice_of(row, "status", VisitStatus),
        booked_at=None if not row.get("booked_at") else _booked_at(row, zone, tell),
    )


def plan_item_of(row: Row, services: Services) -> PlanItem:
    """The planned step of a row; raises BadValueError. Without a price of its own it has the service's."""
    service = id_of(row, "service")
    planned_on = day_of(row, "planned_on")
    if planned_on is None:
        raise bad("planned_on", "", "a date such as 2026-11-23")
    known = services.get(service)
    return PlanItem(
        id=id_of(row, "id"),
        patient=PatientId(id_of(row, "patient_id")),
        service=service,
        price=known.price if known and not row.get("price") else money_of(row, "price"),
        planned_on=planned_on,
        status=choice_of(row, "status", PlanStatus),
    )


def waiting_entry_of(row: Row, services: Services, zone: ZoneInfo | None) -> WaitingEntry:
    """The wish of a row; raises BadValueError."""
    return WaitingEntry(
        id=id_of(row, "id"),
        patient=PatientId(id_of(row, "patient_id")),
        service=id_of(row, "service"),
        doctor=optional_id_of(row, "doctor"),
        minutes=_minutes(row, services),
        earliest=when_of(row, "earliest", zone),
        latest=when_of(row, "latest", zone),
        days=weekdays_of(row, "days"),
        added_on=day_of(row, "added_on"),
    )


def _minutes(row: Row, services: Services) -> int:
    """The service's where nothing is written."""
    minutes = number_of(row, "minutes", 1, _LONGEST_VISIT)
    if minutes is not None:
        return minutes
    if (service := services.get(row.get("service"))) is None:
        raise bad("minutes", "", "how long the visit takes")
    return service.minutes


def _booked_at(row: Row, zone: ZoneInfo | None, tell: Tell) -> datetime | None:
    """A day alone is read as its first moment. A visit is worth more than the moment at which it was booked: it stays
    where that cannot be read."""
    try:
        if (day := _day_alone(row)) is not None:
            return datetime.combine(day, time(), tzinfo=zone or UTC).astimezone(UTC)
        return moment_of(row, "booked_at", zone)
    except (BadValueError, OverflowError) as exc:
        tell(f"{exc}; read as not known")
        return None


def _day_alone(row: Row) -> date | None:
    try:
        return day_of(row, "booked_at")
    except BadValueError:
        return None
