"""The demo clinics: complete in five languages, with the people that the desk must cope with."""

from collections import Counter
from pathlib import Path

import phonenumbers
import pytest

from callcenter.clinic.demo.load import load_demo, read_demo
from callcenter.domain.clinic import Gender
from callcenter.domain.people import Role
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language

DEMO = Path(__file__).parents[5] / "callcenter" / "clinic" / "demo"
COUNTRIES = {Language.RU: "RU", Language.UK: "UA", Language.PL: "PL", Language.EN: "GB", Language.ZH: "CN"}


@pytest.mark.parametrize("language", list(Language))
def test_a_demo_clinic_has_its_people_and_its_country(language: Language) -> None:
    clinic = load_demo(language)
    assert (clinic.language, clinic.country) == (language, COUNTRIES[language])
    assert 3 <= len(clinic.doctors) <= 4
    assert 12 <= len(clinic.patients) <= 15
    roles = Counter(person.operator.role for person in clinic.operators)
    assert roles == {Role.ADMINISTRATOR: 2, Role.MANAGER: 1, Role.OWNER: 1}
    assert len({person.operator.extension for person in clinic.operators}) == 4


@pytest.mark.parametrize("language", list(Language))
def test_every_number_is_one_that_the_country_could_give(language: Language) -> None:
    clinic = load_demo(language)
    numbers = [clinic.phone, clinic.queue.number]
    numbers += [known.patient.phone for known in clinic.patients if known.patient.phone]
    numbers += [caller.number for caller in clinic.callers if caller.number]
    for number in numbers:
        parsed = phonenumbers.parse(number.e164)
        assert phonenumbers.is_valid_number(parsed), number.e164
        assert phonenumbers.region_code_for_number(parsed) == clinic.country, number.e164


@pytest.mark.parametrize("language", list(Language))
def test_callers_are_known_unknown_withheld_and_sharing_a_number(language: Language) -> None:
    clinic = load_demo(language)
    owners = Counter(known.patient.phone for known in clinic.patients)
    family = [number for number, count in owners.items() if count > 1]
    assert len(family) == 1
    by_id = {caller.id: caller for caller in clinic.callers}
    assert by_id["maria"].number in owners
    assert by_id["hidden"].number is None
    assert by_id["family"].number in family
    assert by_id["wrong"].number not in owners
    assert by_id["impatient"].patience is not None
    assert by_id["drops"].hangs_up_after == "price"
    assert {caller.voice for caller in clinic.callers} == {Gender.FEMALE, Gender.MALE}


@pytest.mark.parametrize("language", list(Language))
def test_no_doctor_of_the_demo_has_two_visits_at_once_or_out_of_hours(language: Language) -> None:
    clinic = load_demo(language)
    hours = {doctor.doctor.id: doctor for doctor in clinic.doctors}
    length = {service.id: service.length for service in clinic.services}
    taken: set[tuple[int, str, int]] = set()
    for known in clinic.patients:
        for visit in known.visits:
            doctor = hours[visit.doctor]
            end = visit.at.hour * 60 + visit.at.minute + length[visit.service].seconds // 60
            assert doctor.works_from <= visit.at, visit
            assert end <= doctor.works_until.hour * 60 + doctor.works_until.minute, visit
            assert visit.service in doctor.services, visit
            assert (visit.day, visit.doctor, visit.at.hour) not in taken, visit
            taken.add((visit.day, visit.doctor, visit.at.hour))


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("tier: lost", "tier: gone", "there is no value 'gone' here; use one of difficult, lost, new, regular, vip"),
        ("born: 1984-05-14", "born: 14 May", "'14 May' is no date; write it as 1984-05-14"),
        ('opens: "09:00"', "opens: nine", "'nine' is no time of day"),
        ("zone: Europe/London", "zone: Europe/Londn", "there is no time zone 'Europe/Londn'"),
        ('phone: "+441134960101"', 'phone: "hello"', "this is not a phone number"),
        ("patient: carter", "patient: nobody", "there is no patient 'nobody' here"),
        ("doctor: clarke, service: checkup, status: came", "doctor: house, service: checkup, status: came", "'house'"),
        ("      default: Sorry.\n", "", "add 'default'"),
    ],
)
def test_a_mistake_in_a_demo_file_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    source = (DEMO / "en.yaml").read_text(encoding="utf-8")
    assert right in source
    file = tmp_path / "en.yaml"
    file.write_text(source.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(ContentError) as told:
        read_demo(file)
    assert says in told.value.problem
    assert 1 < told.value.line <= len(source.splitlines())


def test_a_caller_repeats_the_last_reply_when_asked_once_more() -> None:
    family = next(caller for caller in load_demo(Language.EN).callers if caller.id == "family")
    heard = [family.reply("anything_else", nth) for nth in range(3)]
    assert heard[0].startswith("Yes")
    assert heard[1] == heard[2] == "No, nothing else, thank you."
    assert family.reply("somewhere else") == "Yes, all right."
