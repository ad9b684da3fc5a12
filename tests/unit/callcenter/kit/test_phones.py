"""A number in any local writing becomes E.164, and what is no number is said to be none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.errors import BadInputError
from callcenter.kit.phones import PhoneNumber, caller_number, number_in_use, parse_phone, said_phone


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("+7 495 123 45 67", "PL", "+74951234567"),
        ("9161234567", "RU", "+79161234567"),
        ("067 123 45 67", "UA", "+380671234567"),
        ("0048 22 123 45 67", "PL", "+48221234567"),
        ("22 123 45 67", "PL", "+48221234567"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("138 0013 8000", "CN", "+8613800138000"),
        ("tel:+44-20-7946-0018", "GB", "+442079460018"),
    ],
)
def test_a_number_in_local_writing_is_understood(text: str, country: str, e164: str) -> None:
    assert parse_phone(text, country).e164 == e164


@pytest.mark.parametrize("text", ["", "hello", "12", "+7", "+7 495 123 45 67 89 01 23"])
def test_what_is_no_number_is_refused_with_advice(text: str) -> None:
    with pytest.raises(BadInputError, match="number"):
        parse_phone(text, "RU")


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("500 100 101", "pl", "+48500100101"),
        ("07700 900123", "GB", "+447700900123"),
        ("+7 900 000 01 01", "", "+79000000101"),
    ],
)
def test_a_number_that_somebody_can_have_is_read(text: str, country: str, e164: str) -> None:
    assert number_in_use(text, country).e164 == e164


@pytest.mark.parametrize("text", ["", "100 100 100", "+7 100 000 00 00", "+44 1 23", "500 100"])
def test_a_number_that_nobody_can_have_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="phone number"):
        number_in_use(text, "PL")


@pytest.mark.parametrize("text", [None, "", "anonymous", "Anonymous", "Restricted", "<unknown>", "101", "asterisk"])
def test_a_withheld_number_and_an_extension_are_no_patients_number(text: str | None) -> None:
    assert caller_number(text, "RU") is None


@given(st.text(max_size=60))
def test_no_caller_id_however_odd_breaks_the_call(text: str) -> None:
    number = caller_number(text, "RU")
    assert number is None or number.e164.startswith("+")


def test_a_number_is_read_in_groups() -> None:
    number = PhoneNumber("+74951234567")
    assert number.readable == "+7 495 123-45-67"


@pytest.mark.parametrize(
    ("digits", "country", "has_plus", "e164", "text"),
    [
        ("89001234567", "RU", False, "+79001234567", "8 (900) 123-45-67"),
        ("9001234567", "RU", False, "+79001234567", "900 123-45-67"),
        ("79001234567", "RU", True, "+79001234567", "+7 900 123-45-67"),
        ("0671234567", "UA", False, "+380671234567", "067 123 4567"),
        ("600000077", "PL", False, "+48600000077", "600 000 077"),
        ("07700900123", "GB", False, "+447700900123", "07700 900123"),
        ("13800001234", "CN", False, "+8613800001234", "138 0000 1234"),
    ],
)
def test_digits_that_were_said_are_a_number_written_with_just_these_digits(
    digits: str, country: str, e164: str, text: str, *, has_plus: bool
) -> None:
    assert said_phone(digits, [country], has_plus=has_plus) == (PhoneNumber(e164), text)


@pytest.mark.parametrize(("digits", "country"), [("2205", "RU"), ("066200009", "UA"), ("85012345678", "PL")])
def test_digits_that_are_no_telephone_number_are_none(digits: str, country: str) -> None:
    assert said_phone(digits, [country]) is None
