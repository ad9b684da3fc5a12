"""A word is found in any of its forms, however it is written."""

import pytest

from callcenter.kit.languages import Language
from recordings.search.found import found_in
from recordings.search.query import parse_query
from tests.unit.recordings.search.word_forms import FORMS

ALL = tuple(Language)


def finds(query: str, text: str, language: Language) -> bool:
    """Whether a query finds a text of a language."""
    return bool(found_in(text, language, parse_query(query, ALL)))


@pytest.mark.parametrize("language", ["ru", "uk", "pl", "en"])
def test_each_form_of_a_word_finds_every_other(language: str) -> None:
    missed = [
        f"{asked} does not find {said}"
        for line in FORMS[language].strip().splitlines()
        for asked in line.split()
        for said in line.split()
        if not finds(asked, said, Language(language))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        # what PostgreSQL's own Russian configuration misses, as a trial of these words on it has shown
        ("ru", "приёма врача", "запишите меня на приём к врачу"),
        ("ru", "прием", "до приёма"),
        ("ru", "мирта", "клиникой миртой"),
        ("ru", "люди", "человек не пришёл"),
        ("ru", "кое-что", "я хотел спросить кое что ещё"),
        # it has no configuration for Ukrainian, Polish and Chinese at all
        ("uk", "п'ятниця", "у п’ятницю"),
        ("uk", "мʼята", "зубна паста з м'ятою"),
        ("uk", "коронка", "дві коронки"),
        ("pl", "wizyta", "proszę odwołać wizytę"),
        ("pl", "zab", "boli mnie ząb"),
        ("pl", "ZĘBY", "dwa zęby"),
        ("en", "tooth", "my teeth hurt"),
        ("en", "checkup", "a check-up, please"),
        ("en", "check-up", "a checkup, please"),
        ("en", "dont", "I don't know"),
        ("en", "doctor", "the doctor's hours"),
        ("zh", "诊所", "您好，这里是米尔塔诊所"),
        ("zh", "预约牙医", "牙医的预约可以改吗"),
        ("zh", "牙", "我的牙很疼"),
    ],
)
def test_what_was_said_otherwise_is_found(language: str, asked: str, said: str) -> None:
    assert finds(asked, said, Language(language))


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        ("ru", "15:30", "запишу вас на пятнадцать тридцать на приём"),
        ("ru", "15", "приходите к пятнадцать тридцать"),
        ("ru", "2500", "консультация стоит две тысячи пятьсот рублей"),
        ("ru", "2 500", "консультация стоит две тысячи пятьсот рублей"),
        ("ru", "24 ноября", "двадцать четвёртого ноября"),
        ("uk", "2500", "консультація коштує дві тисячі п'ятсот гривень"),
        ("pl", "200", "wizyta kosztuje dwieście złotych"),
        ("en", "2:30", "tomorrow at half past two"),
        ("zh", "3:30", "今天下午三点半有空"),
        ("zh", "24", "十一月二十四号"),
        ("ru", "пятнадцать", "на пятнадцать тридцать"),
    ],
)
def test_a_number_is_found_by_its_digits_and_as_it_is_spoken(language: str, asked: str, said: str) -> None:
    assert finds(asked, said, Language(language))


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        ("ru", "боль", "большое спасибо"),
        ("ru", "часть", "часто"),
        ("ru", "зуб", "народная мудрость"),
        ("uk", "дім", "діти"),
        ("pl", "cena", "centrum"),
        ("en", "even", "good evening"),
        ("en", "bee", "I am to be called"),
        ("zh", "预约", "约好了预先"),
    ],
)
def test_another_word_is_not_found(language: str, asked: str, said: str) -> None:
    assert not finds(asked, said, Language(language))


def test_a_polish_name_is_found_without_the_accents() -> None:
    assert finds("Orłowa", "pani Orlowa", Language.PL)


def test_the_words_that_were_found_are_told_in_their_order() -> None:
    text = "Запишите меня, пожалуйста, на приём к врачу: зубы болят!"
    query = parse_query("зуб врач", ALL)
    assert [text[start:end] for start, end in found_in(text, Language.RU, query)] == ["врачу", "зубы"]
