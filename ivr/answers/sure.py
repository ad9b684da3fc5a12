"""What needs no model: keys, silence, a bare yes or no, a figure from 1 to 5. Pure."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ivr.answers.concepts import Concepts
from ivr.answers.names import ANSWERS, Asked, Meaning
from ivr.answers.question import Slot, Understood

_SURE = 0.98
_YES: Mapping[Asked, Meaning] = {
    **dict.fromkeys((Asked.IDENTITY, Asked.OFFER_SLOT, Asked.YES_NO), Meaning.YES),
    **dict.fromkeys((Asked.CONFIRM_VISIT, Asked.CONFIRM_VISITS), Meaning.KEEP),
}
_NO: Mapping[Asked, Meaning] = {
    **dict.fromkeys((Asked.IDENTITY, Asked.OFFER_SLOT, Asked.YES_NO, Asked.OPEN), Meaning.NO),
    **dict.fromkeys((Asked.CONFIRM_VISIT, Asked.CONFIRM_VISITS), Meaning.UNSURE),
}
_VISITS = frozenset({Asked.CONFIRM_VISIT, Asked.CONFIRM_VISITS})
"""Where Chinese 'no need' may give a visit up: the model weighs it."""
_SPEAKERS = ({"speaks"}, {"yes", "speaks"}, {"speaks", "listens"}, {"yes", "urges"}, {"yes", "listens", "urges"})
"""Who asks to go on: a yes to much, but no promise to come."""
_EVERYWHERE = {name.value: name for name in (Meaning.WHO, Meaning.WRONG_NUMBER, Meaning.STOP, Meaning.REPEAT)}
"""What is the same whatever the question was, where nothing else is said."""
_RATES = {f"rate_{value}": value for value in range(1, 6)}


_NOT = "не"
"""Alone a no, before a figure no more than its denial."""


def by_keys(keys: str, asked: Asked) -> Understood:
    """Digit n is the n-th meaning of the question; of several the last counts; one outside the row means nothing."""
    digit = keys[-1]
    place = int(digit) if digit.isascii() and digit.isdigit() else 0
    if asked is Asked.RATE and 1 <= place <= 5:
        return Understood(meaning=Meaning.RATE, slots={"value": place}, confidence=1.0, rests_on=keys)
    row = () if asked in (Asked.RATE, Asked.WHEN) else ANSWERS[asked]
    meaning = row[place - 1] if 1 <= place <= len(row) else Meaning.NONE
    return Understood(meaning=meaning, confidence=1.0, rests_on=keys)


def bare(words: Sequence[str], asked: Asked, vocabulary: Concepts) -> Understood | None:
    """A yes or a no, 'who is this', 'wrong number', 'stop calling' or 'say again', with nothing beside it."""
    found = list(vocabulary.found(words))
    if sum(end - first for _, first, end in found) < len(words):
        return None
    names = {name for name, _, _ in found} - {"filler", "correction", "hello", "and"}
    if "yes" in names and found[-1][0] == "and":
        names |= {"listens"}  # 'okay, and?'
    meaning = None
    if asked in _VISITS and names <= {"yes", "listens"} and found[-1][0] == "hello":
        meaning = Meaning.NONE  # 'yes, hello': was just picked up
    elif names in ({"keeps"}, {"yes", "keeps"}) and asked in _VISITS:
        meaning = Meaning.KEEP  # 'please do not cancel'
    elif names == {"refuses"} and asked is Asked.OFFER_SLOT:
        meaning = Meaning.NO  # 'not today'
    elif names in ({"in_person"}, {"yes", "in_person"}) and asked is Asked.IDENTITY:
        meaning = Meaning.YES  # 'himself', as somebody says who is asked for by name
    elif names in _SPEAKERS:
        meaning = Meaning.NONE if asked in _VISITS else _YES.get(asked)  # 'I can talk', 'yes, go on'
    elif names == {"yes", "listens"}:
        meaning = Meaning.YES if asked is Asked.IDENTITY else Meaning.NONE  # 'yes, I am listening'
    elif names == {"yes"}:
        meaning = _YES.get(asked)
    elif names == {"no"} or (names and names <= {"no", "no_need"} and asked not in _VISITS):
        meaning = _NO.get(asked)
    elif len(names - {"listens"}) == 1 and names - {"listens"} <= _EVERYWHERE.keys():
        meaning = _EVERYWHERE[(names - {"listens"}).pop()]
    if meaning is None:
        return None
    return Understood(meaning=meaning, confidence=_SURE, rests_on=_joined(words, vocabulary))


def asks(words: Sequence[str], vocabulary: Concepts) -> bool:
    """Whether the words ask something back: 'can my husband come with me'."""
    return any(name == "asks_of" or (name == "asks" and first == 0) for name, first, _ in vocabulary.found(words))


def rate(words: Sequence[str], vocabulary: Concepts) -> Understood | None:
    """A figure from 1 to 5. After a change of mind the last one counts; of two between which one stands, none."""
    found = list(vocabulary.found(words))
    marks, denied = _figures(found, words)
    refused = sorted({value for value, _, _ in denied})
    if len(refused) == 2 and refused[1] - refused[0] == 2 and not marks:
        return _rated(Meaning.RATE, {"value": refused[0] + 1}, words, vocabulary)  # 'neither two nor four'
    if denied and not marks:
        return _rated(Meaning.UNSURE, {}, words, vocabulary)
    if not marks:
        return None
    values = list(dict.fromkeys(value for value, _, _ in marks))
    places = {name: first for name, first, _ in found}
    corrections = [first for name, first, _ in found if name in {"correction", "no"}]
    is_taken_back = any(marks[-2][2] <= place < marks[-1][1] for place in corrections) if len(marks) > 1 else False
    if len(values) > 1 and "between" in places and not is_taken_back:
        return _rated(Meaning.UNSURE, {}, words, vocabulary)
    if len(values) > 1:
        is_corrected = any(marks[0][2] <= place < marks[-1][1] for place in corrections)
        is_corrected = is_corrected or places.get("meant", len(words)) < marks[0][1]  # 'I was going to say three'
        is_row = any(later[1] - sooner[2] == 0 and later[0] != sooner[0] for sooner, later in pairwise(marks))
        if is_row and not is_corrected:
            return _rated(Meaning.UNSURE, {}, words, vocabulary)
        return _rated(Meaning.RATE, {"value": values[-1] if is_corrected else values[0]}, words, vocabulary)
    if "between" in places and places["between"] >= marks[-1][2]:
        return _rated(Meaning.UNSURE, {}, words, vocabulary)
    return _rated(Meaning.RATE, {"value": values[0]}, words, vocabulary)


def _figures(
    found: Sequence[tuple[str, int, int]], words: Sequence[str]
) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
    """The figures with their places, and apart from them those that are denied: 'не пять', 'nie pięć, trzy'."""
    every = [
        (_RATES[name], first, end)
        for (name, first, end), behind in zip(found, [*found[1:], ("", -1, -1)], strict=False)
        if name in _RATES and not (behind[0] == "units" and behind[1] == end)
    ]
    opening = next((first for name, first, _ in found if name not in {"filler", "yes", "hello"}), 0)
    denials = {
        end: "not" if words[first] == _NOT else name
        for name, first, end in found
        if name == "not" or (name == "no" and (first == opening or words[first] == _NOT))
    }
    denied = [mark for mark in every if mark[1] in denials]
    marks = [mark for mark in every if mark not in denied]
    # 'nie, pięć' alone is five, 'not five' alone is no figure
    return marks or [mark for mark in denied if denials[mark[1]] == "no"], denied


def _rated(meaning: Meaning, slots: Mapping[str, Slot], words: Sequence[str], vocabulary: Concepts) -> Understood:
    return Understood(meaning=meaning, slots=slots, confidence=_SURE, rests_on=_joined(words, vocabulary))


def _joined(words: Sequence[str], vocabulary: Concepts) -> str:
    return (" " if vocabulary.spaced else "").join(words)
