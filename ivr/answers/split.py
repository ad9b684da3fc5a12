"""An answer that is not the same for all visits: 'the first yes, the second no', 'I come, my son does not'. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from callcenter.kit.languages import Language
from ivr.answers.concepts import NEGATION, Concepts
from ivr.answers.days import day_slots
from ivr.answers.marks import marks_of
from ivr.answers.moments import time_slots
from ivr.answers.names import Meaning
from ivr.answers.stance import Way, stance_of

_ORDINALS = ("v1", "v2", "v3", "v4")
_NUMBERS = {
    **{name: (str(place),) for place, name in enumerate(_ORDINALS, start=1)},
    "mid": ("2",),
    "first_two": ("1", "2"),
}
_FROM_END = {"last": 1, "last_two": 2}
_BY_ORDER = frozenset((*_NUMBERS, *_FROM_END, "rest"))
_WAYS = {Way.COME: Meaning.KEEP, Way.STAY_AWAY: Meaning.CANCEL, Way.MOVE: Meaning.MOVE}
_OTHER = {Meaning.KEEP: Meaning.CANCEL, Meaning.CANCEL: Meaning.KEEP, Meaning.MOVE: Meaning.KEEP}
_PERSON = "person "
_PRAISE = frozenset({"all", "mark"})
"""What a visit that is kept is called: 'the first is all right'."""
_HINDERS = frozenset({"ill", "busy", "away"})
"""Why somebody does not come."""
_WISHED = frozenset({"after", "earlier", "better", "week"})
"""What speaks for another time where nothing else is said: 'the second one a bit later'."""
_UNKNOWN = "?"
"""Begins the name of a visit by a day or time at which none is: one of those that are left, in their order."""
_PARTS = ("morning", "afternoon", "evening")


@dataclass(frozen=True, slots=True)
class Visits:
    """The words that a language names visits and ways with."""

    visits: Concepts
    concepts: Concepts
    wishes: Concepts


@dataclass(frozen=True, slots=True)
class _Named:
    """Visits that some words name: their numbers, `last`, `last_two`, `rest`, `self`, or a person."""

    visits: tuple[str, ...]
    first: int
    end: int
    is_exact: bool = False
    """A visit begins at the very time that is said."""


def names_visits(words: Sequence[str], visits: Concepts) -> bool:
    """Whether one of the visits is named by its order."""
    return any(name in _BY_ORDER for name, _, _ in visits.found(words))


def names_all(words: Sequence[str], visits: Concepts) -> bool:
    """Whether all visits are named together."""
    return any(name == "all" for name, _, _ in visits.found(words))


def by_visit(
    words: Sequence[str],
    language: Language,
    vocabulary: Visits,
    now: datetime,
    visits: Sequence[datetime],
    *,
    guess: bool,
) -> list[Meaning] | None:
    """What shall become of each visit, in their order; None where they are not told apart, and none in the list where
    one of them stays unknown.

    `guess`: where none is named, the ways are taken in the order in which they are said.
    """
    named = _named(words, language, vocabulary, now, visits)
    clauses = [first for name, first, _ in vocabulary.visits.found(words) if name == "clause"]
    paired = (
        _but_one(words, named, vocabulary)
        or _one_and_self(words, named, vocabulary.concepts)
        or _by_clause(words, named, clauses, vocabulary.concepts)
        or _paired(words, named, vocabulary.concepts, _sames(words, vocabulary.visits))
    )
    count = max(len(visits), 2)
    is_only = "only" in {name for name, _, _ in vocabulary.concepts.found(words)}
    if is_only and guess and not paired and len(named) == 1 and _way(words, vocabulary.concepts) is None:
        paired = dict.fromkeys(named[0].visits, Meaning.KEEP)  # 'only the second one'
    if any(visit.isdigit() or visit in _BY_ORDER for visit in paired):
        return _by_order(paired, count, guess=guess, is_only=is_only)
    people = sorted(paired, key=lambda visit: visit != "self")
    if len(people) >= 2:
        found = [paired[person] for person in people]
    elif not guess:
        return None
    else:
        found = [_WAYS[way] for way in stance_of(words, vocabulary.concepts).ways]
    return [*found[:count], *[found[-1]] * max(0, count - len(found))] if len(found) >= 2 else None


def _by_order(paired: Mapping[str, Meaning], count: int, *, guess: bool, is_only: bool) -> list[Meaning] | None:
    """The ways by number; none where one stays unknown.

    One that is not named is kept where the others are not; it is given up on 'only' alone.
    """
    result: list[Meaning | None] = [None] * count
    for visit, way in paired.items():
        if visit in _FROM_END:
            result[-_FROM_END[visit] :] = [way] * _FROM_END[visit]
        elif visit.isdigit() and 1 <= int(visit) <= count:
            result[int(visit) - 1] = way
    for visit in paired:
        if visit.startswith(_UNKNOWN) and None in result:
            result[result.index(None)] = paired[visit]
    known = [way for way in result if way]
    rest = paired.get("rest")
    if rest is None and (guess or is_only) and len(set(known)) == 1:
        rest = _OTHER[known[-1]] if is_only or known[-1] is not Meaning.KEEP else None
    full = [way or rest for way in result]
    return [way for way in full if way] if all(full) else []


def _named(
    words: Sequence[str], language: Language, vocabulary: Visits, now: datetime, visits: Sequence[datetime]
) -> list[_Named]:
    found = [
        _Named(_NUMBERS.get(name, (name,)), first, end)
        for name, first, end in vocabulary.visits.found(words)
        if name in _BY_ORDER
    ]
    ordinals = {one.first for one in found if one.end - one.first == 1}
    moments = [
        one
        for one in _by_moments(words, language, vocabulary.wishes, now, visits)
        if one.is_exact or one.end - one.first > 1 or one.first not in ordinals  # 'na pierwszą': the first, or at one
    ]
    if all(visit.startswith(_UNKNOWN) for one in moments for visit in one.visits):
        moments = []
    taken = {place for one in moments for place in range(one.first, one.end)}
    found = [_first_two(one, words, vocabulary.visits) for one in found if one.first not in taken]  # 'za pięć druga'
    found += moments
    if not found:
        found = [
            _Named(("self" if name == "self" else _PERSON + "".join(words[first:end])[:3],), first, end)
            for name, first, end in vocabulary.concepts.found(words)
            if name in ("self", "family")
        ]
        found = found if any(one.visits != ("self",) for one in found) else found + _others(words, vocabulary.concepts)
        family = {one.first for one in found if one.visits != ("self",)}
        found = [one for one in found if one.visits != ("self",) or one.end not in family]  # 'my son' is one
    found.sort(key=lambda one: one.first)
    kept: list[_Named] = []
    for one in found:
        if not kept or one.first >= kept[-1].end:
            kept.append(one)
    return kept


def _others(words: Sequence[str], concepts: Concepts) -> list[_Named]:
    """'He' and 'she', where nobody is named: 'I can, he cannot'."""
    return [_Named((f"{_PERSON}he",), first, end) for name, first, end in concepts.found(words) if name == "he"][:1]


def _first_two(one: _Named, words: Sequence[str], visits: Concepts) -> _Named:
    """'The first two' are two."""
    pair = [(first, end) for name, first, end in visits.found(words) if name == "two"]
    beside = next((at for at in pair if at[0] == one.end or at[1] == one.first), None)
    if one.visits != ("1",) or beside is None:
        return one
    return _Named(("1", "2"), min(one.first, beside[0]), max(one.end, beside[1]))


def _by_moments(
    words: Sequence[str], language: Language, wishes: Concepts, now: datetime, visits: Sequence[datetime]
) -> list[_Named]:
    """Words that name visits by their day, time or part of the day; a day may have several."""
    found: list[_Named] = []
    is_known = False
    for mark in marks_of(words, language, wishes, is_wish=False):
        said = replace(mark, is_denied=False)
        day, clock = day_slots([said], now).get("date"), time_slots([said]).get("from")
        is_exact = any(f"{visit:%H:%M}" == clock for visit in visits)
        fitting = [
            str(place)
            for place, visit in enumerate(visits, start=1)
            if visit.date().isoformat() == day or (f"{visit:%H:%M}" if is_exact else f"{visit:%H}:00") == clock
        ]
        if mark.name in _PARTS and len(visits) >= 2:
            hours = [visit.time() for visit in visits]
            fitting = [str(hours.index(min(hours) if mark.name == _PARTS[0] else max(hours)) + 1)]
        both = [one for one in fitting if found and one in found[-1].visits]
        if both and mark.first - found[-1].end <= 1:
            found[-1] = _Named(tuple(both), found[-1].first, mark.end)  # 'on Friday at ten'
        elif 0 < len(fitting) < max(2, len(visits)):
            is_known = True
            found.append(_Named(tuple(fitting), mark.first, mark.end, is_exact))
        elif not fitting and (day or clock):
            found.append(_Named((f"{_UNKNOWN}{mark.first}",), mark.first, mark.end))
    return found if is_known else []


def _by_clause(
    words: Sequence[str], named: Sequence[_Named], clauses: Sequence[int], concepts: Concepts
) -> dict[str, Meaning]:
    """Each visit with what its clause says, where every clause that says something names one: 'I keep the first but
    cancel the second'."""
    edges = [0, *clauses, len(words)]
    paired: dict[str, Meaning] = {}
    count = 0
    for first, end in pairwise(edges):
        own = [one for one in named if first <= one.first < end]
        way = _way([*words[first : own[0].first], *words[own[0].end : end]], concepts) if own else None
        if len(own) > 1 or (own and way is None):
            return {}
        if own and way:
            paired |= dict.fromkeys(own[0].visits, way)
            count += 1
    return paired if count > 1 and count == len(named) else {}


