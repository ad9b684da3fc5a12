"""Treatment plans in the database."""

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, bindparam, insert, update

from callcenter.domain.care import PlanItem, PlanStatus
from callcenter.kit.ids import PatientId
from callcenter.storage.many import rows_where
from callcenter.storage.tables import plan_item as table


def add_plan_items(connection: Connection, items: Iterable[PlanItem]) -> None:
    """Store new planned steps."""
    if rows := [{"id": one.id, **_values(one)} for one in items]:
        connection.execute(insert(table), rows)


def save_plan_items(connection: Connection, items: Iterable[PlanItem]) -> None:
    """Store what has changed of planned steps that are there."""
    if rows := [{"which": one.id, **_values(one)} for one in items]:
        connection.execute(update(table).where(table.c.id == bindparam("which")), rows)


def plan_items(connection: Connection, patients: Iterable[PatientId] | None = None) -> tuple[PlanItem, ...]:
    """The planned steps of patients, done and declined ones too; of everybody where no patients are given."""
    return tuple(map(_item, rows_where(connection, table, table.c.patient, patients, (table.c.planned_on, table.c.id))))


def _values(one: PlanItem) -> dict[str, object]:
    return {
        "patient": one.patient,
        "service": one.service,
        "price": one.price,
        "planned_on": one.planned_on,
        "status": one.status.value,
    }


def _item(row: RowMapping) -> PlanItem:
    return PlanItem(
        id=row["id"],
        patient=PatientId(row["patient"]),
        service=row["service"],
        price=row["price"],
        planned_on=row["planned_on"],
        status=PlanStatus(row["status"]),
    )
