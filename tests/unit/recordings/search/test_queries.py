"""What may be typed into the search box: words, phrases, beginnings, what must not be there, and anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from recordings.search.found import found_in
from recordings.search.match import fts5_match, ts_query, ts_vector
from recordings.search.query import parse_query

ALL = tuple(Language)
SAID = "Запишите меня на приём к врачу, зуб не болит"


def found(query: str, text: str = SAID, language: Language = Language.RU) -> list[str]:
    """The words of a text that a query finds."""
    return [text[start:end] for start, end in found_in(text, language, parse_query(query, ALL))]


def test_every_word_must_be_there() -> None:
    assert found("врач приём") == ["приём", "врачу"]
    assert found("врач жалоба") == []


@pytest.mark.parametrize("quotes", ['"{}"', "«{}»", "„{}”", "“{}”", '"{}'])
def test_a_phrase_is_found_word_for_word(quotes: str) -> None:
    assert found(quotes.format("приём к врачу")) == ["приём", "к", "врачу"]
    assert found(quotes.format("приём к врач")) == []
    assert found(quotes.format("врачу приём")) == []


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_a_word_behind_a_minus_must_not_be_there(minus: str) -> None:
    assert found(f"врач {minus}жалоба") == ["врачу"]
    assert found(f"врач {minus}зубы") == []
    assert found(f'врач {minus}"не болит"') == []


def test_a_minus_inside_a_word_is_a_hyphen() -> None:
    assert found("check-up", "a check-up", Language.EN) == ["check-up"]


def test_a_word_may_be_typed_by_half() -> None:
    assert found("запиш*") == ["Запишите"]
    assert found("пиши*") == []


@pytest.mark.parametrize("nothing", ["", " ", '"', "''", "*", "-", "!?…", "\x00", '""', "- -", "\u200b", "٪"])
def test_a_query_without_a_word_is_told_what_to_write(nothing: str) -> None:
    with pytest.raises(BadInputError, match="Write a word to look for"):
        parse_query(nothing, ALL)


def test_a_query_that_only_leaves_out_is_told_to_name_what_is_wanted() -> None:
    with pytest.raises(BadInputError, match="without a minus"):
        parse_query("-жалоба", ALL)


@pytest.mark.parametrize("long", ["приём " * 2000, "x" * 10_240, "诊" * 500])
def test_a_query_of_ten_kilobytes_is_refused(long: str) -> None:
    with pytest.raises(BadInputError, match="too long"):
        parse_query(long, ALL)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(BadInputError, match="too many"):
        parse_query("а б в г д е ж з и к л м н о п р с т", ALL)


@pytest.mark.parametrize(
    "operators", ['зуб" OR "x', "зуб NEAR/2 (x) AND {terms}: ^a", "'зуб' & !('x') <-> \\", "зуб:*A"]
)
def test_operators_of_the_databases_are_only_words(operators: str) -> None:
    query = parse_query(operators, ALL)
    assert "^" not in fts5_match(query)
    assert "{" not in fts5_match(query)
    assert "\\" not in ts_query(query)


@settings(deadline=None)  # the first word of a language reads its dictionary
@given(st.text(max_size=60))
def test_whatever_is_typed_is_understood_or_refused_in_words(text: str) -> None:
    try:
        query = parse_query(text, ALL)
    except BadInputError:
        return
    assert query.wanted
    assert "\x00" not in fts5_match(query) + ts_query(query)


@settings(deadline=None)  # the first word of a language reads its dictionary
@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30), st.sampled_from(list(Language)))
def test_a_word_is_found_by_itself_in_quotes(word: str, language: Language) -> None:
    try:
        query = parse_query(f'"{word}"', ALL)
    except BadInputError:
        assert found_in(word, language, parse_query("x", ALL)) == ()
        return
    assert found_in(word, language, query)


def test_a_turn_is_written_with_the_places_of_its_words() -> None:
    assert ts_vector("на приём =ruприем @patient") == "'на':1 'приём':2 '=ruприем':3 '@patient':4"