def _sames(words: Sequence[str], visits: Concepts) -> list[int]:
    """Where 'too' stands: 'cancel the first, and the second too'."""
    return [first for name, first, _ in visits.found(words) if name == "same"]


def _paired(
    words: Sequence[str], named: Sequence[_Named], concepts: Concepts, sames: Sequence[int]
) -> dict[str, Meaning]:
    """Each visit with what shall become of it: what is said behind it, or before it where the answer begins so."""
    if not named:
        return {}
    edges = [*(one.first for one in named), len(words)]
    behind = [_way(words[one.end : edge], concepts) for one, edge in zip(named, edges[1:], strict=True)]
    for place in range(1, len(named)):
        if any(named[place].end <= same < edges[place + 1] for same in sames):
            behind[place] = behind[place] or behind[place - 1]
    before = [_way(words[: named[0].first], concepts), *behind[:-1]]
    ways = behind
    is_last = not _PRAISE & set(concepts.of(words[named[-1].end :]))
    turned = _turned(words[named[-2].end : edges[-2]], concepts) if len(named) > 1 and not behind[-1] else None
    if len(named) == 1 and {Way.COME, Way.STAY_AWAY} <= set(stance_of(words[named[0].end :], concepts).ways):
        return {}  # another visit was named in words that nobody knows
    if _is_one_alone(words, named, behind, concepts):
        ways = [Meaning.KEEP, behind[0] or behind[1]]
    elif turned and is_last and not before[0]:
        ways = [*behind[:-2], *turned]
    elif before[0] and not behind[-1]:
        ways = before
        for place in range(1, len(ways)):
            ways[place] = ways[place] or ways[place - 1]  # 'I come at ten and on Monday, but ..'
    elif before[0] and not behind[0]:
        ways = [before[0], *behind[1:]]  # 'not on Wednesday, on Friday I come'
    paired: dict[str, Meaning] = {}
    waiting: list[str] = []
    for one, way in zip(named, ways, strict=True):
        waiting += one.visits
        if way:
            paired |= dict.fromkeys(waiting, way)
            waiting = []
    return paired


