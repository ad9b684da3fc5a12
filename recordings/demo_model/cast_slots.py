"""Names, prices, places, days and times of the demo clinic as values of slots. Pure."""

from datetime import date, time, timedelta

from callcenter.clinic.demo.cast import DemoClinic
from callcenter.domain.address import polite_address
from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for

Slots = dict[str, tuple[str, ...]]

_LEAP_YEAR = 2028


def cast_slots(clinic: DemoClinic) -> Slots:
    """Who and what the demo clinic's scripts speak of."""
    language = clinic.language
    patients = [known.patient for known in clinic.patients if known.patient.language is language]
    surnames = [patient.surname for patient in patients]
    full = tuple(patient.surname + patient.given_name for patient in patients) if language is Language.ZH else ()
    return {
        "nobody": ("",),
        "clinic_name": (clinic.name,),
        "clinic_address": (clinic.address.spoken,),
        "clinic_hours": (clinic.hours.spoken,),
        "clinic_kind": (clinic.kind,),
        "clinic_city": (clinic.city,),
        "operator_name": tuple(person.operator.name for person in clinic.operators),
        "patient_name": tuple(patient.given_name for patient in patients),
        "patient_surname": tuple(surnames),
        "patient_full": full,
        "patient_address": tuple(filter(None, (polite_address(patient, language) for patient in patients))),
        "doctor_name": tuple(doctor.doctor.name for doctor in clinic.doctors),
        "demo_service": tuple(service.title for service in clinic.services),
        "price": tuple(service.price_words.spoken for service in clinic.services),
        "surname": (*surnames, *(person.surname for person in clinic.operators)),
    }


def when_slots(language: Language) -> Slots:
    """Every day of a year and every fifth minute of a long working day, as the product says them.

    Whole and half hours are offered most, so they stand there several times.
    """
    say = words_for(language)
    days = [date(_LEAP_YEAR, 1, 1) + timedelta(days=n) for n in range(366)]
    times = [time(hour, minute) for hour in range(7, 22) for minute in range(0, 60, 5)]
    times += [time(hour, minute) for hour in range(8, 20) for minute in (0, 0, 0, 30, 30, 15, 45)]
    return {
        "day_on": tuple(say.day_on(day).spoken for day in days),
        "day_named": tuple(say.day_named(day).spoken for day in days),
        "time_at": tuple(say.time_at(at).spoken for at in times),
        "time_named": tuple(say.time_named(at).spoken for at in times),
        "slot_then_on": ("{time_at}", "{slot_on}"),
        "slot_then_named": ("{time_named}", "{slot_named}"),
        "slot_on": ("{day_on}" + say.joint + "{time_at}",) * 6,
        "slot_named": ("{day_named}" + say.joint + "{time_named}",) * 6,
    }
