"""Telephones, cards and policies are found as people say them; prices, times and houses are left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from recordings.private_words.find import find_private_words
from recordings.private_words.numbers import passes_luhn
from tests.unit.recordings.private_words.said import hidden, turns

_WORDS = ("семь", "двадцать", "сто", "три", "нуля", "плюс", "кхм", "номер", "карты", "полис", "мая", "года")
RU, UK, PL, EN, ZH = Language.RU, Language.UK, Language.PL, Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        (
            RU,
            "a: ваш номер / p: восемь девятьсот три нуля двенадцать тридцать четыре",
            "восемь девятьсот три нуля двенадцать тридцать четыре",
        ),
        (
            RU,
            "p: звоните плюс семь девятьсот пять нулей семьдесят семь",
            "плюс семь девятьсот пять нулей семьдесят семь",
        ),
        (
            UK,
            "a: телефон / p: нуль шістдесят сім двісті двадцять нуль нуль сорок",
            "нуль шістдесят сім двісті двадцять нуль нуль сорок",
        ),
        (
            PL,
            "p: komórka sześćset jeden zero zero zero siedemdziesiąt siedem",
            "sześćset jeden zero zero zero siedemdziesiąt siedem",
        ),
        (
            EN,
            "a: your number please / p: oh seven seven hundred nine hundred double five three",
            "oh seven seven hundred nine hundred double five three",
        ),
        (ZH, "a: 您的电话 / p: 幺三八四个零幺二三四", "幺三八四个零幺二三四"),
    ],
)
def test_a_telephone_is_found_in_each_language(language: Language, said: str, found: str) -> None:
    assert hidden(said, language) == [f"phone: {found}"]


def test_a_telephone_that_goes_over_turns_is_hidden_on_both_sides() -> None:
    said = "p: восемь девятьсот / a: восемь девятьсот / p: сто двадцать три / a: так / p: сорок пять шестьдесят семь"
    assert hidden(said) == [
        "phone: восемь девятьсот",
        "phone: восемь девятьсот",
        "phone: сто двадцать три",
        "phone: сорок пять шестьдесят семь",
    ]


def test_the_end_of_a_telephone_that_the_administrator_repeats_is_hidden_too() -> None:
    said = "p: девятьсот три сто одиннадцать ноль ноль двадцать два / a: в конце двадцать два верно"
    assert hidden(said)[-1] == "phone: двадцать два"


def test_a_telephone_is_found_where_the_recogniser_lost_or_misheard_a_word() -> None:
    assert hidden("a: ваш телефон / p: девятьсот двенадцать сорок бять шестьдесят семь") == [
        "phone: девятьсот двенадцать сорок бять шестьдесят семь"
    ]
    assert hidden("a: ваш телефон / p: девятьсот двенадцать кхм сорок пять шестьдесят") == [
        "phone: девятьсот двенадцать кхм сорок пять шестьдесят"
    ]


def test_a_card_said_by_fours_over_turns_is_one_card() -> None:
    said = (
        "p: карта сорок один одиннадцать / a: есть / p: одиннадцать одиннадцать / a: да / p: одиннадцать одиннадцать"
        " / a: дальше / p: одиннадцать одиннадцать"
    )
    assert [one.partition(":")[0] for one in hidden(said)] == ["card"] * 4
    assert all(span.is_sure for span in find_private_words(turns(said), RU))


def test_a_card_whose_last_digit_does_not_fit_is_hidden_and_marked_as_unsure() -> None:
    said = (
        "p: номер карты сорок один одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать одиннадцать двенадцать"
    )
    (span,) = find_private_words(turns(said), RU)
    assert (span.kind, span.is_sure) == ("card", False)


def test_luhn_knows_a_true_number_from_a_false_one() -> None:
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
    assert not passes_luhn("42")


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        (
            RU,
            "a: номер полиса / p: серия эр бэ двенадцать тридцать четыре пятьдесят",
            "серия эр бэ двенадцать тридцать четыре пятьдесят",
        ),
        (
            PL,
            "a: pesel poproszę / p: osiemdziesiąt cztery zero pięć czternaście dwadzieścia pięć",
            "osiemdziesiąt cztery zero pięć czternaście dwadzieścia pięć",
        ),
        (EN, "p: my policy is a b one two three four five", "a b one two three four five"),
        (ZH, "a: 医保卡号 / p: 三一零幺五六七八", "三一零幺五六七八"),
    ],
)
def test_a_policy_is_found_with_its_letters(language: Language, said: str, found: str) -> None:
    assert hidden(said, language) == [f"policy: {found}"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (RU, "a: суббота девять ноль ноль девять двадцать и десять сорок / p: девять двадцать"),
        (RU, "a: прием две тысячи пятьсот рублей а снимок четыре двести"),
        (RU, "a: завтра в тринадцать двадцать или в восемнадцать сорок"),
        (RU, "a: улица садовая дом сто двадцать пять корпус два офис триста сорок один"),
        (RU, "a: двадцать четвертого ноября две тысячи двадцать седьмого года в девять тридцать"),
        (UK, "a: так мазок окремо двісті п'ятдесят / p: добре а знімок сто вісімдесят"),
        (UK, "a: о дев'ятій тридцять десятій п'ятнадцять одинадцятій двадцять або дванадцятій сорок п'ять"),
        (PL, "a: mamy dziewiątą trzydzieści i piętnastą czterdzieści pięć w poniedziałek szesnastą zero zero"),
        (PL, "p: dwa tysiące pięćset złotych i trzysta złotych za zdjęcie"),
        (EN, "a: nine thirty ten fifteen eleven twenty or twelve forty five"),
        (EN, "a: that is two hundred and fifty pounds and one hundred twenty for the picture"),
        (ZH, "a: 九点半十点一刻十一点二十和十二点四十五"),
        (ZH, "p: 我三十二岁牙疼了三天一共一千二百块"),
    ],
)
def test_prices_times_and_houses_stay(language: Language, said: str) -> None:
    assert hidden(said, language) == []


@pytest.mark.parametrize(
    ("language", "said", "found"),
    [
        (RU, "a: ваш номер оканчивается на сорок один семнадцать верно", "сорок один семнадцать"),
        (EN, "a: the one ending in four one seven two is that right", "four one seven two"),
        (ZH, "a: 您尾号六六零八的手机", "六六零八"),
    ],
)
def test_the_last_digits_of_a_known_number_are_hidden(language: Language, said: str, found: str) -> None:
    assert hidden(said, language) == [f"phone: {found}"]


@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_spans_lie_within_their_turn_in_order_and_apart(words: list[str]) -> None:
    half = len(words) // 2
    said = turns(f"p: {' '.join(words[:half]) or 'да'} / a: {' '.join(words[half:]) or 'да'}")
    found = find_private_words(said, RU)
    for span in found:
        assert 0 <= span.first <= span.last < len(said[span.turn].words)
    for one, other in pairwise(found):
        assert (one.turn, one.last) < (other.turn, other.first)
