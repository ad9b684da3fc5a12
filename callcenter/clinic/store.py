"""Patients in the database."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, insert, or_, select

from callcenter.domain.clinic import Gender, Patient, Tier
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.words import N_
from callcenter.storage.tables import patient as table

_FEWEST_DIGITS = 3
"""Fewer digits than this would find half of the clinic."""


def add_patient(connection: Connection, patient: Patient) -> None:
    """Store a new patient."""
    connection.execute(
        insert(table).values(
            id=patient.id,
            given_name=patient.given_name,
            surname=patient.surname,
            gender=patient.gender.value,
            phone=None if patient.phone is None else patient.phone.e164,
            language=patient.language.value,
            birth_date=patient.birth_date,
            tier=patient.tier.value,
            note=patient.note,
            search_key=f"{patient.surname} {patient.given_name}".casefold(),
        )
    )


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
    )