def excepts(words: Sequence[str], visits: Concepts) -> bool:
    """Whether one is named that is not as all the others: 'all but the second'."""
    return any(name == "except" for name, _, _ in visits.found(words))


def _but_one(words: Sequence[str], named: Sequence[_Named], vocabulary: Visits) -> dict[str, Meaning]:
    """'I come to all but the second', 'cancel all but the last'."""
    if len(named) != 1:
        return {}
    [one] = named
    if not any(name == "except" and 0 <= one.first - end <= 1 for name, _, end in vocabulary.visits.found(words)):
        return {}
    before, behind = (_way(part, vocabulary.concepts) for part in (words[: one.first], words[one.end :]))
    if before and behind and before is not behind:
        return {}
    way = before or behind or Meaning.KEEP
    return {**dict.fromkeys(one.visits, _OTHER[way]), "rest": way}


def _is_one_alone(
    words: Sequence[str], named: Sequence[_Named], behind: Sequence[Meaning | None], concepts: Concepts
) -> bool:
    """'Just the first, cancel the other': what is said behind it is of the other."""
    only = {end for name, _, end in concepts.found(words[: named[0].first]) if name == "only"}
    return len(named) == 2 and bool({named[0].first, named[0].first - 1} & only) and bool(behind[0]) != bool(behind[1])


def _one_and_self(words: Sequence[str], named: Sequence[_Named], concepts: Concepts) -> dict[str, Meaning]:
    """'I'll be there but my son won't', where no word stands for 'I' alone."""
    if len(named) != 1 or not named[0].visits[0].startswith(_PERSON):
        return {}
    own, theirs = _way(words[: named[0].first], concepts), _way(words[named[0].end :], concepts)
    return {"self": own, named[0].visits[0]: theirs} if own and theirs and own is not theirs else {}


def _turned(words: Sequence[str], concepts: Concepts) -> tuple[Meaning, Meaning] | None:
    """Two ways between two visits: 'the first is fine, cancel the second'."""
    for cut in range(1, len(words)):
        one, other = _way(words[:cut], concepts), _way(words[cut:], concepts)
        if one and other and one is not other:
            return one, other
    return None


def _way(words: Sequence[str], concepts: Concepts) -> Meaning | None:
    """What some words say of a visit: another time, if that is among them, else the last."""
    stance = stance_of(words, concepts)
    if Way.MOVE in stance.ways:
        return Meaning.MOVE
    if stance.last:
        return _WAYS[stance.last]
    names = [name for name, _, _ in concepts.found(words)]
    if names and names[-1] in _WISHED:
        return Meaning.MOVE
    for name in reversed(names):
        if name in _HINDERS:
            return Meaning.CANCEL
        if name in ("yes", "calm", "no", "can", NEGATION):
            return Meaning.KEEP if name in ("yes", "calm", "can") and NEGATION not in names else Meaning.CANCEL
    return None
