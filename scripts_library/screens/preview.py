"""A sentence as the desk would show it, for a patient or a made-up caller. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Patient, Slot, Tier
from callcenter.kit.languages import Language
from callcenter.kit.spoken.speaking import seconds_to_say
from callcenter.kit.spoken.wording import Wording
from scripts_library.facts import AboutVisit, ClinicWords, Facts, OperatorWords
from scripts_library.model import Step
from scripts_library.samples import full_facts
from scripts_library.texts import render

DOCTORS: Mapping[Language, str] = {
    Language.RU: "Орлова Елена Викторовна",
    Language.UK: "Коваль Олена Петрівна",
    Language.PL: "Anna Nowak",
    Language.EN: "Emily Clarke",
    Language.ZH: "李敏",
}


class Sample(StrEnum):
    """Who calls, where no patient is chosen."""

    UNKNOWN = "unknown"
    NEW = "new"
    REGULAR = "regular"
    SENIOR = "senior"
    CHILD = "child"
    VIP = "vip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """What a preview knows of the clinic and its day."""

    words: ClinicWords
    zone: ZoneInfo
    now: datetime
    operator: str
    price: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One sentence."""

    text: str
    seconds: float
    is_fallback: bool
    """A variable of it is empty for this caller, so the simpler text stands in."""
    is_last_resort: bool
    """The simpler text lacks something too, or there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A step's sentences for one caller."""

    first: Shown
    again: Shown | None
    """Where the call comes to the step once more; None where it says the same."""
    language: Language


def preview_of(step: Step, facts: Facts) -> Preview:
    """The sentences of a step."""
    again = shown_step(step, facts, again=True) if step.again else None
    return Preview(first=shown_step(step, facts), again=again, language=facts.language)


def facts_for(sample: Sample, language: Language, clinic: Clinic, patient: Patient | None = None) -> Facts:
    """The facts of a call of that caller, with places free from tomorrow on."""
    made_up = full_facts(language)
    today = clinic.now.astimezone(clinic.zone).date()
    places = tuple(
        _place(today, days, hour, language, clinic.zone) for days, hour in ((1, 10), (1, 15), (2, 12), (3, 18))
    )
    is_known = patient is not None or sample is not Sample.UNKNOWN
    return replace(
        made_up,
        clinic=clinic.words,
        operator=OperatorWords(name=clinic.operator),
        zone=clinic.zone,
        patient=patient or (_made_up(sample, made_up.patient, today) if is_known else None),
        slots=places,
        slot=places[0] if is_known else None,
        price=clinic.price,
        today=today,
        visit=AboutVisit(place=places[0], service="") if is_known and sample is not Sample.NEW else None,
        treatment="",
        said=MappingProxyType({}),
    )


def shown_step(step: Step, facts: Facts, *, again: bool = False) -> Shown:
    """The sentence of a step."""
    rendered = render(step, facts, again=again)
    return Shown(
        text=rendered.screen,
        seconds=seconds_to_say(rendered.spoken, facts.language),
        is_fallback=rendered.fallback,
        is_last_resort=rendered.fallback and not step.fallback,
    )


def _made_up(sample: Sample, patient: Patient | None, today: date) -> Patient | None:
    if patient is None:
        return None
    born = {Sample.SENIOR: today.year - 72, Sample.CHILD: today.year - 8}.get(sample, today.year - 35)
    tier = {Sample.NEW: Tier.NEW, Sample.VIP: Tier.VIP}.get(sample, Tier.REGULAR)
    return replace(patient, birth_date=date(born, 1, 1), tier=tier)


def _place(today: date, days: int, hour: int, language: Language, zone: ZoneInfo) -> Slot:
    at = datetime.combine(today + timedelta(days=days), time(hour, 30), zone)
    return Slot(doctor="-", doctor_name=DOCTORS[language], starts_at=at, length=timedelta(hours=1))
