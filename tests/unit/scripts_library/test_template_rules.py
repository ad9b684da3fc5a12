"""What a clinic's own texts may do: nothing that keeps the product busy, fills its memory or breaks a page."""

import time

import pytest

from callcenter.kit.content import ContentError
from scripts_library.conditions import is_true
from scripts_library.loader import parse_script
from scripts_library.model import Step
from scripts_library.template_rules import refusal
from scripts_library.texts import LAST_RESORT, render
from tests.unit.scripts_library.small import SMALL, facts

BRACKETS = "{{ " + "(" * 800 + "hail" + ")" * 800 + " }}"
DANGEROUS = [
    (BRACKETS, "too deep"),
    ("{% if " + "not " * 400 + "who.known %}a{% endif %}", "too deep"),
    ("{{ " + "a." * 800 + "a }}", "too deep"),
    ("{% if who.known %}" * 60 + "a" + "{% endif %}" * 60, "too deep"),
    ("{{ 7**(12*10**6) % 2 }}", "'%' cannot be used"),
    ("{{ 'a' * 1000000000 }}", "'*' cannot be used"),
    ("{{ '%1000000000s' % 'a' }}", "'%' cannot be used"),
    ("{{ 'a'|center(500000000) }}", "'|center' cannot be used"),
    ("{% for one in slots %}a{% endfor %}", "'for' cannot be used"),
    ("{% set a = 1 %}a", "'set' cannot be used"),
    ("{{ ''.__class__ }}", "cannot be used"),
    ("{{ range(9) }}", "'()' cannot be used"),
    ("{{ [] }}", "'[]' cannot be used"),
    ("{{ none }}", "'None' cannot be used"),
    ("{{ operator.form('a', 'b') }}", "three texts"),
    ("a" * 2001, "2,000 characters at most"),
]


@pytest.mark.parametrize(("text", "said"), DANGEROUS)
def test_a_text_that_is_a_program_is_refused_with_its_line_and_never_run(text: str, said: str) -> None:
    begun = time.monotonic()
    source = SMALL.replace("say: Hello!", "say: '" + text.replace("'", "''") + "'")
    with pytest.raises(ContentError) as refused:
        parse_script(source, "small.yaml")
    assert (refused.value.path, refused.value.line) == ("small.yaml", SMALL.splitlines().index("    say: Hello!") + 1)
    assert said in refused.value.problem
    shown = render(Step(id="a", title="A", say=text), facts())
    assert shown.screen == LAST_RESORT[facts().language] or "cannot" not in said
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("7**(6*10**6) > 1", "'**' cannot be used"),
        ("not " * 3000 + "who.known", "300 characters at most"),
        ("not " * 60 + "who.known", "too deep"),
        ("'a' * 1000000000 == 'b'", "'*' cannot be used"),
    ],
)
def test_a_condition_that_is_a_program_is_refused_with_its_line(condition: str, said: str) -> None:
    source = SMALL.replace("start: greet", f'start: greet\nopens: "{condition}"')
    with pytest.raises(ContentError, match=r"small\.yaml:6: 'opens'") as refused:
        parse_script(source, "small.yaml")
    assert said in refused.value.problem
    assert is_true(condition, facts())


@pytest.mark.parametrize(
    "text",
    [
        "{{ hail }}we are {{ clinic.hours }} at {{ slots[0].on }}.",
        "{% if who.child or said.need == 'child' %}a{%- elif not patient.surname %}b{% else %}c{% endif %}",
        "{{ patient.form('Ms ' ~ patient.name, 'Mr ' ~ patient.name, patient.name) }}",
        "{% if visit.kind in ['whitening', 'caries'] and not said.need %}a{% endif %}",
        "{{ patient.name or 'you' }}",
    ],
)
def test_what_texts_need_is_allowed(text: str) -> None:
    assert refusal(text) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: small", "id: ../../evil"),
        ("id: small", 'id: "a\\r\\nX-Evil: 1"'),
        ("id: small", "id: part:ends"),
        ("id: small", "id: скрипт"),
        ("id: small", f"id: {'a' * 81}"),
        ("  greet:\n", "  Greet:\n"),
        ("id: pain", "id: pain now"),
        ("  need: {label: Need}", "  what-for: {label: Need}"),
        ("{id: price,", "{id: too/dear,"),
        ("set: {need: pain}", "set: {Need: pain}"),
    ],
)
def test_an_id_that_cannot_stand_in_an_address_is_refused(before: str, after: str) -> None:
    assert before in SMALL
    with pytest.raises(ContentError, match="cannot be an id: use small letters"):
        parse_script(SMALL.replace(before, after), "small.yaml")
