"""A robot at the administrator's place: which answer it picks, for the demo and for tests."""

from collections.abc import Mapping, Sequence

from scripts_library.conditions import Holds, always
from scripts_library.engine import current, enter, offered, take
from scripts_library.loader import Library
from scripts_library.model import Answer, Script
from scripts_library.walk import Walk


def choose(script: Script, walk: Walk, picks: Mapping[str, Sequence[str]], holds: Holds = always) -> Answer | None:
    """The answer to take at the walk's step; None at an exit.

    `picks` names by step id the answers for the first, second, ... visit of that step in the call, whichever script it
    belongs to; the last one holds for all later visits. A step without picks, or with one that it does not offer, gets
    its first answer. Only answers whose condition `holds` are taken.
    """
    step = current(script, walk)
    if not step.answers:
        return None
    wanted = picks.get(step.id, ())
    visits = walk.times_left(step.id)
    pick = wanted[min(visits, len(wanted) - 1)] if wanted else ""
    answers = offered(script, walk, holds)
    return next((answer for answer in answers if answer.id == pick), answers[0])


def go_on(library: Library, script: Script, walk: Walk, answer: Answer, holds: Holds = always) -> tuple[Script, Walk]:
    """The script and the walk after an answer, in another script where it leads to one. Raises NotFoundError where
    the library lacks that one, WalkError as the engine does."""
    taken = take(script, walk, answer.id, holds)
    if not answer.script:
        return script, taken
    other = library.get(answer.script, walk.language)
    return other, enter(other, taken, holds)
