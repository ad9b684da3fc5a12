"""Script files: what is read, and what a mistake says."""

from pathlib import Path

import pytest

from callcenter.domain.outcomes import Outcome
from callcenter.kit.content import ContentError
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from scripts_library.loader import load_library, load_script, parse_script
from scripts_library.model import FieldKind
from tests.unit.scripts_library.small import SMALL, small_script


def test_a_script_is_read_with_the_lines_of_its_steps() -> None:
    script = small_script()
    assert (script.id, script.version, script.language) == ("small", 1, Language.EN)
    assert list(script.steps) == ["greet", "offer", "price", "bye"]
    assert script.step("offer").line == SMALL.splitlines().index("  offer:") + 1
    assert script.step("bye").exit is Outcome.BOOKED
    assert script.fields["slot"].kind is FieldKind.SLOT
    assert script.step("greet").answers[0].sets == {"need": "pain"}


def test_a_text_over_several_lines_is_one_sentence() -> None:
    script = parse_script(SMALL.replace("say: Hello!", "say: >-\n      Hello,\n      how are you?"))
    assert script.step("greet").say == "Hello, how are you?"


@pytest.mark.parametrize(
    ("wrong", "right", "line", "says"),
    [
        ("    colour: red\n    say: Hello!", "    say: Hello!", 13, "unknown field 'colour'"),
        ("  need: Need", "  need: {label: Need}", 7, "named fields are expected"),
        ("    say: Hello!\n    exit: bookd", "    say: Hello!", 15, "'bookd' is not known here; use one of booked"),
        ("{key: 10, id: pain", "{key: 1, id: pain", 16, "a number from 1 to 9, not 10"),
        ("{key: 1, id: other", "{key: 2, id: other", 17, "two answers of this step have the key 1"),
        ("{key: 2, id: pain", "{key: 2, id: other", 17, "two answers of this step have the id 'pain'"),
        ("  greet:\n    title: Price", "  price:\n    title: Price", 25, "the field 'greet' is given twice"),
        ("language: fr", "language: en", 3, "'fr' is not known here; use one of ru, uk, pl, en, zh"),
        ("version: one", "version: 1", 2, "a whole number is expected"),
        ("titel: Small", "title: Small", 4, "unknown field 'titel'"),
        ("   title: Offer\n    say:", "    title: Offer\n    say:", 19, "not valid YAML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(wrong: str, right: str, line: int, says: str) -> None:
    assert SMALL.count(right) == 1
    with pytest.raises(ContentError) as told:
        parse_script(SMALL.replace(right, wrong), "clinic/small.yaml")
    assert str(told.value).startswith("clinic/small.yaml:")
    assert says in str(told.value)
    assert abs(told.value.line - line) <= 1, str(told.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"gone\.yaml:1: the file does not exist"):
        load_script(tmp_path / "gone.yaml")


def test_a_clinics_own_script_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder, title in ((shipped, "title: Small"), (own, "title: Our own")):
        folder.mkdir()
        (folder / "small.yaml").write_text(SMALL.replace("title: Small", title), encoding="utf-8")
    assert load_library(shipped, own).get("small", Language.EN).title == "Our own"


def test_two_files_of_one_script_in_one_folder_are_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    with pytest.raises(ContentError, match=r"b\.yaml:1: script 'small' \(en\) is in .*a\.yaml too"):
        load_library(tmp_path)


def test_a_missing_language_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SMALL, encoding="utf-8")
    with pytest.raises(NotFoundError, match="no script 'small' in Polski"):
        load_library(tmp_path).get("small", Language.PL)


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("start: greet", "start: gret", r"small\.yaml:5: start: there is no step 'gret'"),
        (
            "label: Agreed, goto: offer",
            "label: Agreed, goto: offr",
            r"small\.yaml:\d+: answer 'agreed' leads to an unknown",
        ),
        ("expensive, goto: price", "expensive, goto: prise", r"small\.yaml:\d+: objection 'price' leads to an unknown"),
    ],
)
def test_a_script_in_which_a_call_would_come_to_a_stop_is_not_taken(
    tmp_path: Path, right: str, wrong: str, says: str
) -> None:
    (tmp_path / "small.yaml").write_text(SMALL.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ContentError, match=says):
        load_library(tmp_path)
