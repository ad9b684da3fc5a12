"""Prices, telephone numbers, doctors and addresses as a voice says them, whatever a clinic has written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.clinic.demo.load import load_demo
from callcenter.kit.languages import Language
from callcenter.kit.spoken.addresses.registry import address
from callcenter.kit.spoken.money import price
from callcenter.kit.spoken.names.doctors import doctor_words
from callcenter.kit.spoken.telephones import telephone
from callcenter.kit.spoken.wording import words
from ivr.flow.samples import made_up

each_language = pytest.mark.parametrize("language", list(Language))


@each_language
def test_the_demo_clinics_prices_and_address_are_said_as_they_were_written_by_hand(language: Language) -> None:
    clinic = load_demo(language)
    assert address(clinic.address.screen, language) == clinic.address
    for service in clinic.services:
        assert price(service.price, service.currency, language).spoken == service.price_words.spoken


@each_language
def test_the_numbers_and_addresses_of_the_flows_examples_are_said_as_they_were_written_by_hand(
    language: Language,
) -> None:
    clinic = made_up(language).clinic
    assert telephone(clinic.phone.screen, language) == clinic.phone.spoken
    assert telephone(clinic.emergency.screen, language) == clinic.emergency.spoken
    assert address(clinic.address.screen, language) == clinic.address


@pytest.mark.parametrize(
    ("language", "name", "gender", "to"),
    [
        (Language.RU, "Саша Мельник", "", "к врачу Саша Мельник"),
        (Language.RU, "Саша Мельник", "female", "к врачу Саше Мельник"),
        (Language.RU, "Саша Мельник", "male", "к врачу Саше Мельнику"),
        (Language.UK, "Іваненко", "male", "до лікаря Іваненка"),
        (Language.UK, "Іваненко", "female", "до лікарки Іваненко"),
        (Language.UK, "лікарка Гнатюк", "", "до лікарки Гнатюк"),
        (Language.PL, "Nowak", "male", "do doktora Nowaka"),
        (Language.PL, "Nowak", "female", "do doktor Nowak"),
        (Language.PL, "Nowak", "unknown", "do doktor Nowak"),
        (Language.RU, "John Smith", "male", "к врачу John Smith"),
    ],
)
def test_a_name_is_declined_only_where_the_gender_is_known_and_the_letters_are_ours(
    language: Language, name: str, gender: str, to: str
) -> None:
    assert doctor_words(name, language, gender).to == to


@each_language
def test_a_doctor_without_a_name_is_not_spoken_of(language: Language) -> None:
    doctor = doctor_words("  ", language)
    assert (doctor.named, doctor.to, doctor.at) == ("", "", "")


def test_a_name_in_the_order_of_an_index_is_turned_round_and_degrees_are_left_out() -> None:
    assert doctor_words("Ashby, Helen", Language.EN).named == "Doctor Helen Ashby"
    assert doctor_words("Helen Ashby, BDS, MSc", Language.EN).named == "Doctor Helen Ashby"


def test_an_unknown_currency_is_named_by_its_letters() -> None:
    assert price(5, "kzt", Language.RU).spoken == "пять K Z T"
    assert price(5, "kzt", Language.RU).screen == "5\u00a0KZT"


def test_a_number_that_is_an_office_gets_no_house_before_it() -> None:
    assert address("ТЦ «Радуга», офис 5", Language.RU).spoken == "торговый центр «Радуга», офис пять"
    assert (
        address("вул. Героїв УПА, 73 к. 2", Language.UK).spoken == "вулиця Героїв УПА, будинок сімдесят три, корпус два"
    )


def test_what_is_no_price_keeps_its_figures() -> None:
    assert price(-1, "EUR", Language.EN).spoken == "€-1"
    assert price(1_000_000, "RUB", Language.RU).spoken == "1\u00a0000\u00a0000\u00a0₽"


def test_a_text_without_figures_is_no_telephone_number() -> None:
    assert telephone("ext.", Language.EN) == ""


@each_language
@given(whole=st.integers(0, 999_999), cents=st.integers(0, 99), currency=st.sampled_from(("RUB", "UAH", "PLN", "GBP")))
def test_any_price_is_said_without_a_figure(language: Language, whole: int, cents: int, currency: str) -> None:
    assert not re.search(r"\d|  |^ | $", price(whole, currency, language, cents=cents).spoken)


_TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="+0123456789 -().,/№ абвулдкIVXWstéśm'號号室", max_size=40),
    st.lists(
        st.sampled_from(
            words("ул. д. 5а 3-й 99-й 8 Марта ul. 3 Maja II m. St. Rd 22nd 0th 007 5/7 2-4 号 室 д-р dr П.")
        ),
        max_size=8,
    ).map(" ".join),
)


@each_language
@given(text=_TEXTS)
def test_whatever_is_written_is_said_without_failing_and_without_a_figure(language: Language, text: str) -> None:
    doctor = doctor_words(text, language)
    for said in (telephone(text, language), address(text, language).spoken, doctor.named, doctor.to, doctor.at):
        assert not re.search(r"\d", said), said
        assert said == " ".join(said.split())


@each_language
@given(digits=st.text(alphabet="0123456789", min_size=1, max_size=15))
def test_every_digit_of_a_telephone_number_is_said(language: Language, digits: str) -> None:
    if language in (Language.EN, Language.ZH):
        said = telephone(digits, language)
        count = len(said.replace("，", "")) if language is Language.ZH else len(said.split())
        assert count == len(digits)
    else:
        groups = telephone(digits, language).split(", ")
        assert digits[-1] != "0" or groups[-1]
        assert telephone(digits, language) != telephone(digits + "1", language)


@pytest.mark.parametrize(
    ("language", "name", "to"),
    [
        (Language.RU, "Пётр Заяц", "Петру Зайцу"),
        (Language.RU, "Олег Бой", "Олегу Бою"),
        (Language.RU, "Антон Швец", "Антону Швецу"),
        (Language.UK, "Тарас Білий", "Тараса Білого"),
        (Language.UK, "Марко Вовчок", "Марка Вовчка"),
        (Language.UK, "Надія Вишня", "Надії Вишні"),
        (Language.PL, "Jan Bień", "Jana Bienia"),
        (Language.PL, "Edward Gierek", "Edwarda Gierka"),
        (Language.PL, "Zofia Niedziela", "Zofii Niedzieli"),
    ],
)
def test_surnames_that_lose_a_vowel_or_only_seem_to_are_said_as_their_bearers_say_them(
    language: Language, name: str, to: str
) -> None:
    assert doctor_words(name, language).to.endswith(f" {to}")


@each_language
def test_a_name_or_an_address_of_thousands_of_figures_does_not_fail_either(language: Language) -> None:
    figures = "7" * 5000
    assert not re.search(r"\d", doctor_words(figures, language).to + address(figures, language).spoken)
