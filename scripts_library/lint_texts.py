"""The texts of a script checked: syntax, unknown variables, emptiness, length, and how the patient is addressed."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jinja2 import TemplateError, TemplateSyntaxError

from callcenter.kit.languages import Language
from callcenter.kit.spoken.formality import FORMAL, familiar_word
from callcenter.kit.spoken.speaking import seconds_to_say
from scripts_library.facts import Facts
from scripts_library.model import Script
from scripts_library.problems import Problem
from scripts_library.samples import full_facts, sparse_facts
from scripts_library.template_rules import (
    FUNCTIONS,
    parsed_condition,
    parsed_text,
    printed,
    uncalled_functions,
    variables_of,
)
from scripts_library.texts import TEXT_ERRORS, aloud, fill, on_screen

_WHO = ("known", "child", "senior", "insured", "new", "regular", "vip", "lost", "difficult")
_HAVE = ("slots", "slot", "visit", "price", "treatment")
CONDITIONS = frozenset({"visit.kind", *(f"who.{name}" for name in _WHO), *(f"have.{name}" for name in _HAVE)})
"""Every variable that a condition may ask for, beside `said.` and a field."""

KNOWN = CONDITIONS | frozenset(
    {
        *("hail", "price", "treatment"),
        *("clinic.name", "clinic.address", "clinic.hours"),
        *("operator.name", "patient.name", "patient.surname", "patient.address"),
        *("doctor.name",),
        *("slot.on", "slot.named", "slot.doctor"),
        *("visit.on", "visit.named", "visit.doctor", "visit.service"),
        *("slots", "slots.on", "slots.named", "slots.then_on", "slots.then_named", "slots.doctor"),
        *FUNCTIONS,
    }
)
"""Every variable of a text, beside `said.` and a field. The number in `slots[0].on` is left out here."""

LONGEST_SECONDS = 20
"""Nobody listens longer to somebody who reads out."""

_NO_TEXTS = frozenset({"slots", *(name for name in CONDITIONS if name != "visit.kind")})
"""What can be asked about with `if`, and is no text to say."""


class _Text(NamedTuple):
    """One text of a script and where it stands."""

    owner: str
    """'step 'offer'' or 'phrase 'hold''."""
    name: str
    source: str
    fallback: str
    path: str
    line: int


class _Scope(NamedTuple):
    """All of a script that matters for one text."""

    language: Language
    fields: tuple[str, ...]
    """Those that the text may name."""


def check_texts(script: Script) -> Iterator[Problem]:
    """Problems of the texts and conditions of one script."""
    for text in _texts(script):
        fields = tuple(name for name in script.fields if name in text.source or name in text.fallback)
        problem = _problem(_Scope(script.language, fields), text.name, text.source, text.fallback)
        if problem:
            yield Problem(text.path, text.line, f"{text.owner}: {problem}")
    yield from _conditions(script)


@lru_cache(maxsize=8192)
def _problem(scope: _Scope, name: str, source: str, fallback: str) -> str | None:
    """What is wrong with a text. Remembered: while somebody edits one step, the others are as they were."""
    return (
        _unreadable(name, source)
        or _unknown(name, source, scope)
        or _no_text(name, source)
        or _may_be_empty(scope, name, source, fallback)
        or _familiar(scope.language, name, source)
        or _too_long(scope, name, source)
    )


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
        parsed_text(text)
    except TemplateSyntaxError as exc:
        return f"the template of {name!r} cannot be read: {exc.message}"
    return None


def _unknown(name: str, text: str, script: _Scope) -> str | None:
    for variable in variables_of(parsed_text(text)):
        owner, _, field = variable.partition(".")
        if owner == "said" and field not in script.fields:
            return f"{name!r} asks for {variable!r}, and {field!r} is not under 'fields'"
        if owner != "said" and variable not in KNOWN:
            return f"{name!r} uses an unknown variable {variable!r}; known are {', '.join(sorted(KNOWN))}"
    return None


def _no_text(name: str, text: str) -> str | None:
    """Functions without their brackets, and what can be asked about alone: both would be said as a program's signs."""
    tree = parsed_text(text)
    for variable in uncalled_functions(tree):
        return f"{name!r} uses {variable!r} without brackets; it needs three texts: for a woman, for a man, unknown"
    for variable in printed(tree):
        if variable in _NO_TEXTS:
            return f"{name!r} says {variable!r}, which is no text: ask about it with {{% if %}}, or say a part of it"
    return None


def _may_be_empty(scope: _Scope, name: str, source: str, fallback: str) -> str | None:
    """Tries the texts with all facts, and with as few as a call can have."""
    if error := _failure(source, full_facts(scope.language, scope.fields)):
        return f"{name!r} fails even where everything is known: {error}"
    for facts in sparse_facts(scope.language, scope.fields):
        if _failure(source, facts) is None or (fallback and _failure(fallback, facts) is None):
            continue
        if name == "fallback":
            return f"'fallback' uses a variable that can be empty in a call: {_failure(source, facts)}"
        if not fallback or name == "again":
            return (
                f"{name!r} uses a variable that can be empty in a call: add a 'fallback' without it, "
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


def _familiar(language: Language, name: str, source: str) -> str | None:
    word = familiar_word(source, language)
    if not word:
        return None
    return f"{name!r} addresses the patient too familiarly ({word!r}); scripts say {FORMAL[language]}"


def _too_long(scope: _Scope, name: str, source: str) -> str | None:
    seconds = max(
        seconds_to_say(fill(source, facts, aloud), scope.language)
        for facts in (full_facts(scope.language, scope.fields), *sparse_facts(scope.language, scope.fields))
        if _failure(source, facts) is None
    )
    if seconds <= LONGEST_SECONDS:
        return None
    return (
        f"{name!r} takes {seconds:.0f} seconds to say, {LONGEST_SECONDS} at most; "
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
        tree = parsed_condition(condition)
    except TemplateSyntaxError as exc:
        return f"the condition cannot be read: {exc.message}"
    names = tuple(variables_of(tree))
    if not names:
        return "the condition asks for no variable, so it always says the same"
    for name in names:
        owner, _, field = name.partition(".")
        if owner == "said" and field not in script.fields:
            return f"it asks for {name!r}, and {field!r} is not under 'fields'"
        if owner != "said" and name not in CONDITIONS:
            return f"unknown variable {name!r}; conditions ask for said.<field> or {', '.join(sorted(CONDITIONS))}"
    return None
