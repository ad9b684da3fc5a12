"""Words that were heard and that the model does not know, put where they were said among the turns. Pure.

Which word it was nobody can tell, so a turn keeps no more of it than its time, beside the words and never among them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recordings.stretch import Stretch
from recordings.transcript import Speaker, Turn
from recordings.turns import SAME_TURN_S


def with_unknown(turns: Sequence[Turn], unknown: Mapping[Speaker, Sequence[Stretch]]) -> tuple[Turn, ...]:
    """The turns, each with the unknown words in it or near it, in the order of their starts.

    Where the same voice says nothing else within two seconds, they are a turn without text. No turn is parted by them.
    """
    shown = list(turns)
    for speaker, stretches in unknown.items():
        for stretch in stretches:
            near = _nearest(shown, speaker, stretch)
            if near is None:
                shown.append(Turn(speaker=speaker, start=stretch.start, end=stretch.end, text="", unknown=(stretch,)))
            else:
                shown[near] = _joined(shown[near], stretch)
    return tuple(sorted(shown, key=lambda turn: (turn.start, turn.speaker)))


def _nearest(turns: Sequence[Turn], speaker: Speaker, stretch: Stretch) -> int | None:
    """The place of the turn in which, or nearest to which, somebody said it."""
    away = [
        (max(0.0, turn.start - stretch.end, stretch.start - turn.end), place)
        for place, turn in enumerate(turns)
        if turn.speaker is speaker
    ]
    far, place = min(away, default=(SAME_TURN_S + 1, 0))
    return place if far <= SAME_TURN_S else None


def _joined(turn: Turn, stretch: Stretch) -> Turn:
    return replace(
        turn,
        start=min(turn.start, stretch.start),
        end=max(turn.end, stretch.end),
        unknown=tuple(sorted((*turn.unknown, stretch), key=lambda one: one.start)),
    )
