"""Dates of birth are found, and told from the days of visits."""

import pytest

from callcenter.kit.languages import Language
from tests.unit.recordings.private_words.said import hidden

RU, UK, PL, EN, ZH = Language.RU, Language.UK, Language.PL, Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        (RU, "a: дата рождения / p: пятое марта семьдесят первого", "пятое марта семьдесят первого"),
        (
            RU,
            "p: я родился четырнадцатого мая восемьдесят четвертого года",
            "четырнадцатого мая восемьдесят четвертого года",
        ),
        (
            RU,
            "p: пятнадцать ноль три восемьдесят второго года рождения",
            "пятнадцать ноль три восемьдесят второго года",
        ),
        (UK, "a: коли ви народилися / p: першого червня дев'яностого року", "першого червня дев'яностого року"),
        (
            PL,
            "a: data urodzenia / p: drugiego lipca osiemdziesiątego piątego",
            "drugiego lipca osiemdziesiątego piątego",
        ),
        (EN, "a: date of birth please / p: third of june eighty-eight", "third of june eighty-eight"),
        (EN, "p: i was born on may fourteenth nineteen eighty four", "may fourteenth nineteen eighty four"),
        (ZH, "a: 核对生日九七年五月二十号对不对", "九七年五月二十号"),
        (ZH, "a: 出生日期 / p: 一九八四年五月十四号", "一九八四年五月十四号"),
    ],
)
def test_a_date_of_birth_is_found_in_each_language(language: Language, said: str, found: str) -> None:
    assert hidden(said, language) == [f"birth_date: {found}"]


def test_the_administrator_who_repeats_it_is_hidden_too() -> None:
    said = "a: дата рождения / p: пятое марта семьдесят первого / a: пятое марта семьдесят первого записала"
    assert hidden(said) == ["birth_date: пятое марта семьдесят первого"] * 2


def test_the_day_of_a_visit_stays_also_after_a_date_of_birth() -> None:
    said = (
        "a: дата рождения / p: пятое марта семьдесят первого"
        " / a: записываю вас на двадцать четвертое ноября в пятнадцать тридцать"
    )
    assert hidden(said) == ["birth_date: пятое марта семьдесят первого"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (RU, "a: когда вам удобно / p: двадцать четвертого ноября"),
        (RU, "p: я была у вас третьего марта прошлого года"),
        (EN, "a: the doctor is free on the twenty fourth of november at nine thirty"),
        (PL, "p: byłam trzeciego marca w zeszłym roku"),
        (ZH, "a: 陈医生的号下周三十一月二十四号有"),
    ],
)
def test_the_day_of_a_visit_stays(language: Language, said: str) -> None:
    assert hidden(said, language) == []
