"""Which way the words of an answer point: towards coming, staying away or another time. Pure.

'Не отменяйте', 'отменять не надо', 'не могу не прийти' point towards coming, for all the words of refusal in them.
The models learn from it, and what it says against them makes an answer unsure.
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


_WAYS = {
    "come": Way.COME,
    "keep": Way.COME,
    "cancel": Way.STAY_AWAY,
    "cannot": Way.STAY_AWAY,
    "miss": Way.STAY_AWAY,
    "move": Way.MOVE,
}
_DENIED = {Way.COME: Way.STAY_AWAY, Way.STAY_AWAY: Way.COME, Way.MOVE: Way.COME}
_LENDS = frozenset({"need", "want", "can", "know", "self", "try", "all", "think", "better", "fine", "say", "wished"})
"""Words that hand a 'not' on: 'не надо отменять', 'nie chcę odwoływać'."""
_PASSED = frozenset({"day", "wday", "part"})
"""Words over which a 'not' that was handed on reaches: 'nie dam rady jutro przyjść'."""
_TAKES = frozenset({"need", "want"})
"""Words that deny what stood before them: 'отменять не надо'."""
_INFINITIVES = ("ть", "ти", "ться", "тись", "ć", "wać")
_SUBJECTS = frozenset(["i", "i'll", "i'm", "i've", "we", "we'll", "я", "ja", "мы", "ми"])
"""Where one of these stands, a 'not' before it is over: 'no don't, I'll come'."""
_EMPHATIC = "never"
"""'Ни', 'nigdy': adds nothing to the 'not' that stands beside it."""
_REACH = 5
"""So many words on a 'not' is forgotten."""
_NEAR = 3
_WILLING = "willing"
"""'God willing', 'if nothing happens': no condition, but a manner of speaking (ANSWERS, ruling 3)."""
_TURN = "turn"
_WISHED, _BUT = "wished", "but"
"""'I was going to come but': what was wished once is told to be given up."""
_FORGOT = "forgot"
"""'I had quite forgotten' is thanks, and points nowhere."""
_POLITE = "fine"
"""'Nie, proszę odwołać': a 'not' that stands before 'please' is a no."""
_COURTESIES = frozenset({"proszę", "dziękuję", "przepraszam"})
"""Behind a Polish 'nie' they make it a no: 'nie, proszę odwołać'."""
_PROMISES = frozenset(
    [
        *("będę", "będziemy", "przyjdę", "przyjdziemy", "przyjadę", "przyjedziemy", "буду", "будем", "будемо"),
        *("приду", "придем", "приеду", "приедем", "прийду", "прийдемо", "приїду", "приїдемо"),
    ]
)
"""Forms that a 'not' denies only where it stands beside them."""
_BARE = frozenset({"nie", "не"})
_THAT = frozenset(["żebym", "żebyśmy", "żeby", "чтобы", "чтоб", "щоб", "аби"])
_ORDERS = ("cie", "йте", "ите", "іть")
_GOES = frozenset({"come", "move"})
_ELSEWHERE, _SENT_ON = "other_place", "sent_on"
"""'都退了我们去大医院看': where somebody goes instead."""
_FAR = 7
_TELLS = frozenset({"yes", "no", "wday", "day"})
_DOUBTS = frozenset({"if", "maybe", "try", "think", "unlikely"})


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


def after_turn(words: Sequence[str], concepts: Concepts) -> Sequence[str]:
    """What stands behind the last change of mind ('хотя нет', 'no wait'), where that points somewhere; else all."""
    turns = [end for name, _, end in concepts.found(words) if name == _TURN]
    for end in reversed(turns):
        begin = end + (concepts.of(words[end : end + 2]) == [NEGATION, _POLITE])
        tail = stance_of(words[begin:], concepts)
        if tail.ways or tail.names & _TELLS:
            return words[begin:]
    return words


def before_turn(words: Sequence[str], concepts: Concepts) -> tuple[Sequence[str], Sequence[str]]:
    """What stands before the first change of mind, and what behind the last; without one, all and nothing."""
    turns = [(first, end) for name, first, end in concepts.found(words) if name == _TURN]
    return (words[: turns[0][0]], words[turns[-1][1] :]) if turns else (words, [])


def stance_of(words: Sequence[str], concepts: Concepts) -> Stance:
    """Where the words point."""
    found = list(concepts.found(words))
    names = frozenset(name for name, _, _ in found)
    doubts = frozenset() if _WILLING in names else names & _DOUBTS
    return Stance(tuple(_ways(words, found)), doubts, names)


def _ways(words: Sequence[str], found: Sequence[tuple[str, int, int]]) -> list[Way]:
    ways: list[Way] = []
    denials, denied_at, is_lent = 0, 0, False
    wished_at: int | None = None
    for place, (name, first, _) in enumerate(found):
        if denials and first - denied_at > _REACH:
            denials = 0
        if name == _WISHED:
            wished_at = len(ways)
        elif name == _BUT and wished_at is not None and len(ways) > wished_at:
            ways[-1], wished_at = _DENIED[ways[-1]], None
        is_back = bool(denials and ways) and _takes_back(words, found, place)
        if denials and not is_back and _is_over(words, found, place):
            denials = 0
        if name in (NEGATION, _EMPHATIC):
            denials, denied_at = (denials + 1 if name == NEGATION else max(1, denials)), first
            is_lent = False
            if name == NEGATION and place and found[place - 1][0] == _EMPHATIC:
                denials = 1
        elif denials and words[first] in _COURTESIES:
            denials = 0
        elif is_back and ways[-2:] == [Way.STAY_AWAY, Way.MOVE]:
            ways, denials = ways[:-1], 0  # 'I do not come, and do not move it'
        elif is_back:
            ways[-1], denials = Way.COME, 0
        elif name in _GOES and _is_elsewhere(found, place, ways):
            denials = 0
        elif name in _WAYS:
            is_denied = denials % 2 and (name != "cannot" or first == denied_at + 1)
            ways.append(_DENIED[_WAYS[name]] if is_denied else _WAYS[name])
            denials = 0
        elif name == _FORGOT and denials % 2:
            ways.append(Way.COME)  # 'I have not forgotten'
            denials = 0
        elif name == "can" and denials and not _points_on(words, found, place):
            ways.append(Way.STAY_AWAY)
            denials = 0
        elif name in _LENDS and words[first] not in _SUBJECTS:
            is_lent = True
        elif name not in _PASSED or not is_lent:
            denials = 0
    return ways


def _is_elsewhere(found: Sequence[tuple[str, int, int]], place: int, ways: Sequence[Way]) -> bool:
    """Whether 'go' is to another clinic: it is named beside it, behind a cancelling or behind 'was sent on to'."""
    first = found[place][1]
    is_beside = any(name == _ELSEWHERE and abs(at - first) <= _FAR for name, at, _ in found)
    is_sent = any(name == _SENT_ON and 0 < first - at <= _FAR for name, at, _ in found)
    return is_beside and (is_sent or ways[-1:] == [Way.STAY_AWAY])


def _is_over(words: Sequence[str], found: Sequence[tuple[str, int, int]], place: int) -> bool:
    """Whether a 'not' was spent on words before this one: 'autobus nie jeździ, nie dojadę', 'nie odpuszczę, będę',
    'nie chcę, odwołajcie'."""
    (name, first, _), before = found[place], found[place - 1]
    if name in ("cancel", "move") and words[first].endswith(_ORDERS):
        return words[first - 1] not in _BARE  # 'с работы не отпускают, отмените', 'не надо, отмените'
    if before[0] == NEGATION and first > before[2]:
        is_second = name == NEGATION and words[first] in _BARE and words[first - 1] not in _THAT
        return is_second or words[first] in _PROMISES
    # 'jutro nie mogę, w czwartek będę'
    return before[0] in _PASSED and name in _WAYS and not words[first].endswith(_INFINITIVES)


def _takes_back(words: Sequence[str], found: Sequence[tuple[str, int, int]], place: int) -> bool:
    """'Отменять не надо', 'отменять не буду': the denied word speaks of the one before it."""
    if place < 2 or found[place - 2][0] not in ("cancel", "move"):
        return False
    (name, first, _), (_, at, _) = found[place], found[place - 2]
    helps = name == "come" and words[at].endswith(_INFINITIVES) and first - at <= _NEAR
    return name in _TAKES or helps


def _points_on(words: Sequence[str], found: Sequence[tuple[str, int, int]], place: int) -> bool:
    """Whether a word that points somewhere stands close behind: 'не могу прийти', 'не могу не прийти'.

    'Не могу, отмените' is two sentences.
    """
    for name, first, _ in found[place + 1 : place + 4]:
        if name in ("cancel", "move") and not words[first].endswith(_INFINITIVES):
            return False  # 'не могу, перенесите'
        if name == _POLITE:
            return False  # 'nie dam rady, proszę odwołać'
        if name in _WAYS:
            return True
    return False
