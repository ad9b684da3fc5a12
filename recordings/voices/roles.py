"""Which of two voices is the administrator's: only where the words of the call's opening say so. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from callcenter.domain.calls import Direction
from recordings.scoring.names import find_characters, find_name
from recordings.scoring.pack import PhrasePack
from recordings.transcript import Speaker, Turn

_OPENING_S = 30.0
"""Who has not named the clinic by then has not answered for it."""


def with_roles(turns: Sequence[Turn], pack: PhrasePack, clinic: str, direction: Direction) -> tuple[Turn, ...]:
    """The turns with roles in their guesses where one voice greets in the clinic's name; else as they were.

    In a call to the clinic only the voice that is heard first can be who answered: a caller names the clinic, too, to
    ask whether this is it.
    """
    administrator = _administrator(turns, pack, clinic, direction)
    if administrator is None:
        return tuple(turns)
    roles = {administrator: Speaker.ADMINISTRATOR, 3 - administrator: Speaker.PATIENT}
    return tuple(
        replace(turn, guess=replace(turn.guess, role=roles[turn.guess.voice])) if turn.guess else turn for turn in turns
    )


def _administrator(turns: Sequence[Turn], pack: PhrasePack, clinic: str, direction: Direction) -> int | None:
    first = {
        voice: next((turn for turn in turns if turn.guess and turn.guess.voice == voice), None) for voice in (1, 2)
    }
    if not all(first.values()):
        return None
    speaks_for = [voice for voice, turn in first.items() if turn and _speaks_for(turn, pack, clinic)]
    if direction is Direction.INBOUND and speaks_for != [1]:
        return None
    return speaks_for[0] if len(speaks_for) == 1 else None


def _speaks_for(turn: Turn, pack: PhrasePack, clinic: str) -> bool:
    """Whether a turn greets and names the clinic."""
    spoken = pack.spoken(turn.text)
    if turn.start > _OPENING_S or not (pack.does("greet", spoken) or pack.does("greet_part", spoken)):
        return False
    name = pack.spoken(clinic)
    known = find_name(spoken, name.words) if pack.spaced else find_characters(spoken, name.text)
    return known is not None or pack.name_places["clinic_before"].search(spoken.text) is not None
