"""What an operator types about a new patient."""

import pytest

from callcenter.clinic.new_patient import NewPatient, check_new_patient
from callcenter.domain.clinic import Gender
from callcenter.kit.phones import PhoneNumber

GOOD = {"given_name": " Кирилл  Олегович ", "surname": "Кузнецов", "phone": "8 (900) 000-12-34", "gender": "male"}


@pytest.mark.parametrize(
    "phone", ["8 (900) 000-12-34", "+7 900 000 12 34", "89000001234", "9000001234", "+79000001234"]
)
def test_a_phone_number_in_any_local_writing_is_understood(phone: str) -> None:
    checked = check_new_patient(GOOD | {"phone": phone}, "RU")
    assert checked == NewPatient(
        given_name="Кирилл Олегович", surname="Кузнецов", phone=PhoneNumber("+79000001234"), gender=Gender.MALE
    )


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("given_name", "  ", "Enter the patient's name."),
        ("surname", "", "Enter the patient's surname."),
        ("surname", "Куз9", "A name has no digits. Check this field."),
        ("given_name", "К" * 121, "This is longer than 120 characters. Shorten it."),
        ("given_name", "К\x07", "A name has no digits. Check this field."),
        ("phone", "", "Enter a phone number, so that the visit can be confirmed."),
        ("phone", "12", "This is not a complete phone number. Check the digits; any local writing will do."),
        ("phone", "нет", "This is not a complete phone number. Check the digits; any local writing will do."),
        ("gender", "robot", "Choose one of the list."),
    ],
)
def test_each_wrong_field_has_its_message_and_the_others_none(field: str, value: str, message: str) -> None:
    assert check_new_patient(GOOD | {field: value}, "RU") == {field: message}


def test_an_empty_form_names_every_field_that_is_needed() -> None:
    problems = check_new_patient({}, "RU")
    assert isinstance(problems, dict)
    assert set(problems) == {"given_name", "surname", "phone"}
