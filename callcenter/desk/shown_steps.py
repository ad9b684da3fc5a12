"""The steps of the script that a call showed, as they were to be said. Reads; raises nothing but NotFoundError."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callcenter.desk.parts import DeskParts
from callcenter.desk.running import earlier_scripts, script_of_call
from callcenter.desk.say import facts_in
from callcenter.desk.situation import read_situation
from callcenter.desk.store import find_desk_call
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.storage.calls import get_call
from callcenter.storage.driver import Connection
from callcenter.storage.operators import find_operator
from scripts_library.facts import Facts
from scripts_library.model import Script
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
    """The steps in the order in which they were shown, those of the scripts that the call walked before among them.

    None without a script, or where another version has replaced it meanwhile.
    """
    desk = find_desk_call(connection, call_id)
    if desk is None or desk.walk is None:
        return None
    call = get_call(connection, call_id)
    walk, script = desk.walk, script_of_call(parts, desk.walk, call)
    operator = find_operator(connection, desk.operator)
    if script is None or operator is None:
        return None
    situation = read_situation(parts, connection, desk, operator, call.started_at)
    steps: list[StepWords] = []
    for left, earlier in zip(walk.earlier, earlier_scripts(parts.library, walk), strict=True):
        if earlier is not None:
            earlier = parts.wordings.script_for(call.id, call.started_at, earlier)
            facts = facts_in(situation, walk.language, {**left.captured, **walk.captured})
            steps += _words(earlier, [move.step for move in left.trail], facts)
            if not left.trail or left.trail[-1].step != left.step:  # the last one was said, and then the list used
                steps += _words(earlier, [left.step], facts)
    facts = facts_in(situation, walk.language, walk.captured)
    names = [*(move.step for move in walk.trail), walk.step]
    steps += _words(script, names, facts, ends_open=not script.step(walk.step).is_exit)
    return WalkWords(language=walk.language, steps=tuple(steps))


def _words(script: Script, names: Sequence[str], facts: Facts, *, ends_open: bool = False) -> Iterator[StepWords]:
    """The steps of one script; `ends_open` where the call ended with the last of them on the screen."""
    for place, name in enumerate(names):
        step = script.step(name)
        words = render(step, facts, again=name in names[:place])
        if words.screen == LAST_RESORT[facts.language]:
            continue  # what it named then, such as a place, is not known any more
        yield StepWords(
            id=step.id,
            title=step.title,
            spoken=words.spoken,
            text=words.screen,
            criteria=step.criteria,
            is_open=ends_open and place == len(names) - 1,
        )
