"""The steps of the script that a call showed, as they were to be said. Reads; raises nothing but NotFoundError."""

from dataclasses import dataclass

from callcenter.clinic.visit_store import doctors, kept_for, services, visit_booked_in
from callcenter.desk.parts import DeskParts
from callcenter.desk.running import agreed_place, running_script
from callcenter.desk.say import Situation, facts_of
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
    """As it was to be said, with numbers in words."""
    text: str
    """As it stood on the screen."""
    criteria: tuple[str, ...]
    """Criteria of the phone standard that it fulfils."""
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
    facts = facts_of(situation, walk)
    names = [*(move.step for move in walk.trail), walk.step]
    steps = []
    for place, name in enumerate(names):
        step = script.step(name)
        is_open = place == len(names) - 1 and not step.is_exit
        words = render(step, facts)
        if words.screen == LAST_RESORT[walk.language]:
            continue  # what it named then, such as a place, is not known any more
        steps.append(
            StepWords(
                id=step.id,
                title=step.title,
                spoken=words.spoken,
                text=words.screen,
                criteria=step.criteria,
                is_open=is_open,
            )
        )
    return WalkWords(language=walk.language, steps=tuple(steps))
