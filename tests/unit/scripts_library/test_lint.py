"""Scripts checked like programs: each mistake with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from scripts_library.lint import lint_files, lint_library, lint_scripts
from scripts_library.loader import SHIPPED, load_library, parse_script
from scripts_library.model import Script
from scripts_library.texts import LAST_RESORT, render
from tests.unit.scripts_library.small import MARY, SMALL, facts_about


def problems(source: str) -> list[str]:
    return [str(problem) for problem in lint_scripts([parse_script(source, "small.yaml")])]


def line_of(text: str) -> int:
    return SMALL.splitlines().index(text) + 1


def test_a_sound_script_has_no_problem() -> None:
    assert problems(SMALL) == []


def test_all_shipped_scripts_are_sound_and_complete_in_five_languages() -> None:
    assert [str(problem) for problem in lint_library(load_library(SHIPPED), Language)] == []


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (
            lambda text: text.replace("goto: offer, set: {need: pain}", "goto: nowhere"),
            "      - {key: 1, id: pain, label: Pain, goto: offer, set: {need: pain}}",
            "answer 'pain' leads to an unknown step 'nowhere'",
        ),
        (lambda text: text.replace("    exit: booked\n", ""), "  bye:", "step 'bye' is a dead end"),
        (
            lambda text: text.replace("goto: offer}\n  bye", "goto: offer}\n    exit: booked\n  bye"),
            "  price:",
            "step 'price' is an exit and has answers too",
        ),
        (lambda text: text.replace("start: greet", "start: hello"), "start: greet", "there is no step 'hello'"),
        (
            lambda text: text.replace("label: Too expensive, goto: price", "label: Too expensive, goto: offer"),
            "  price:",
            "step 'price' is never reached from 'greet'",
        ),
        (
            lambda text: text.replace("goto: bye", "goto: greet"),
            "  greet:",
            "step 'greet' is in a loop without an exit",
        ),
        (lambda text: text.replace("[slot]", "[colour]"), "  offer:", "captures 'colour', which is not under 'fields'"),
        (
            lambda text: text.replace("set: {need: pain}", "set: {colour: red}"),
            "      - {key: 1, id: pain, label: Pain, goto: offer, set: {need: pain}}",
            "sets 'colour', which is not under 'fields'",
        ),
        (
            lambda text: text.replace("    fallback: Which day suits you?\n", ""),
            '    say: "{{ hail }}shall we say {{ slots[0].on }}?"',
            "'say' uses a variable that can be empty in a call",
        ),
        (
            lambda text: text.replace("Which day suits you?", "Only {{ price }}!"),
            '    say: "{{ hail }}shall we say {{ slots[0].on }}?"',
            "'fallback' uses a variable that can be empty in a call",
        ),
        (lambda text: text.replace("Hello!", "Hello {{ clinc.name }}!"), "    say: Hello!", "variable 'clinc.name'"),
        (
            lambda text: text.replace("Hello!", "Hello {% if %}!"),
            "    say: Hello!",
            "the template of 'say' cannot be read",
        ),
        (
            lambda text: text.replace("Hello!", "Hello{% if patient.name %} {{ patient.nmae }}{% endif %}!"),
            "    say: Hello!",
            "variable 'patient.nmae'",
        ),
    ],
)
def test_a_mistake_is_found_with_its_line(change: Callable[[str], str], line: str, says: str) -> None:
    assert change(SMALL) != SMALL
    found = [text for text in problems(change(SMALL)) if says in text]
    assert found, problems(change(SMALL))
    assert found[0].startswith(f"small.yaml:{line_of(line)}: ")


def test_a_language_that_lacks_a_step_or_an_answer_is_told_where() -> None:
    polish = SMALL.replace("language: en", "language: pl").replace(
        "      - {key: 2, id: other, label: Other, goto: offer}\n", ""
    )
    scripts = [parse_script(SMALL, "en.yaml"), parse_script(polish, "pl.yaml")]
    assert [str(problem) for problem in lint_scripts(scripts)] == [
        f"pl.yaml:{line_of('  greet:')}: step 'greet': answer 'other' (key 2) to 'offer' is missing; en.yaml has it"
    ]


def test_a_language_that_lacks_the_whole_script_is_named() -> None:
    found = lint_scripts([parse_script(SMALL, "en.yaml")], [Language.EN, Language.ZH])
    assert [str(problem) for problem in found] == ["en.yaml:1: script 'small' is not there in 中文 (zh)"]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SMALL.replace("    exit: booked\n", ""), encoding="utf-8")
    found = [str(problem) for problem in lint_files([tmp_path])]
    assert found[0].startswith(f"{tmp_path / 'a.yaml'}:1: this is not valid YAML")
    assert any("step 'bye' is a dead end" in text for text in found[1:])


@pytest.mark.parametrize(
    ("say", "said"),
    [
        ("Hi {{ operator.form }}!", "uses 'operator.form' without brackets"),
        ("Hi {{ 'a' ~ patient.form }}!", "uses 'patient.form' without brackets"),
        ("{% if patient.form %}Hi{% endif %} there!", "uses 'patient.form' without brackets"),
        ("Hi {{ who.known }}!", "says 'who.known', which is no text"),
        ("Hi {{ slots }}!", "says 'slots', which is no text"),
        ("Hi {{ slots[0] }}!", "says 'slots', which is no text"),
    ],
)
def test_what_is_no_text_is_never_said(say: str, said: str) -> None:
    script = parse_script(SMALL.replace("say: Hello!", f'say: "{say}"'), "small.yaml")
    assert any(said in str(problem) for problem in lint_scripts([script]))
    if "if" not in say:
        known = facts_about(MARY)
        assert render(script.step("greet"), known).screen == LAST_RESORT[known.language]


def _opening(name: str, opens: str) -> Script:
    return parse_script(SMALL.replace("id: small", f'id: {name}\nopens: "{opens}"', 1), f"{name}.yaml")


@pytest.mark.parametrize(
    ("one", "other"),
    [("who.known", "who.known"), ("who.known", "who.senior"), ("who.known", "not said.need")],
)
def test_two_scripts_that_begin_the_same_calls_are_told(one: str, other: str) -> None:
    found = [str(problem) for problem in lint_scripts([_opening("first", one), _opening("second", other)])]
    assert "first.yaml:6: 'opens': script 'second' begins some of these calls too; let only one of them hold" in found
    assert "second.yaml:6: 'opens': script 'first' begins some of these calls too; let only one of them hold" in found


def test_scripts_that_share_the_calls_among_them_are_sound() -> None:
    assert list(lint_scripts([_opening("first", "who.known"), _opening("second", "not who.known")])) == []


def test_a_condition_that_asks_for_nothing_is_told() -> None:
    found = [str(problem) for problem in lint_scripts([_opening("first", "1")])]
    assert found == ["first.yaml:6: 'opens': the condition asks for no variable, so it always says the same"]
