"""A mistake in a content file is reported with its file and line."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.content import ContentError, each_read_once, parse_content, read_content

SCRIPT = """\
id: new_patient
version: 3
steps:
  - id: greet
    say: "Добрый день"
    optional: false
  - id: need
    say: yes
"""


def test_values_keep_their_kind_and_their_line() -> None:
    fields = parse_content(SCRIPT, "x.yaml").fields()
    greet, need = (step.fields() for step in fields["steps"].items())
    assert fields["version"].integer() == 3
    assert greet["say"].text() == "Добрый день"
    assert greet["optional"].flag() is False
    assert need["say"].text() == "yes"  # YAML 1.2: a word, not a truth value
    assert need["say"].line == 8


def test_a_time_of_day_stays_a_text() -> None:
    assert parse_content("from: 09:30", "x.yaml").fields()["from"].text() == "09:30"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a: 1\n b: 2\n", 2, "not valid YAML"),
        ("a: 1\na: 2\n", 2, "given twice"),
        ("", 1, "empty"),
        ("a: [1, 2\n", 2, "not valid YAML"),
    ],
)
def test_a_broken_file_says_where(source: str, line: int, words: str) -> None:
    with pytest.raises(ContentError, match=words) as caught:
        parse_content(source, "x.yaml")
    assert str(caught.value).startswith(f"x.yaml:{line}: ")


def test_an_unknown_field_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ContentError, match=r"x.yaml:2: unknown field 'stpes'; known here: id, steps"):
        parse_content("id: a\nstpes: []\n", "x.yaml").fields(required=["id"], allowed=["steps"])


def test_a_missing_field_is_named() -> None:
    with pytest.raises(ContentError, match="the field 'version' is missing"):
        parse_content("id: a\n", "x.yaml").fields(required=["id", "version"])


def test_a_missing_file_and_one_that_is_not_utf_8_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="does not exist"):
        read_content(tmp_path / "none.yaml")
    (tmp_path / "old.yaml").write_bytes("имя: Анна".encode("cp1251"))
    with pytest.raises(ContentError, match="UTF-8"):
        read_content(tmp_path / "old.yaml")


@given(st.text())
def test_any_text_is_read_or_refused_with_its_line_and_nothing_else(source: str) -> None:
    with suppress(ContentError):
        assert parse_content(source, "x.yaml").line >= 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a: &a [*a]", "nested too deeply, or holds itself"),
        ("a: " + "[" * 5000 + "]" * 5000, "nested too deeply, or holds itself"),
        (
            "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [{f'*{a},' * 8}]\n" for a, b in pairwise("abcdefghi")),
            "more than",
        ),
    ],
    ids=["a list that holds itself", "five thousand lists in each other", "a billion values by reference"],
)
def test_a_file_that_would_fill_the_memory_is_refused(source: str, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        parse_content(source, "x.yaml")


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=f"{tmp_path}:1: this cannot be read: Is a directory"):
        read_content(tmp_path)


def test_a_file_that_is_read_twice_is_understood_once_and_anew_where_it_changed(tmp_path: Path) -> None:
    file = tmp_path / "script.yaml"
    file.write_text(SCRIPT, encoding="utf-8")
    with each_read_once():
        first = read_content(file)
        assert read_content(file) is first
        file.write_text("id: other", encoding="utf-8")
        assert read_content(file).fields()["id"].text() == "other"
    assert read_content(file) is not read_content(file)
