"""The demo clinics have what the rules of calls need, whatever day they are started on."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest

from callcenter.clinic.book_store import book_of
from callcenter.clinic.demo.load import load_demo
from callcenter.clinic.demo.load_care import load_care, read_care
from callcenter.clinic.seed import seed_clinic
from callcenter.clinic.seed_care import demo_terms, seed_care
from callcenter.clinic.terms_store import terms_in
from callcenter.domain.outreach import Purpose
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from outbound.rules.decision import Verdict
from outbound.rules.judging import judge
from outbound.rules.reasons import Reason
from tests.support.clinic_files import SMALL

_A_WEEK = [date(2026, 3, 27) + timedelta(days=day) for day in range(7)]
"""With the night of the clock change in Europe."""


@pytest.mark.parametrize("today", _A_WEEK, ids=str)
def test_every_kind_of_call_has_candidates_on_any_day(database: Database, today: date) -> None:
    demo = load_demo(Language.PL)
    care = load_care(demo)
    with database.work() as work:
        seed_clinic(work.connection, demo, today)
        seed_care(work.connection, demo, care, today)
    for hour in (9, 17):
        now = datetime.combine(today, time(hour), tzinfo=demo.zone)
        with database.read() as connection:
            book = book_of(connection, demo_terms(demo, care), now)
        found = defaultdict(list)
        for decision in judge(book, now, tuple(Purpose)):
            if decision.reason is not Reason.NOT_DUE:
                found[decision.kind].append(decision.verdict)
        for kind in Purpose:
            assert len(found[kind]) >= 3, (kind, hour)
            assert Verdict.CALL in found[kind], (kind, hour)


@pytest.mark.parametrize("language", list(Language))
def test_no_doctor_of_the_demo_has_two_visits_at_once_or_out_of_hours(language: Language) -> None:
    demo = load_demo(language)
    doctors = {one.doctor.id: one for one in demo.doctors}
    lengths = {service.id: service.length for service in demo.services}
    taken = sorted(
        (visit.doctor, visit.day, datetime.combine(date.min, visit.at), lengths[visit.service], visit.service)
        for visit in (
            *(visit for patient in demo.patients for visit in patient.visits),
            *(visit for _, visit in load_care(demo).visits),
        )
        if visit.status != "cancelled"
    )
    for before, after in pairwise(taken):
        assert before[:2] != after[:2] or before[2] + before[3] <= after[2], (before, after)
    for doctor, _, at, length, service in taken:
        assert service in doctors[doctor].services
        assert doctors[doctor].works_from <= at.time() <= (at + length).time() <= doctors[doctor].works_until


def test_a_clinic_that_has_terms_is_left_as_it_is(database: Database) -> None:
    demo = load_demo(Language.EN)
    care = load_care(demo)
    with database.work() as work:
        seed_clinic(work.connection, demo, _A_WEEK[0])
        seed_care(work.connection, demo, care, _A_WEEK[0])
        seed_care(work.connection, demo, care, _A_WEEK[1])
    with database.read() as connection:
        assert terms_in(connection, demo_terms(demo, care)) == demo_terms(demo, care)


def test_a_mistake_in_the_file_is_told_with_its_line() -> None:
    with pytest.raises(ContentError, match=r"clinic\.yaml:1: .*unknown field 'name'"):
        read_care(SMALL / "clinic.yaml", load_demo(Language.PL))
