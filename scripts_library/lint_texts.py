"""The texts of a script checked: syntax, unknown variables, and variables that may be empty in a call."""

from collections.abc import Iterator

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from callcenter.kit.languages import Language
from scripts_library.facts import Facts
from scripts_library.model import Script, Step
from scripts_library.problems import Problem
from scripts_library.samples import full_facts, sparse_facts
from scripts_library.texts import TEXT_ERRORS, fill, on_screen

KNOWN = frozenset(
    {
        *("hail", "price"),
        *("clinic.name", "clinic.address", "clinic.hours"),
        *("operator.name", "operator.form"),
        *("patient.name", "patient.surname", "patient.address", "patient.form"),
        *("doctor.name",),
        *("slot.on", "slot.named", "slot.doctor"),
        *("slots", "slots.on", "slots.named", "slots.then_on", "slots.then_named", "slots.doctor"),
    }
)
"""Every variable of a text. The number in `slots[0].on` is left out here."""

_PARSER = Environment(autoescape=False)  # noqa: S701 - parses only


def check_texts(script: Script) -> Iterator[Problem]:
    """Problems of the texts of one script."""
    for step in script.steps.values():
        problem = None
        for name, text in (("say", step.say), ("fallback", step.fallback)):
            if text and problem is None:
                problem = _unreadable(name, text) or _unknown(name, text)
        problem = problem or _may_be_empty(script.language, step)
        if problem:
            yield Problem(script.path, step.say_line, f"step {step.id!r}: {problem}")


def _unreadable(name: str, text: str) -> str | None:
    try:
        _PARSER.parse(text)
    except TemplateSyntaxError as exc:
        return f"the template of {name!r} cannot be read: {exc.message}"
    return None


def _unknown(name: str, text: str) -> str | None:
    for variable in _names(_PARSER.parse(text)):
        if variable not in KNOWN:
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


def _may_be_empty(language: Language, step: Step) -> str | None:
    """Tries the texts with all facts, and with as few as a call can have."""
    if error := _failure(step.say, full_facts(language)):
        return f"'say' fails even where everything is known: {error}"
    for facts in sparse_facts(language):
        if _failure(step.say, facts) is None:
            continue
        if not step.fallback:
            return (
                "'say' uses a variable that can be empty in a call: add a 'fallback' without it, or ask with {% if %}"
            )
        if error := _failure(step.fallback, facts):
            return f"'fallback' uses a variable that can be empty in a call: {error}"
    return None


def _failure(text: str, facts: Facts) -> str | None:
    try:
        fill(text, facts, on_screen)
    except TemplateError as exc:
        return exc.message or "it cannot be filled in"
    except TEXT_ERRORS as exc:
        return str(exc)
    return None
