"""The step that is open beside the picture, with the choices of its form. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callcenter.domain.outcomes import Outcome
from scripts_library.book.changes import Leads, leading_to
from scripts_library.loader import Library
from scripts_library.model import Field, Script, Step
from scripts_library.screens.addresses import address_of
from scripts_library.screens.page import ScriptPage, part_of, part_title
from scripts_library.screens.problem_words import Said
from scripts_library.screens.step_form import AnswerRow, rows_of_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One step and all that its form offers."""

    step: Step
    answers: Sequence[AnswerRow]
    part: str
    """Address of the part that the step comes from; '' where it is the document's own."""
    part_title: str
    steps: Sequence[tuple[str, str]]
    """Ids and titles of all steps, as targets."""
    scripts: Sequence[tuple[str, str]]
    """Ids and titles of the other scripts of this language."""
    fields: Sequence[Field]
    criteria: Sequence[tuple[str, str, bool]]
    """Id, title, and whether the step fulfils it."""
    outcomes: Sequence[Outcome]
    leads: Sequence[Leads]
    problems: Sequence[Said]
    before: str
    """The step before it in the file."""
    behind: str


def panel_view(shown: ScriptPage, step_id: str, criteria: Sequence[tuple[str, str]], library: Library) -> Panel | None:
    """The panel of a step; None where there is no such step."""
    script = shown.script
    step = script.steps.get(step_id) if script else None
    if script is None or step is None:
        return None
    part = part_of(step, shown.opened)
    names = list(script.steps)
    place = names.index(step_id)
    return Panel(
        step=step,
        answers=rows_of_answers(step),
        part=f"{address_of(part)}?step={step.id}" if part else "",
        part_title=part_title(shown.opened, part.id) if part else "",
        steps=[(name, one.title) for name, one in script.steps.items()],
        scripts=_others(script, library),
        fields=tuple(script.fields.values()),
        criteria=tuple(_criteria(step, criteria)),
        outcomes=tuple(Outcome),
        leads=tuple(leading_to(script, step_id)),
        problems=shown.of_step(step_id),
        before=names[place - 1] if place else "",
        behind=names[place + 1] if place + 1 < len(names) else "",
    )


def _others(script: Script, library: Library) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in library.scripts if one.language is script.language and one.id != script.id]


def _criteria(step: Step, criteria: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    """Those of the phone standard, and what the step names besides."""
    known = dict(criteria)
    for name, title in (*known.items(), *((one, one) for one in step.criteria if one not in known)):
        yield name, title, name in step.criteria
