"""Which of two voices is the administrator's: only where the words of the call's opening say so. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from callcenter.domain.calls import Direction
from recordings.scoring.acts.model import ActModel
from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.acts.reading import read_acts
from recordings.scoring.names import find_characters, find_name
from recordings.scoring.pack import PhrasePack
from recordings.transcript import Speaker, Turn

_OPENING_S = 30.0
"""Who has not named the clinic by then has not answered for it."""
_GREETS = 0.5
_NAMES_CLINIC = 0.7
"""A caller names the clinic, too, if less like an answering line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What helps to know the administrator by the words of the first turns."""

    pack: PhrasePack
    acts: ActModel
    """Of the administrator's side."""
    clinic: str = ""
    """The clinic's name; empty where nobody knows it."""
    direction: Direction = Direction.INBOUND


def with_roles(turns: Sequence[Turn], opening: Opening) -> tuple[Turn, ...]:
    """The turns with roles in their guesses where one voice greets in the clinic's name; else as they were.

    In a call to the clinic only the voice that is heard first can be who answered: a caller names the clinic, too, to
    ask whether this is it.
    """
    administrator = _administrator(turns, opening)
    if administrator is None:
        return tuple(turns)
    roles = {administrator: Speaker.ADMINISTRATOR, 3 - administrator: Speaker.PATIENT}
    return tuple(
        replace(turn, guess=replace(turn.guess, role=roles[turn.guess.voice])) if turn.guess else turn for turn in turns
    )


def _administrator(turns: Sequence[Turn], opening: Opening) -> int | None:
    first = {
        voice: next((turn for turn in turns if turn.guess and turn.guess.voice == voice), None) for voice in (1, 2)
    }
    if not all(first.values()):
        return None
    speaks_for = [voice for voice, turn in first.items() if turn and _speaks_for(turn, opening)]
    if opening.direction is Direction.INBOUND and speaks_for != [1]:
        return None
    return speaks_for[0] if len(speaks_for) == 1 else None


def _speaks_for(turn: Turn, opening: Opening) -> bool:
    """Whether a turn greets and names the clinic."""
    pack = opening.pack
    spoken = pack.spoken(turn.text)
    acts = next(read_acts([spoken], opening.acts))
    if turn.start > _OPENING_S or not acts or acts[Does.GREET].likelihood < _GREETS:
        return False
    name = pack.spoken(opening.clinic)
    known = find_name(spoken, name.words) if pack.spaced else find_characters(spoken, name.text)
    return known is not None or acts[Does.NAME_CLINIC].likelihood >= _NAMES_CLINIC
