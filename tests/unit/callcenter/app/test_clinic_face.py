"""The clinic as its voice names it, out of what a person has set."""

from callcenter.app.clinic_face import clinic_named, face_of
from callcenter.app.settings import load_settings
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from ivr.flow.facts import Clinic


def named(language: Language, **settings: str) -> Clinic:
    given = {f"CALLCENTER_{name}": value for name, value in settings.items()}
    return clinic_named(face_of(load_settings(given)), language)


OURS = {
    "CLINIC_NAME": "Rumianek",
    "CLINIC_LANGUAGE": "pl",
    "CLINIC_PHONE": "+48 22 200 00 00",
    "CLINIC_ADDRESS": "ul. Ogrodowa 5",
    "CLINIC_HOURS": "mon-fri 9:00-20:00",
}


def test_nobody_writes_down_how_the_clinics_data_are_said() -> None:
    clinic = named(Language.PL, **OURS)
    assert clinic.name == "Rumianek"
    assert clinic.phone.spoken == "plus czterdzieści osiem, dwadzieścia dwa, dwieście, zero zero, zero zero"
    assert clinic.address == Wording("ul. Ogrodowa 5", "ulica Ogrodowa pięć")
    assert clinic.hours.spoken == "od poniedziałku do piątku od dziewiątej do dwudziestej"
    assert clinic.emergency == Wording("112", "sto dwanaście")


def test_a_patient_of_another_language_hears_the_hours_in_it() -> None:
    assert named(Language.EN, **OURS).hours.screen == "Monday to Friday from 9:00 am to 8:00 pm"
    assert named(Language.EN, DEMO="yes").hours.screen == "every day from 9:00 am to 8:00 pm"


def test_the_demo_keeps_its_own_words_but_what_is_set_comes_first() -> None:
    demo = named(Language.RU, DEMO="yes")
    assert demo.hours.screen
    assert demo.phone.screen
    other = named(Language.RU, DEMO="yes", CLINIC_HOURS="daily 0:00-24:00")
    assert (other.hours.spoken, other.name) == ("каждый день круглосуточно", demo.name)


def test_the_emergency_number_is_the_countrys_or_the_one_that_is_set() -> None:
    assert named(Language.EN, CLINIC_LANGUAGE="en", CLINIC_COUNTRY="US").emergency.screen == "911"
    assert named(Language.EN, CLINIC_LANGUAGE="en", CLINIC_COUNTRY="DE").emergency.screen == "112"
    assert named(Language.RU, CLINIC_EMERGENCY="112").emergency.spoken == "сто двенадцать"


def test_a_clinic_that_told_nothing_has_nothing_to_be_said() -> None:
    clinic = named(Language.RU)
    assert (clinic.name, clinic.address.spoken, clinic.hours.spoken) == ("", "", "")
