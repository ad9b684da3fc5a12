"""A robot at the administrator's place: which answer it picks, for the demo and for tests."""

from collections.abc import Mapping, Sequence

from scripts_library.conditions import Holds, always
from scripts_library.engine import current, offered
from scripts_library.model import Answer, Script
from scripts_library.walk import Walk


def choose(script: Script, walk: Walk, picks: Mapping[str, Sequence[str]], holds: Holds = always) -> Answer | None:
    """The answer to take at the walk's step; None at an exit.

    `picks` names by step id the answers for the first, second, ... visit of that step; the last one holds for all
    later visits. A step without picks, or with one that it does not offer, gets its first answer. Only answers whose
    condition `holds` are taken.
    """
    step = current(script, walk)
    if not step.answers:
        return None
    wanted = picks.get(step.id, ())
    visits = sum(move.step == step.id for move in walk.trail)
    pick = wanted[min(visits, len(wanted) - 1)] if wanted else ""
    answers = offered(script, walk, holds)
    return next((answer for answer in answers if answer.id == pick), answers[0])
