"""What an editor does to a script or part: a step written, added, taken out, or made the script's own. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from callcenter.domain.calls import Direction
from callcenter.domain.outcomes import Outcome
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from scripts_library.model import RETURN, Answer, Part, Script, Step

NAME_TAKEN = N_("There is a step of this name already; choose another name.")
NAME_WRONG = N_("A name has small letters a to z, digits and underscores, and begins with a letter.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """What leads to a step."""

    step: str
    """Title of the step that leads there; '' for the script's own start, or an objection."""
    label: str
    """The answer or objection; '' for the start, and where it is the way otherwise."""


def is_name(name: str) -> bool:
    """Whether this can be the id of a step or script: it stands in addresses and statistics."""
    signs = set("abcdefghijklmnopqrstuvwxyz0123456789_")
    return bool(name) and len(name) <= 60 and name[0].isalpha() and set(name) <= signs and name != RETURN


def with_step(one: Script | Part, step: Step) -> Script | Part:
    """With that step in place of the one of its id, or at the end."""
    return _with_steps(one, {**one.steps, step.id: step}) if one.steps.get(step.id) != step else one


def added_step(one: Script | Part, name: str, title: str, after: str) -> Script | Part:
    """With one more step, which says its title until somebody writes it. Raises BadInputError."""
    if not is_name(name):
        raise BadInputError(NAME_WRONG)
    if name in one.steps:
        raise BadInputError(NAME_TAKEN)
    new = Step(id=name, title=title, say=title, exit=Outcome.INFORMATION)
    steps: dict[str, Step] = {}
    for known, step in one.steps.items():
        steps[known] = step
        if known == after:
            steps[name] = new
    steps.setdefault(name, new)
    return _with_steps(one, steps)


def without_step(one: Script | Part, name: str) -> Script | Part:
    """Without that step."""
    return _with_steps(one, {known: step for known, step in one.steps.items() if known != name})


def leading_to(script: Script, name: str) -> Iterator[Leads]:
    """Everything that leads to a step."""
    if name in {script.start, script.enter}:
        yield Leads(step="", label="")
    for objection in script.objections:
        if objection.goto == name:
            yield Leads(step="", label=objection.label)
    for step in script.steps.values():
        if step.id != name:
            yield from (Leads(step=step.title, label=answer.label) for answer in step.answers if answer.goto == name)
            if step.otherwise == name:
                yield Leads(step=step.title, label="")


def new_script(name: str, language: Language, title: str, direction: Direction, texts: tuple[str, str]) -> Script:
    """A script of two steps to begin with; `texts` are their titles. Raises BadInputError."""
    if not is_name(name):
        raise BadInputError(NAME_WRONG)
    if not title:
        raise BadInputError(N_("Give the new script a title first."))
    first, last = texts
    answer = Answer(key=1, id="ready", label=last, goto="goodbye")
    return Script(
        id=name,
        version=1,
        language=language,
        title=title,
        direction=direction,
        start="greet",
        steps=MappingProxyType(
            {
                "greet": Step(id="greet", title=first, say=first, answers=(answer,)),
                "goodbye": Step(id="goodbye", title=last, say=last, exit=Outcome.INFORMATION),
            }
        ),
    )


def _with_steps(one: Script | Part, steps: dict[str, Step]) -> Script | Part:
    return replace(one, steps=MappingProxyType(steps))
