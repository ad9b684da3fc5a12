"""The texts of a script checked: syntax, unknown variables, and variables that may be empty in a call."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from callcenter.domain.clinic import Gender, Patient, Slot
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import same
from scripts_library.facts import ClinicWords, Facts, OperatorWords
from scripts_library.model import Script, Step
from scripts_library.problems import Problem
from scripts_library.texts import TEXT_ERRORS, fill, on_screen

KNOWN = frozenset(
    {
        *("hail", "price"),
        *("clinic.name", "clinic.address", "clinic.hours"),
        *("operator.name", "operator.gender"),
        *("patient.name", "patient.surname", "patient.address", "patient.gender"),
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
    """Tries the texts with all facts and with the fewest that a call can have."""
    if error := _failure(step.say, _full(language)):
        return f"'say' fails even where everything is known: {error}"
    if _failure(step.say, _bare(language)) is None:
        return None
    if not step.fallback:
        return "'say' uses a variable that can be empty in a call: add a 'fallback' without it, or ask with {% if %}"
    if error := _failure(step.fallback, _bare(language)):
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


def _bare(language: Language) -> Facts:
    """A call of an unknown number, with nothing free."""
    return Facts(
        language=language,
        clinic=ClinicWords(name="x", address=same("x"), hours=same("x")),
        operator=OperatorWords(name="x"),
        zone=ZoneInfo("UTC"),
    )


def _full(language: Language) -> Facts:
    """A call in which everything is known."""
    bare = _bare(language)
    at = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    places = tuple(
        Slot(doctor="x", doctor_name="x", starts_at=at + timedelta(hours=hour), length=timedelta(hours=1))
        for hour in range(4)
    )
    patient = Patient(id=PatientId("x"), given_name="Anna", surname="x", gender=Gender.FEMALE, language=language)
    return Facts(
        language=language,
        clinic=bare.clinic,
        operator=OperatorWords(name="x", gender=Gender.FEMALE),
        zone=bare.zone,
        patient=patient,
        slots=places,
        slot=places[0],
        price=same("x"),
    )
