"""The texts of a script checked: syntax, unknown variables, emptiness, length, and how the patient is addressed."""

from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from callcenter.kit.languages import Language
from scripts_library.facts import Facts
from scripts_library.formality import FORMAL, familiar_word
from scripts_library.model import Script
from scripts_library.problems import Problem
from scripts_library.samples import full_facts, sparse_facts
from scripts_library.speaking import seconds_to_say
from scripts_library.texts import TEXT_ERRORS, aloud, expression, fill, on_screen

_WHO = ("known", "child", "senior", "insured", "new", "regular", "vip", "lost", "difficult")
_HAVE = ("slots", "slot", "visit", "price", "treatment")
CONDITIONS = frozenset({"visit.kind", *(f"who.{name}" for name in _WHO), *(f"have.{name}" for name in _HAVE)})
"""Every variable that a condition may ask for, beside `said.` and a field."""

KNOWN = CONDITIONS | frozenset(
    {
        *("hail", "price", "treatment"),
        *("clinic.name", "clinic.address", "clinic.hours"),
        *("operator.name", "operator.form"),
        *("patient.name", "patient.surname", "patient.address", "patient.form"),
        *("doctor.name",),
        *("slot.on", "slot.named", "slot.doctor"),
        *("visit.on", "visit.named", "visit.doctor", "visit.service"),
        *("slots", "slots.on", "slots.named", "slots.then_on", "slots.then_named", "slots.doctor"),
    }
)
"""Every variable of a text, beside `said.` and a field. The number in `slots[0].on` is left out here."""

LONGEST_SECONDS = 20
"""Nobody listens longer to somebody who reads out."""

_PARSER = Environment(autoescape=False)  # noqa: S701 - parses only


class _Text(NamedTuple):
    """One text of a script and where it stands."""

    owner: str
    """'step 'offer'' or 'phrase 'hold''."""
    name: str
    source: str
    fallback: str
    path: str
    line: int


def check_texts(script: Script) -> Iterator[Problem]:
    """Problems of the texts and conditions of one script."""
    for text in _texts(script):
        problem = (
            _unreadable(text.name, text.source)
            or _unknown(text.name, text.source, script)
            or _may_be_empty(script, text)
            or _familiar(script.language, text)
            or _too_long(script, text)
        )
        if problem:
            yield Problem(text.path, text.line, f"{text.owner}: {problem}")
    yield from _conditions(script)


def _texts(script: Script) -> Iterator[_Text]:
    for step in script.steps.values():
        path, owner = step.path or script.path, f"step {step.id!r}"
        yield _Text(owner, "say", step.say, step.fallback, path, step.say_line)
        if step.again:
            yield _Text(owner, "again", step.again, step.fallback or step.say, path, step.say_line)
        if step.fallback:
            yield _Text(owner, "fallback", step.fallback, "", path, step.say_line)
    for phrase in script.phrases:
        yield _Text(f"phrase {phrase.id!r}", "say", phrase.say, "", script.path, phrase.line)


def _unreadable(name: str, text: str) -> str | None:
    try:
        _PARSER.parse(text)
    except TemplateSyntaxError as exc:
        return f"the template of {name!r} cannot be read: {exc.message}"
    return None


def _unknown(name: str, text: str, script: Script) -> str | None:
    for variable in _names(_PARSER.parse(text)):
        owner, _, field = variable.partition(".")
        if owner == "said" and field not in script.fields:
            return f"{name!r} asks for {variable!r}, and {field!r} is not under 'fields'"
        if owner != "said" and variable not in KNOWN:
            return f"{name!r} uses an unknown variable {variable!r}; known are {', '.join(sorted(KNOWN))}"
    return None


def _names(tree: nodes.Node) -> Iterator[str]:
    """The variables of a template as dotted names, the longest form of each."""
    if isinstance(tree, nodes.Getattr | nodes.Getitem | nodes.Name):
        yield _dotted(tree)
        return
    for child in tree.iter_child_nodes():
        yield from _names(child)


def _dotted(node: nodes.Node) -> str:
    match node:
        case nodes.Getattr(node=inner, attr=attribute):
            return f"{_dotted(inner)}.{attribute}"
        case nodes.Getitem(node=inner):
            return _dotted(inner)
        case nodes.Name(name=name):
            return name
    return "?"


def _may_be_empty(script: Script, text: _Text) -> str | None:
    """Tries the texts with all facts, and with as few as a call can have."""
    if error := _failure(text.source, full_facts(script.language, script.fields)):
        return f"{text.name!r} fails even where everything is known: {error}"
    for facts in sparse_facts(script.language, script.fields):
        if _failure(text.source, facts) is None or (text.fallback and _failure(text.fallback, facts) is None):
            continue
        if text.name == "fallback":
            return f"'fallback' uses a variable that can be empty in a call: {_failure(text.source, facts)}"
        if not text.fallback or text.name == "again":
            return (
                f"{text.name!r} uses a variable that can be empty in a call: add a 'fallback' without it, "
                "or ask with {% if %}"
            )
    return None


def _failure(text: str, facts: Facts) -> str | None:
    try:
        fill(text, facts, on_screen)
    except TemplateError as exc:
        return exc.message or "it cannot be filled in"
    except TEXT_ERRORS as exc:
        return str(exc)
    return None


def _familiar(language: Language, text: _Text) -> str | None:
    word = familiar_word(text.source, language)
    if not word:
        return None
    return f"{text.name!r} addresses the patient too familiarly ({word!r}); scripts say {FORMAL[language]}"


def _too_long(script: Script, text: _Text) -> str | None:
    seconds = max(
        seconds_to_say(fill(text.source, facts, aloud), script.language)
        for facts in (full_facts(script.language, script.fields), *sparse_facts(script.language, script.fields))
        if _failure(text.source, facts) is None
    )
    if seconds <= LONGEST_SECONDS:
        return None
    return (
        f"{text.name!r} takes {seconds:.0f} seconds to say, {LONGEST_SECONDS} at most; "
        "cut it, or make a second step of its end"
    )


def _conditions(script: Script) -> Iterator[Problem]:
    """Conditions that cannot be read or ask for what is not known."""
    if script.opens and (problem := _bad_condition(script.opens, script)):
        yield Problem(script.path, script.line, f"'opens': {problem}")
    for step in script.steps.values():
        path = step.path or script.path
        if step.when and (problem := _bad_condition(step.when, script)):
            yield Problem(path, step.line, f"step {step.id!r}: 'when': {problem}")
        for answer in step.answers:
            if answer.when and (problem := _bad_condition(answer.when, script)):
                yield Problem(path, answer.line, f"answer {answer.id!r}: 'when': {problem}")


def _bad_condition(condition: str, script: Script) -> str | None:
    try:
        expression(condition)
    except TemplateSyntaxError as exc:
        return f"the condition cannot be read: {exc.message}"
    for name in _names(_PARSER.parse("{{ " + condition + " }}")):
        owner, _, field = name.partition(".")
        if owner == "said" and field not in script.fields:
            return f"it asks for {name!r}, and {field!r} is not under 'fields'"
        if owner != "said" and name not in CONDITIONS:
            return f"unknown variable {name!r}; conditions ask for said.<field> or {', '.join(sorted(CONDITIONS))}"
    return None
