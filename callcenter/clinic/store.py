"""Patients in the database."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, bindparam, insert, or_, select, update

from callcenter.domain.clinic import Gender, Patient, Tier
from callcenter.domain.outreach import Consent
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.words import N_
from callcenter.storage.many import in_parts, joined, parted, rows_where
from callcenter.storage.tables import patient as table

_FEWEST_DIGITS = 3
"""Fewer digits than this would find half of the clinic."""


def add_patient(connection: Connection, patient: Patient) -> None:
    """Store a new patient."""
    add_patients(connection, (patient,))


def add_patients(connection: Connection, patients: Iterable[Patient]) -> None:
    """Store new patients at once."""
    if rows := [{"id": one.id, **_values(one)} for one in patients]:
        connection.execute(insert(table), rows)


def save_patients(connection: Connection, patients: Iterable[Patient]) -> None:
    """Store what has changed of patients that are there."""
    if rows := [{"which": one.id, **_values(one)} for one in patients]:
        connection.execute(update(table).where(table.c.id == bindparam("which")), rows)


def patients_by_id(connection: Connection, ids: Iterable[PatientId] | None = None) -> dict[PatientId, Patient]:
    """Patients by their ids, in the order of ids; all of them where no ids are given."""
    rows = rows_where(connection, table, table.c.id, ids, (table.c.id,))
    return {patient.id: patient for patient in map(_patient, rows)}


def close_to(connection: Connection, patients: Iterable[PatientId]) -> set[PatientId]:
    """These patients and whoever calls to them depend on: their families, who shares a number with one of them, their
    guardians and the children they speak for, and those of each of these."""
    found: set[PatientId] = set()
    new = set(patients)
    while new:
        found |= new
        ties = [
            (row.family, row.phone, row.guardian)
            for part in in_parts(new)
            for row in connection.execute(
                select(table.c.family, table.c.phone, table.c.guardian).where(table.c.id.in_(part))
            )
        ]
        near: set[PatientId] = {PatientId(guardian) for _, _, guardian in ties if guardian}
        for column, values in (
            (table.c.family, {family for family, _, _ in ties if family}),
            (table.c.phone, {phone for _, phone, _ in ties if phone}),
            (table.c.guardian, set(new)),
        ):
            for part in in_parts(values):
                near |= set(connection.execute(select(table.c.id).where(column.in_(part))).scalars())
        new = near - found
    return found


def get_patient(connection: Connection, patient: PatientId) -> Patient:
    """The patient of that id; raises NotFoundError."""
    row = connection.execute(select(table).where(table.c.id == patient)).mappings().one_or_none()
    if row is None:
        raise NotFoundError(N_("This patient is not in the list any more. Search again."))
    return _patient(row)


def patients_with_number(connection: Connection, number: PhoneNumber | None) -> tuple[Patient, ...]:
    """Everybody who has this number, in the order of their names; nobody for a withheld number."""
    if number is None:
        return ()
    query = select(table).where(table.c.phone == number.e164).order_by(table.c.surname, table.c.given_name, table.c.id)
    return _all(connection.execute(query).mappings().all())


def search_patients(connection: Connection, text: str, limit: int = 8) -> tuple[Patient, ...]:
    """Patients whose name holds every word of `text`, or whose number holds its digits; in the order of names."""
    digits = "".join(character for character in text if character.isdigit())
    matches: list[ColumnElement[bool]] = []
    if len(digits) >= _FEWEST_DIGITS:
        # A local number may begin with a trunk digit (8 or 0) that E.164 leaves out.
        matches += [table.c.phone.contains(part) for part in {digits, digits[1:]} if len(part) >= _FEWEST_DIGITS]
    elif words := text.casefold().split():
        matches.append(and_(*(table.c.search_key.contains(word, autoescape=True) for word in words)))
    if not matches:
        return ()
    query = select(table).where(or_(*matches)).order_by(table.c.surname, table.c.given_name, table.c.id).limit(limit)
    return _all(connection.execute(query).mappings().all())


def _all(rows: Sequence[RowMapping]) -> tuple[Patient, ...]:
    return tuple(_patient(row) for row in rows)


def _values(patient: Patient) -> dict[str, object]:
    return {
        "given_name": patient.given_name,
        "surname": patient.surname,
        "gender": patient.gender.value,
        "phone": None if patient.phone is None else patient.phone.e164,
        "language": patient.language.value,
        "birth_date": patient.birth_date,
        "tier": patient.tier.value,
        "note": patient.note,
        "search_key": f"{patient.surname} {patient.given_name}".casefold(),
        "family": patient.family,
        "guardian": patient.guardian,
        "zone": patient.zone,
        "balance_due": patient.balance_due,
        "consent": None if patient.consent is None else joined(patient.consent),
        "refuses": joined(patient.refuses),
        "complaint_open": patient.complaint_open,
        "died": patient.died,
    }


def _patient(row: RowMapping) -> Patient:
    return Patient(
        id=PatientId(row["id"]),
        given_name=row["given_name"],
        surname=row["surname"],
        gender=Gender(row["gender"]),
        phone=None if row["phone"] is None else PhoneNumber(row["phone"]),
        language=Language(row["language"]),
        birth_date=row["birth_date"],
        tier=Tier(row["tier"]),
        note=row["note"],
        family=row["family"],
        guardian=None if row["guardian"] is None else PatientId(row["guardian"]),
        zone=row["zone"],
        balance_due=row["balance_due"],
        consent=None if row["consent"] is None else frozenset(map(Consent, parted(row["consent"]))),
        refuses=frozenset(parted(row["refuses"])),
        complaint_open=row["complaint_open"],
        died=row["died"],
    )
