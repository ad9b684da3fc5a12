"""The steps of the script that a call showed, as they were to be said. Reads; raises nothing but NotFoundError."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from callcenter.clinic.visit_store import doctors, kept_for, services, visit_booked_in
from callcenter.desk.parts import DeskParts
from callcenter.desk.running import agreed_place, running_script
from callcenter.desk.say import FIRST_NAME, LAST_NAME, Situation, facts_of
from callcenter.desk.store import find_desk_call, patient_of
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.calls import get_call
from callcenter.storage.driver import Connection
from callcenter.storage.operators import find_operator
from scripts_library.texts import LAST_RESORT, render


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """One step that stood on the screen."""

    id: str
    title: str
    spoken: str
    """As it was to be said, with all that was known of the patient."""
    text: str
    """The same without the patient's data."""
    is_open: bool
    """The script stood here, not at an exit, when the call ended: it need not have been said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkWords:
    """A call's way through its script."""

    language: Language
    steps: tuple[StepWords, ...]


def shown_steps(parts: DeskParts, connection: Connection, call_id: CallId) -> WalkWords | None:
    """The steps in the order in which they were shown; None without a script, or where another version has replaced
    it meanwhile."""
    desk = find_desk_call(connection, call_id)
    if desk is None or desk.walk is None:
        return None
    walk, script = desk.walk, running_script(parts.library, desk.walk)
    operator = find_operator(connection, desk.operator)
    if script is None or operator is None:
        return None
    began = get_call(connection, call_id).started_at
    situation = Situation(
        desk=desk,
        operator=operator,
        clinic=parts.clinic.words,
        zone=parts.clinic.zone,
        today=began.astimezone(parts.clinic.zone).date(),
        patient=patient_of(connection, desk),
        agreed=agreed_place(kept_for(connection, call_id), visit_booked_in(connection, call_id), doctors(connection)),
        services=services(connection),
    )
    nameless = MappingProxyType({name: "" for name in walk.captured if name in (FIRST_NAME, LAST_NAME)})
    facts = facts_of(situation, walk)
    without = facts_of(replace(situation, patient=None), replace(walk, captured={**walk.captured, **nameless}))
    names = [*(move.step for move in walk.trail), walk.step]
    steps = []
    for place, name in enumerate(names):
        step = script.step(name)
        is_open = place == len(names) - 1 and not step.is_exit
        spoken, text = render(step, facts).spoken, render(step, without).screen
        if spoken == LAST_RESORT[walk.language]:
            continue  # what it named then, such as a place, is not known any more
        steps.append(StepWords(id=step.id, title=step.title, spoken=spoken, text=text, is_open=is_open))
    return WalkWords(language=walk.language, steps=tuple(steps))
