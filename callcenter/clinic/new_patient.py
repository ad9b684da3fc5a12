"""Checking what an operator typed about a new patient. Pure; messages are marked for translation."""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.domain.clinic import Gender
from callcenter.kit.errors import BadInputError
from callcenter.kit.phones import PhoneNumber, parse_phone
from callcenter.kit.words import N_

_LONGEST = 120

Problems = Mapping[str, str]
"""Field name -> English message, marked for translation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatient:
    """What is known of somebody who is not in the clinic's list yet."""

    given_name: str
    surname: str
    phone: PhoneNumber
    gender: Gender = Gender.UNKNOWN


def check_new_patient(given: Mapping[str, str], country: str) -> NewPatient | Problems:
    """The new patient, or what is wrong beside each field: given_name, surname, phone, gender.

    A phone number may be written in any way that people of `country` write it.
    """
    problems: dict[str, str] = {}
    given_name, surname = _name(given.get("given_name", "")), _name(given.get("surname", ""))
    if not given_name:
        problems["given_name"] = N_("Enter the patient's name.")
    if not surname:
        problems["surname"] = N_("Enter the patient's surname.")
    for field, name in (("given_name", given_name), ("surname", surname)):
        if problem := _name_problem(name):
            problems[field] = problem
    phone: PhoneNumber | None = None
    try:
        phone = parse_phone(given.get("phone", ""), country)
    except BadInputError:
        problems["phone"] = (
            N_("This is not a complete phone number. Check the digits; any local writing will do.")
            if given.get("phone", "").strip()
            else N_("Enter a phone number, so that the visit can be confirmed.")
        )
    gender = given.get("gender", "") or Gender.UNKNOWN.value
    if gender not in {one.value for one in Gender}:
        problems["gender"] = N_("Choose one of the list.")
    if problems or phone is None:
        return problems
    return NewPatient(given_name=given_name, surname=surname, phone=phone, gender=Gender(gender))


def _name(text: str) -> str:
    return " ".join(text.split())


def _name_problem(name: str) -> str:
    if len(name) > _LONGEST:
        return N_("This is longer than 120 characters. Shorten it.")
    if any(character.isdigit() or not character.isprintable() for character in name):
        return N_("A name has no digits. Check this field.")
    return ""
