"""What a clinic's own prompts may not do: they are told at once, whatever they would cost."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from callcenter.kit.languages import Language
from ivr.flow.lint import lint_flows
from ivr.flow.lint_prompts import check_prompts
from ivr.flow.prompts import SAFE, Prompt, Prompts
from ivr.flow.samples import made_up
from ivr.flow.state import State
from ivr.flow.texts import say, syntax_error
from ivr.screens.text_check import check_text
from tests.support.flows import BOOK

WORDS = BOOK.words(Language.EN)
COSTLY = (
    '{% for i in "aaaaaaaaaa"*9999 %}{% for j in "aaaaaaaaaa"*9999 %}{% endfor %}{% endfor %}',
    "{% for a in visits %}{% for b in visits %}{% endfor %}{% endfor %}",
    "{% for a in visits recursive %}{{ loop(visits) }}{% endfor %}",
    '{{ "a" * 10**10 }}',
    '{{ "%09999999999d"|format(1) }}',
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "(" * 900 + "about" + ")" * 900 + " }}",
    "{{ " + "not " * 450 + "about }}",
    "{% if several %}" * 60 + "a" + "{% endif %}" * 60,
    "a" * 2001,
    "{% set a = visits %}{{ a }}",
    "{% macro a() %}{% endmacro %}",
    "{% include 'a' %}",
    "{{ patient.form.__class__ }}",
    "{{ patient.form('a', 'b') }}",
    "{{ visits|map(attribute='on')|join }}",
    "{{ range(9) }}",
    "{{ loop.cycle }}",
    "{{ visits[visits] }}",
    "{{ 1 }}",
)


def with_text(name: str, text: str, fallback: str = "") -> Prompts:
    new = Prompt(id=name, text=text, fallback=fallback, path="own.yaml", line=3)
    return replace(WORDS, by_id=MappingProxyType({**WORDS.by_id, name: new}))


@pytest.mark.parametrize("text", COSTLY, ids=range(len(COSTLY)))
def test_a_prompt_that_is_a_program_is_refused_at_its_line(text: str) -> None:
    words = with_text("hello_again", text)
    told = [str(one) for one in check_prompts({"hello_again": ("", 1)}, {Language.EN: words}, ())]
    refused = [one for one in told if one.startswith("own.yaml:3: prompt 'hello_again'")]
    assert len(refused) == 1, told
    assert "cannot be read" in refused[0] or "unknown variables" in refused[0]


@pytest.mark.parametrize("text", COSTLY, ids=range(len(COSTLY)))
def test_such_a_prompt_in_a_call_is_left_out_for_its_fallback(text: str) -> None:
    state = State(flow="confirm_visit", version=1, language=Language.EN, facts=made_up(Language.EN))
    said = say("hello_again", with_text("hello_again", text, "Good day."), state)
    assert said is not None
    assert said.text == "Good day."


@pytest.mark.parametrize("text", COSTLY, ids=range(len(COSTLY)))
def test_the_page_on_which_prompts_are_worded_tells_it_too(text: str) -> None:
    new = Prompt(id="hello_again", text=text)
    told = check_text(BOOK, Language.EN, new, made_up(Language.EN).clinic, str)
    assert told.problems


def test_a_whole_book_with_such_a_prompt_is_looked_at_to_the_end() -> None:
    words = {**BOOK.prompts, Language.EN: with_text("hello_again", COSTLY[0])}
    assert [one.path for one in lint_flows(BOOK.flows.values(), words)] == ["own.yaml"]


def test_every_shipped_prompt_keeps_the_rules() -> None:
    for words in BOOK.prompts.values():
        for prompt in words.by_id.values():
            assert not any(map(syntax_error, (prompt.text, prompt.fallback))), prompt


def test_the_fallback_of_what_anybody_hears_says_no_more_than_name_and_number() -> None:
    words = with_text(SAFE, "{{ clinic.name }}, {{ clinic.phone }}.", "We call {{ patient.asked }}. {{ about }}")
    told = [str(one) for one in check_prompts({SAFE: ("", 1)}, {Language.EN: words}, ())]
    assert any(one.startswith("own.yaml:3: prompt 'safe' is heard by anybody") for one in told), told
