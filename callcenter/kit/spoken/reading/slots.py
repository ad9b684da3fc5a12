"""The slots that patterns of every language may use."""

from collections.abc import Mapping, Sequence

from callcenter.kit.spoken.reading.grammar import Grammar
from callcenter.kit.spoken.reading.numerals import Counted
from callcenter.kit.spoken.reading.pattern import Split

_Limits = tuple[int, int]
_CARDINALS: Mapping[str, _Limits] = {
    "N": (0, 10**9),
    "X": (100, 999),
    "H": (0, 24),
    "HH": (13, 24),
    "U": (1, 59),
    "D": (0, 9),
}
"""N any number, X hundreds, H an hour, HH one that is no count of small things, U a count of minutes, D one digit."""

_HOURS: Mapping[str, _Limits] = {"OHH": (13, 23), "OHM": (7, 12)}
"""Hours that are ordinals: those that hardly anything else is counted up to."""


class Slots:
    """Reads slots in the pieces of one text; what was read once is remembered."""

    def __init__(self, grammar: Grammar, split: Split) -> None:
        self._grammar = grammar
        self._names = {
            slot: sorted(
                (
                    (tuple(piece for word in name.split("_") for piece in split(word)), value)
                    for name, value in of.items()
                ),
                key=lambda one: -len(one[0]),
            )
            for slot, of in grammar.names.items()
        }
        self._known: dict[tuple[int, str], Sequence[Counted]] = {}

    def fresh(self) -> "Slots":
        """The same for another text."""
        other = Slots.__new__(Slots)
        other._grammar, other._names, other._known = self._grammar, self._names, {}
        return other

    def __call__(self, texts: Sequence[str], at: int, name: str) -> Sequence[Counted]:
        """What the slot of this name can hold at a place, the longest first."""
        key = (at, name)
        if key not in self._known:
            self._known[key] = self._read(texts, at, name.rstrip("0123456789"))
        return self._known[key]

    def starters(self, name: str) -> frozenset[str]:
        """The pieces that a slot can begin with."""
        slot = name.rstrip("0123456789")
        if slot in self._names:
            return frozenset(words[0] for words, _ in self._names[slot])
        return self._grammar.numerals.starters | self._grammar.minute_zeros | frozenset(self._grammar.digits.only)

    def _read(self, texts: Sequence[str], at: int, slot: str) -> Sequence[Counted]:
        if at >= len(texts):
            return ()
        own = self._grammar.slots.get(slot)
        if own is not None:
            return own(texts, at)
        if slot in self._names:
            return [
                Counted(at + len(words), value)
                for words, value in self._names[slot]
                if tuple(texts[at : at + len(words)]) == words
            ]
        if slot in self._grammar.ordinals:
            return self._grammar.numerals.ordinals(texts, at, self._grammar.ordinals[slot])
        if slot in _HOURS:
            least, most = _HOURS[slot]
            return [one for one in self._read(texts, at, "OH") if least <= one.value <= most]
        if slot == "M":
            return self._minutes(texts, at)
        if slot == "MM":  # as visits begin; other minutes may be the end of a telephone number
            return [one for one in self._minutes(texts, at) if one.value % 5 == 0]
        least, most = _CARDINALS[slot]
        return [one for one in self._grammar.numerals.cardinals(texts, at) if least <= one.value <= most]

    def _minutes(self, texts: Sequence[str], at: int) -> Sequence[Counted]:
        """Minutes as they stand behind an hour: two figures, so that 'nine five' is no time."""
        cardinals = self._grammar.numerals.cardinals
        if texts[at] in self._grammar.minute_zeros:
            return [one for one in cardinals(texts, at + 1) if one.value < 10 and one.end == at + 2]
        return [one for one in cardinals(texts, at) if 10 <= one.value < 60]
