"""The pattern language of phrase packs, and text in the form that patterns are matched against."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordings.scoring.names import find_characters, find_name
from recordings.scoring.patterns import PatternError, compile_any, compile_pattern
from recordings.scoring.text import make_spoken


def _finds(pattern: str, text: str, language: str = "ru") -> bool:
    sets = {"day": ["(завтра|сегодня)", "<weekday>"], "weekday": ["понедельник*"]}
    spaced = language != "zh"
    return bool(re.search(compile_pattern(pattern, sets, spaced=spaced), make_spoken(text, language).text))


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("добрый день", "Добрый, день!", True),
        ("добрый день", "добрый вечер", False),
        ("день", "деньги", False),
        ("помо*", "чем вам помочь?", True),
        ("(здравствуйте|добрый день)", "Ну, добрый день.", True),
        ("на <day>", "на завтра", True),
        ("на <day>", "на понедельника", True),
        ("могу [вам] предложить", "могу предложить", True),
        ("могу [вам] предложить", "могу вам предложить", True),
        ("могу .. предложить", "могу вам на завтра предложить", True),
        ("могу .. предложить", "могу раз два три четыре предложить", False),
        ("могу ... предложить", "могу раз два три четыре предложить", True),
        ("^ алло $", "Алло!", True),
        ("^ алло $", "алло кто это", False),
        ("берет", "берёт", True),
    ],
)
def test_a_pattern_finds_what_it_says(pattern: str, text: str, found: bool) -> None:
    assert _finds(pattern, text) is found


def test_in_chinese_spaces_and_punctuation_mean_nothing() -> None:
    assert _finds("您好", "您 好，请讲", "zh")
    assert _finds("给您..约", "给您先预约", "zh")


@pytest.mark.parametrize("pattern", ["(a|b", "a)", "<nothing>", "", "a.b.", "[a", "сред(а|у)"])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern, {}, spaced=True)


def test_no_patterns_find_nothing() -> None:
    assert compile_any([], {}, spaced=True).search(" anything ") is None


def test_a_word_said_twice_counts_once() -> None:
    assert make_spoken("добрый добрый день", "ru").words == ("добрый", "день")


def test_a_quote_is_the_sentence_as_it_stands() -> None:
    spoken = make_spoken("Ой. Добрый день, «Мирта»! Слушаю.", "ru")
    start = spoken.text.index(" добрый")
    assert spoken.quote(start, start + 12) == "Добрый день, «Мирта»!"


def test_a_quote_from_text_without_sentences_stays_short() -> None:
    words = "слово " * 60 + "добрый день " + "слово " * 60
    spoken = make_spoken(words, "en")
    start = spoken.text.index(" добрый")
    assert spoken.quote(start, start + 12).startswith("добрый день")
    assert len(spoken.quote(start, start + 12)) <= 140


@given(source=st.text(max_size=60), language=st.sampled_from(["ru", "en", "zh"]))
def test_every_letter_knows_where_it_came_from(source: str, language: str) -> None:
    spoken = make_spoken(source, language)
    assert len(spoken.origins) == len(spoken.text)
    assert all(0 <= place <= max(0, len(spoken.source) - 1) for place in spoken.origins)
    assert spoken.quote(0, len(spoken.text)) in spoken.source


@pytest.mark.parametrize(
    ("said", "name", "found"),
    [
        ("это юлия из аквадентики", "аквадентика", True),
        ("спасибо что позвонили в аквадентику", "аквадентика", True),
        ("клиника акводентика", "аквадентика", True),
        ("стоматология здравствуйте", "аквадентика", False),
        ("вы позвонили в орбиту здоровья", "орбита здоровья", True),
        ("анна у телефона", "анна", True),
        ("она у телефона", "анна", False),
        ("я роман", "роман", True),
    ],
)
def test_a_name_is_known_inflected_and_misheard(said: str, name: str, found: bool) -> None:
    spoken = make_spoken(said, "ru")
    assert (find_name(spoken, name.split()) is not None) is found


def test_a_chinese_name_of_four_may_have_one_wrong_character() -> None:
    spoken = make_spoken("您好禾木口墙", "zh")
    assert find_characters(spoken, "禾木口腔") is not None
    assert find_characters(spoken, "童安儿科") is None
