"""The demo clinic in the database."""

from datetime import date, timedelta

from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.places import free_places
from callcenter.clinic.seed import seed_clinic
from callcenter.clinic.service import read_schedule
from callcenter.clinic.store import get_patient
from callcenter.clinic.visit_store import visits_of
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from tests.support.clinic import NOW

TODAY = date(2026, 11, 24)


def test_demo_clinic_has_patients_with_visits_and_free_places(database: Database) -> None:
    demo = load_demo(Language.RU)
    with database.work() as work:
        seed_clinic(work.connection, demo, TODAY)
        seed_clinic(work.connection, demo, TODAY + timedelta(days=1))
    with database.read() as connection:
        one = next(patient for patient in demo.patients if patient.visits)
        assert get_patient(connection, one.patient.id) == one.patient
        assert len(visits_of(connection, one.patient.id)) == len(one.visits)
        schedule = read_schedule(connection, NOW, NOW + timedelta(days=3), NOW)
        assert schedule.doctors_for(demo.services[0].id)
        assert free_places(
            schedule, schedule.doctors, zone=demo.zone, earliest=NOW, days=3, length=demo.services[0].length
        )
