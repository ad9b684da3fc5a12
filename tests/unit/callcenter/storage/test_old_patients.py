"""A database from before calls by rules: its patients, services and visits stay, and can be called by the rules."""

from datetime import UTC, datetime

from sqlalchemy import text

from callcenter.clinic.store import patients_by_id
from callcenter.clinic.terms_store import service_terms
from callcenter.clinic.visit_store import visits_of_all
from callcenter.domain.clinic import Patient, Tier
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.migrate import migrate
from tests.unit.callcenter.storage.test_old_scores import migrate_to

_ROWS = (
    (
        "INSERT INTO patient (id, given_name, surname, gender, language, tier, search_key)"
        " VALUES ('p', 'Anna', 'Lis', 'unknown', 'pl', 'new', 'lis anna')"
    ),
    "INSERT INTO service (id, title, minutes, price, currency, place) VALUES ('s', 'S', 30, 100, 'PLN', 0)",
    "INSERT INTO doctor (id, name, speciality) VALUES ('d', 'D', '')",
    (
        "INSERT INTO call"
        " (id, exchange, provider_call, direction, caller_name, state, started_at, changed_at, offered_to, line, holds)"
        " VALUES ('c', 'test', 'c', 'inbound', '', 'ended', '2026-03-01 10:00:00', '2026-03-01 10:00:00', '', '', '[]')"
    ),
    (
        "INSERT INTO visit (id, patient, doctor, service, starts_at, minutes, status, booked_in_call)"
        " VALUES ('called', 'p', 'd', 's', '2026-03-02 10:00:00', 30, 'booked', 'c')"
    ),
    (
        "INSERT INTO visit (id, patient, doctor, service, starts_at, minutes, status)"
        " VALUES ('came', 'p', 'd', 's', '2026-03-03 10:00:00', 30, 'booked')"
    ),
)


def test_old_rows_are_read_with_what_nobody_has_said_of_them(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate_to(engine, "0013")
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TIME ZONE 'UTC'"))
        for row in _ROWS:
            connection.execute(text(row))
    migrate(engine)
    with engine.begin() as connection:
        anna = Patient(id=PatientId("p"), given_name="Anna", surname="Lis", language=Language.PL, tier=Tier.NEW)
        assert patients_by_id(connection) == {"p": anna}
        assert (service_terms(connection)["s"].recall_months, service_terms(connection)["s"].is_private) == (
            None,
            False,
        )
        booked = {one.id: one.booked_at for one in visits_of_all(connection)}
    assert booked == {"called": datetime(2026, 3, 1, 10, tzinfo=UTC), "came": None}
    engine.dispose()
