"""A script of four steps for tests, and the facts of one call."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from callcenter.domain.clinic import Gender, Patient, Slot
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from scripts_library.facts import ClinicWords, Facts, OperatorWords
from scripts_library.loader import parse_script
from scripts_library.model import Script

SMALL = """\
id: small
version: 1
language: en
title: Small
start: greet
fields:
  need: {label: Need}
  slot: {label: Time, kind: slot}
objections:
  - {id: price, label: Too expensive, goto: price}
steps:
  greet:
    title: Greeting
    say: Hello!
    answers:
      - {key: 1, id: pain, label: Pain, goto: offer, set: {need: pain}}
      - {key: 2, id: other, label: Other, goto: offer}
  offer:
    title: Offer
    say: "{{ hail }}shall we say {{ slots[0].on }}?"
    fallback: Which day suits you?
    capture: [slot]
    answers:
      - {key: 1, id: first_slot, label: First, goto: bye, set: {slot: "0", need: visit}}
      - {key: 2, id: greet_again, label: Again, goto: greet}
  price:
    title: Price
    say: The check is included.
    answers:
      - {key: 1, id: agreed, label: Agreed, goto: offer}
  bye:
    title: Goodbye
    say: Thank you, goodbye!
    exit: booked
"""

MARY = Patient(id=PatientId("mary"), given_name="Mary", surname="Carter", gender=Gender.FEMALE, language=Language.EN)
TUESDAY = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)


def small_script() -> Script:
    return parse_script(SMALL, "small.yaml")


def place(after: timedelta = timedelta(0)) -> Slot:
    return Slot(doctor="clarke", doctor_name="Emily Clarke", starts_at=TUESDAY + after, length=timedelta(hours=1))


def facts(language: Language = Language.EN) -> Facts:
    """A call from an unknown number, before anything is known."""
    return Facts(
        language=language,
        clinic=ClinicWords(
            name="Daisy Hill",
            address=Wording("5 Garden Street", "five Garden Street"),
            hours=Wording("from 9 to 20", "from nine to eight"),
        ),
        operator=OperatorWords(name="Alice", gender=Gender.FEMALE),
        zone=ZoneInfo("UTC"),
    )


def facts_about(patient: Patient, language: Language = Language.EN) -> Facts:
    """A call of a known patient, with two places free."""
    return replace(facts(language), patient=patient, slots=(place(), place(timedelta(hours=1))))
