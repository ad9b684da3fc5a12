"""Everything that the check can say is said in the reader's language too."""

import ast
import re
from pathlib import Path

import pytest

import scripts_library
from callcenter.kit.languages import Language
from callcenter.web.texts import read_all_texts
from scripts_library.problems import Problem
from scripts_library.screens.problem_words import is_known, say

_FILES = (
    *("lint.py", "lint_calls.py", "lint_texts.py", "shape.py", "reading.py", "merging.py"),
    *("limits.py", "template_rules.py"),
)


def _messages() -> list[str]:
    """The sentences in the sources of the check, with an example in place of each value."""
    found: list[str] = []
    for name in _FILES:
        tree = ast.parse((Path(scripts_library.__file__).parent / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                text = "".join(part.value if isinstance(part, ast.Constant) else "'x'" for part in node.values)  # type: ignore[misc] # constants of an f-string are texts
                if len(re.sub(r"'x'", "", text).split()) > 3:
                    found.append(text)
    return found


_OF_FILES = ("is missing;", "is not there in", "no step or phrase", "is in 'x' too; rename", "has the path")
"""Sentences that compare files and languages: no page shows them."""


@pytest.mark.parametrize("message", [one for one in _messages() if not any(words in one for words in _OF_FILES)])
def test_a_sentence_of_the_check_is_known(message: str) -> None:
    said_of = (message, f"step 'a': {message}", f"step 'a': 'when': {message}", f"'say': {message}")
    with_key = message.replace("the 'x'", "the key 1")
    assert any(is_known(one) for one in (*said_of, with_key)), message


def test_a_sentence_is_translated_with_its_step_field_and_place() -> None:
    problem = Problem(
        "en/talk.yaml",
        7,
        "step 'offer': 'say' takes 25 seconds to say, 20 at most; cut it, or make a second step of its end",
    )
    said = say(problem, read_all_texts()[Language.RU].gettext)
    assert said.text.startswith("шаг 'offer': чтобы сказать 'say', нужно 25 с")
    assert (said.step, said.field, said.line) == ("offer", "say", 7)


def test_an_unknown_sentence_is_shown_as_it_is() -> None:
    said = say(Problem("en/talk.yaml", 1, "something new"), read_all_texts()[Language.RU].gettext)
    assert (said.text, said.step, said.field) == ("something new", "", "")
