"""How patients are called in the five languages."""

import pytest

from callcenter.domain.address import polite_address
from callcenter.domain.clinic import Gender, Patient, whole_name
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language


def patient(given: str, surname: str, gender: Gender) -> Patient:
    return Patient(id=PatientId("p"), given_name=given, surname=surname, gender=gender, language=Language.RU)


@pytest.mark.parametrize(
    ("language", "given", "surname", "gender", "called"),
    [
        (Language.RU, "Мария Ивановна", "Петрова", Gender.FEMALE, "Мария Ивановна"),
        (Language.UK, "Марія Іванівна", "Ткаченко", Gender.FEMALE, "Маріє Іванівно"),
        (Language.UK, "Микола Степанович", "Ковальчук", Gender.MALE, "Миколо Степановичу"),
        (Language.UK, "Андрій Олексійович", "Клименко", Gender.MALE, "Андрію Олексійовичу"),
        (Language.UK, "Олег", "Бойко", Gender.MALE, "Олеже"),
        (Language.UK, "Ілля", "Бойко", Gender.MALE, "Ілле"),
        (Language.UK, "Оля", "Бойко", Gender.FEMALE, "Олю"),
        (Language.PL, "Anna", "Kowalska", Gender.FEMALE, "pani Anno"),
        (Language.PL, "Maria", "Kowalska", Gender.FEMALE, "pani Mario"),
        (Language.PL, "Kasia", "Kowalska", Gender.FEMALE, "pani Kasiu"),
        (Language.PL, "Jan", "Lis", Gender.MALE, "panie Janie"),
        (Language.PL, "Piotr", "Lis", Gender.MALE, "panie Piotrze"),
        (Language.PL, "Paweł", "Lis", Gender.MALE, "panie Pawle"),
        (Language.PL, "Marek", "Lis", Gender.MALE, "panie Marku"),
        (Language.PL, "Tomasz", "Lis", Gender.MALE, "panie Tomaszu"),
        (Language.PL, "Robert", "Lis", Gender.MALE, "panie Robercie"),
        (Language.EN, "Mary", "Carter", Gender.FEMALE, "Ms Carter"),
        (Language.EN, "James", "Smith", Gender.MALE, "Mr Smith"),
        (Language.EN, "Alex", "Morgan", Gender.UNKNOWN, "Alex Morgan"),
        (Language.EN, "Alex", "", Gender.MALE, "Alex"),
        (Language.ZH, "芳", "王", Gender.FEMALE, "王女士"),
        (Language.ZH, "国栋", "刘", Gender.MALE, "刘先生"),
        (Language.ZH, "小果", "李", Gender.UNKNOWN, "李小果"),
    ],
)
def test_a_patient_is_called_as_the_language_asks(
    language: Language, given: str, surname: str, gender: Gender, called: str
) -> None:
    assert polite_address(patient(given, surname, gender), language) == called


@pytest.mark.parametrize("language", list(Language))
def test_a_patient_without_a_name_is_not_called_by_one(language: Language) -> None:
    assert polite_address(patient("", "", Gender.UNKNOWN), language) == ""


def test_pan_or_pani_is_not_guessed() -> None:
    assert polite_address(patient("Alex", "Lis", Gender.UNKNOWN), Language.PL) == ""


def test_a_name_in_another_alphabet_keeps_its_form() -> None:
    assert polite_address(patient("Agnieszka", "Nowicka", Gender.FEMALE), Language.UK) == "Agnieszka"
    assert polite_address(patient("Оксана", "Коваленко", Gender.FEMALE), Language.PL) == "pani Оксана"


@pytest.mark.parametrize(
    ("given", "surname", "written"),
    [
        ("Мария Ивановна", "Петрова", "Мария Ивановна Петрова"),
        ("芳", "王", "王芳"),
        ("", "王", "王"),
        ("Anna", "", "Anna"),
        ("", "", ""),
    ],
)
def test_a_whole_name_is_written_as_its_language_writes_it(given: str, surname: str, written: str) -> None:
    assert whole_name(given, surname) == written
