"""What people say in numbers, against small tables that a native reader has checked, and all that we say ourselves."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.spoken.reading.found import CalendarDay, Kind, Money, Reading
from callcenter.kit.spoken.reading.registry import readings
from callcenter.kit.spoken.registry import number_in_words, words_for

GOLDEN = Path(__file__).parents[6] / "tests" / "golden" / "reading"
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def _words(said: str, language: Language) -> list[str]:
    """As a recogniser gives them."""
    plain = said.lower().replace(",", "")
    return list(plain) if language is Language.ZH else plain.split()


def _shown(words: Sequence[str], found: Sequence[Reading], language: Language) -> str:
    beginning = {one.first: one for one in found}
    shown, place = [], 0
    while place < len(words):
        one = beginning.get(place)
        shown.append(f"[{one.kind.value} {one.text}]".replace("\N{NO-BREAK SPACE}", "~") if one else words[place])
        place = one.last + 1 if one else place + 1
    return ("" if language is Language.ZH else " ").join(shown)


def _rows() -> list[tuple[Language, str, str]]:
    return [
        (language, *row.split(" | "))  # type: ignore[misc] # two columns
        for language in Language
        for row in (GOLDEN / f"{language.value}.txt").read_text(encoding="utf-8").splitlines()
        if not row.startswith("#")
    ]


@pytest.mark.parametrize(("language", "said", "shown"), _rows())
def test_what_people_say_is_read_as_a_native_reader_would_write_it(language: Language, said: str, shown: str) -> None:
    words = _words(said, language)
    assert _shown(words, readings(words, language), language) == shown


@LANGUAGES
def test_the_tables_hold_many_ways_of_speaking_and_words_that_only_look_like_numbers(language: Language) -> None:
    rows = [row for row in _rows() if row[0] is language]
    assert len(rows) >= 60
    assert sum(said == shown for _, said, shown in rows) >= 15
    assert {kind for kind in Kind if any(f"[{kind.value} " in row[2] for row in rows)} == set(Kind)


def _only(said: str, language: Language, kind: Kind, expecting: Kind | None = None) -> object:
    words = _words(said, language)
    found = [one for one in readings(words, language, expecting=expecting) if one.kind is kind]
    assert len(found) == 1, (said, found)
    return found[0].value


@LANGUAGES
@given(value=st.integers(0, 999_999))
def test_every_number_that_we_can_say_is_read_back(language: Language, value: int) -> None:
    assert _only(number_in_words(value, language), language, Kind.NUMBER, Kind.NUMBER) == value


@LANGUAGES
def test_every_number_up_to_two_thousand_and_every_round_one_is_read_back(language: Language) -> None:
    for value in (*range(2000), *range(2000, 1_000_000, 1990), *range(1000, 1_000_000, 1000)):
        assert _only(number_in_words(value, language), language, Kind.NUMBER, Kind.NUMBER) == value


@LANGUAGES
def test_every_minute_of_the_day_is_read_back(language: Language) -> None:
    day = date(2026, 11, 24)
    for minute in range(24 * 60):
        at = time(minute // 60, minute % 60)
        words = words_for(language)
        said = words.on(day, at).spoken if minute % 2 else words.named(day, at).spoken
        assert _only(said, language, Kind.TIME, Kind.TIME) == at, said
        assert _only(words.time_at(at).spoken, language, Kind.TIME, Kind.TIME) == at, words.time_at(at).spoken


@pytest.mark.parametrize("language", [Language.RU, Language.UK, Language.PL])
def test_where_figures_are_of_24_hours_an_early_hour_without_a_part_of_the_day_stays_spoken(language: Language) -> None:
    words = words_for(language)
    for hour in range(2, 7):  # half past one is told with its part of the day in Russian
        said = _words(words.on(date(2026, 11, 24), time(hour, 30)).spoken, language)
        assert [one.kind for one in readings(said, language)] == [Kind.DATE], said
    said = _words(words.on(date(2026, 11, 24), time(9, 30)).spoken, language)
    assert [one.value for one in readings(said, language)] == [CalendarDay(11, 24), time(9, 30)]


@LANGUAGES
def test_every_day_of_a_year_is_read_back(language: Language) -> None:
    for place in range(366):
        day = date(2028, 1, 1) + timedelta(days=place)
        words = words_for(language)
        for said in (words.day_on(day).spoken, words.day_named(day).spoken, words.on(day, time(15, 30)).spoken):
            assert _only(said, language, Kind.DATE) == CalendarDay(day.month, day.day)


@LANGUAGES
@given(
    day=st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)),
    minute=st.integers(7 * 60, 24 * 60 - 1),
)
def test_day_and_time_together_are_two_readings_in_their_order(language: Language, day: date, minute: int) -> None:
    words = _words(words_for(language).on(day, time(minute // 60, minute % 60)).spoken, language)
    assert [one.kind for one in readings(words, language)] == [Kind.DATE, Kind.TIME]


_TALK = {
    language: sorted({word for row in _rows() if row[0] is language for word in _words(row[1], language)})
    for language in Language
}


@LANGUAGES
@given(data=st.data())
def test_any_words_give_spans_in_order_without_overlaps_and_never_an_empty_text(
    language: Language, data: st.DataObject
) -> None:
    words = data.draw(st.lists(st.sampled_from(_TALK[language]), max_size=25))
    found = readings(words, language)
    edges = [place for one in found for place in (one.first, one.last)]
    assert edges == sorted(edges)
    assert all(0 <= one.first <= one.last < len(words) and one.text.strip() for one in found)
    assert len({one.first for one in found}) == len(found)


@given(words=st.lists(st.text(max_size=12), max_size=12), language=st.sampled_from(list(Language)))
def test_odd_words_do_no_harm(words: list[str], language: Language) -> None:
    readings(words, language)


def test_signs_of_a_written_text_stay_around_what_is_read() -> None:
    said = ["Сегодня,", "в", "шестнадцать", "тридцать,", "или", "завтра", "в", "девять", "утра?"]
    assert [one.text for one in readings(said, Language.RU)] == ["16:30,", "9:00?"]


def test_a_sentence_that_ends_between_two_numbers_keeps_them_apart() -> None:
    said = ["Мне", "шестьдесят.", "Один", "вопрос."]
    assert [one.text for one in readings(said, Language.RU)] == ["60."]


def test_words_with_hyphens_and_typographic_apostrophes_are_known() -> None:
    assert [one.text for one in readings(["Ninety-five", "dollars"], Language.EN)] == ["$95"]
    assert [one.text for one in readings(["дев’яносто", "гривень"], Language.UK)] == ["90\N{NO-BREAK SPACE}₴"]


def test_chinese_words_of_several_characters_keep_what_is_not_read() -> None:
    found = readings(["今天", "下午三点半吧", "好"], Language.ZH)
    assert [(one.first, one.last, one.text) for one in found] == [(1, 1, "下午3:30吧")]


def test_what_a_question_asks_for_is_read_where_it_would_stay_spoken_otherwise() -> None:
    assert readings(["nine"], Language.EN) == ()
    assert _only("nine", Language.EN, Kind.NUMBER, Kind.NUMBER) == 9
    assert readings(["девять", "двадцать"], Language.RU) == ()
    assert _only("девять двадцать", Language.RU, Kind.TIME, Kind.TIME) == time(9, 20)
    assert _only("сорок один семнадцать", Language.RU, Kind.DIGITS, Kind.DIGITS) == "4117"


def test_telephone_numbers_are_given_in_e164_for_the_clinics_country() -> None:
    said = ["восемь", "девятьсот", "три", "нуля", "двенадцать", "тридцать", "четыре"]
    assert readings(said, Language.RU)[0].value == PhoneNumber("+79000001234")
    kazakh = ["восемь", "семьсот", "один", "сто", "одиннадцать", "двадцать", "два", "тридцать", "три"]
    assert readings(kazakh, Language.RU, countries=("KZ",))[0].value == PhoneNumber("+77011112233")


def test_money_says_its_currency() -> None:
    assert readings(["две", "тысячи", "пятьсот", "рублей"], Language.RU)[0].value == Money(2500, "RUB")
