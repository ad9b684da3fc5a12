"""Which way the words of an answer point: towards coming, staying away or another time. Pure.

'Не отменяйте', 'отменять не надо' and 'не могу не прийти' point towards coming, for all the words of refusal in them. The
models learn from it, and what it says against them makes an answer unsure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ivr.answers.concepts import NEGATION, Concepts


class Way(StrEnum):
    """A way that some words point."""

    COME = "K"
    STAY_AWAY = "C"
    MOVE = "M"


_WAYS = {"come": Way.COME, "keep": Way.COME, "cancel": Way.STAY_AWAY, "cannot": Way.STAY_AWAY, "move": Way.MOVE}
_DENIED = {Way.COME: Way.STAY_AWAY, Way.STAY_AWAY: Way.COME, Way.MOVE: Way.COME}
_LENDS = frozenset({"need", "want", "can", "know", "self", "try", "all", "think", "better", "fine"})
"""Words that hand a 'not' on: 'не надо отменять', 'nie chcę odwoływać'."""
_TAKES = frozenset({"need", "want"})
"""Words that deny what stood before them: 'отменять не надо'."""
_INFINITIVES = ("ть", "ти", "ться", "тись", "ć", "wać")
_DOUBTS = frozenset({"if", "maybe", "try", "think"})


@dataclass(frozen=True, slots=True)
class Stance:
    """The ways of an answer, in their order, and what makes them doubtful."""

    ways: tuple[Way, ...]
    doubts: frozenset[str]
    names: frozenset[str]
    """All that the words stand for."""

    @property
    def last(self) -> Way | None:
        """Where the answer points in the end; None: nowhere."""
        return self.ways[-1] if self.ways else None


def stance_of(words: Sequence[str], concepts: Concepts) -> Stance:
    """Where the words point."""
    ways: list[Way] = []
    denials = 0
    found = list(concepts.found(words))
    for place, (name, first, _) in enumerate(found):
        if name == NEGATION:
            denials += 1
            continue
        way = _WAYS.get(name)
        if denials and place >= 2 and (name in _TAKES or _is_helper(words, first, found, place)) and ways:
            if found[place - 2][0] in ("cancel", "move"):
                ways[-1] = Way.COME
                denials = 0
                continue
        if way is not None:
            ways.append(_DENIED[way] if denials % 2 else way)
            denials = 0
        elif name == "can" and denials and not _points_on(found, place):
            ways.append(Way.STAY_AWAY)
            denials = 0
        elif name not in _LENDS:
            denials = 0
    names = frozenset(name for name, _, _ in found)
    return Stance(tuple(ways), names & _DOUBTS, names)


def _is_helper(words: Sequence[str], first: int, found: Sequence[tuple[str, int, int]], place: int) -> bool:
    """'Отменять не буду': the word for coming only helps another one."""
    name, at, _ = found[place - 2]
    return (
        found[place][0] == "come"
        and name in ("cancel", "move")
        and words[at].endswith(_INFINITIVES)
        and first - at <= 3
    )


def _points_on(found: Sequence[tuple[str, int, int]], place: int) -> bool:
    """Whether a word that points somewhere stands close behind: 'не могу прийти', 'не могу не прийти'."""
    return any(name in _WAYS for name, _, _ in found[place + 1 : place + 4])
