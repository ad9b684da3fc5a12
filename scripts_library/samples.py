"""Made-up facts to try texts with: a call in which everything is known, and calls in which little is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Gender, Patient, Slot, Tier
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import same
from scripts_library.facts import AboutVisit, ClinicWords, Facts, OperatorWords

_NAMES = {
    Language.RU: ("Анна Ивановна", "Петрова"),
    Language.UK: ("Олена Іванівна", "Ткаченко"),
    Language.PL: ("Anna", "Kowalska"),
    Language.EN: ("Anna", "Carter"),
    Language.ZH: ("芳", "王"),
}


def bare_facts(language: Language) -> Facts:
    """A call from an unknown number, with no place free and no price set."""
    return Facts(
        language=language,
        clinic=ClinicWords(name="-", address=same("-"), hours=same("-")),
        operator=OperatorWords(name="-"),
        zone=ZoneInfo("UTC"),
    )


def full_facts(language: Language, fields: Iterable[str] = ()) -> Facts:
    """A call in which everything is known, what `fields` ask for too."""
    given, surname = _NAMES[language]
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    places = tuple(
        Slot(doctor="-", doctor_name="-", starts_at=at + timedelta(hours=20 * place), length=timedelta(hours=1))
        for place in range(4)
    )
    return replace(
        bare_facts(language),
        operator=OperatorWords(name="-", gender=Gender.FEMALE),
        patient=Patient(id=PatientId("-"), given_name=given, surname=surname, gender=Gender.FEMALE, language=language),
        slots=places,
        slot=places[0],
        price=same("-"),
        visit=AboutVisit(place=places[0], service="-", kind="-"),
        treatment="-",
        said=MappingProxyType(dict.fromkeys(fields, "-")),
    )


def sparse_facts(language: Language, fields: Iterable[str] = ()) -> Iterator[Facts]:
    """Calls that lack something: everything, the surname, the given name, the gender, one of two places, the visit that
    the call is about; and calls about a child, and with somebody old."""
    full = full_facts(language, fields)
    assert full.patient is not None  # noqa: S101 - built so above
    yield bare_facts(language)
    yield replace(full, patient=replace(full.patient, surname=""))
    yield replace(full, patient=replace(full.patient, given_name=""))
    yield replace(full, patient=replace(full.patient, gender=Gender.UNKNOWN))
    yield replace(full, patient=replace(full.patient, gender=Gender.MALE))
    yield replace(full, slots=full.slots[:1], slot=None)
    yield replace(full, visit=None, treatment="", said=MappingProxyType({}))
    for born in (date(2021, 3, 1), date(1950, 3, 1)):
        yield replace(full, patient=replace(full.patient, birth_date=born), today=date(2026, 11, 22))
    for tier in Tier:
        yield replace(full, patient=replace(full.patient, tier=tier))
