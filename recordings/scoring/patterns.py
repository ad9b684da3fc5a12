"""The small pattern language of phrase packs, compiled to regular expressions.

    word        that word                       помо*       a word that begins so
    (a|b c|d*)  one of these                    [a|b]       one of these or nothing
    ..          up to three words between       ...         up to eight words between
    <hour>      one of the pack's set `hour`    ^ $         the utterance begins / ends here

In Chinese the units are characters, spaces in a pattern mean nothing, `..` is up to four characters and
`...` up to twelve.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.errors import CallCenterError

_PIECE = re.compile(r"\.\.\.|\.\.|<[a-z_]+>|[()\[\]|^$]|[^\s()\[\]|<>^$.]+")


_GLUED = re.compile(r"\w[(\[]|[)\]]\w")


class PatternError(CallCenterError):
    """A phrase pattern cannot be read."""


@dataclass(frozen=True, slots=True)
class _Writing:
    """How pieces become regular expressions in one kind of writing."""

    word: Callable[[str], str]
    short_gap: str
    long_gap: str
    start: str
    end: str


def _spaced_word(piece: str) -> str:
    if piece.endswith("*"):
        return " " + re.escape(piece[:-1]) + r"\S*(?= )"
    return " " + re.escape(piece) + "(?= )"


_SPACED = _Writing(_spaced_word, r"(?: \S+){0,3}?", r"(?: \S+){0,8}?", r"^", r" $")
_UNSPACED = _Writing(re.escape, r".{0,4}?", r".{0,12}?", r"^", r"$")


def compile_pattern(pattern: str, sets: Mapping[str, Sequence[str]], *, spaced: bool) -> str:
    """The regular expression of one pattern. Raises PatternError, naming the pattern, if it is malformed."""
    return _Reader(pattern, sets, _SPACED if spaced else _UNSPACED).read()


def compile_any(patterns: Sequence[str], sets: Mapping[str, Sequence[str]], *, spaced: bool) -> re.Pattern[str]:
    """One expression that finds any of `patterns`, the first in order where several begin together."""
    sources = [compile_pattern(pattern, sets, spaced=spaced) for pattern in patterns]
    return re.compile("|".join(f"(?:{source})" for source in sources) if sources else r"(?!)")


class _Reader:
    """Recursive descent over the pieces of one pattern."""

    def __init__(self, pattern: str, sets: Mapping[str, Sequence[str]], writing: _Writing) -> None:
        self._pattern = pattern
        self._pieces = _PIECE.findall(pattern)
        if writing is _SPACED and _GLUED.search(pattern):
            raise PatternError(f"pattern {pattern!r}: write whole words; a bracket may not touch a letter")
        if "".join(self._pieces) != re.sub(r"\s+", "", pattern):
            raise PatternError(f"pattern {pattern!r} holds a sign that has no meaning here")
        self._sets = sets
        self._writing = writing
        self._at = 0

    def read(self) -> str:
        expression = self._alternatives()
        if self._at < len(self._pieces):
            raise PatternError(f"pattern {self._pattern!r}: unexpected {self._pieces[self._at]!r}")
        if not expression:
            raise PatternError("an empty pattern matches everything: remove it")
        return expression

    def _alternatives(self) -> str:
        branches = [self._sequence()]
        while self._at < len(self._pieces) and self._pieces[self._at] == "|":
            self._at += 1
            branches.append(self._sequence())
        return "|".join(branches)

    def _sequence(self) -> str:
        parts: list[str] = []
        while self._at < len(self._pieces) and self._pieces[self._at] not in ")]|":
            parts.append(self._piece())
        return "".join(parts)

    def _piece(self) -> str:
        piece = self._pieces[self._at]
        self._at += 1
        fixed = {"...": self._writing.long_gap, "..": self._writing.short_gap}
        fixed |= {"^": self._writing.start, "$": self._writing.end}
        if piece in fixed:
            return fixed[piece]
        if piece in "([":
            inner = self._group(")" if piece == "(" else "]")
            return f"(?:{inner})" if piece == "(" else f"(?:{inner})?"
        if piece.startswith("<"):
            return self._set(piece[1:-1])
        return self._writing.word(piece)

    def _group(self, closing: str) -> str:
        inner = self._alternatives()
        if self._at >= len(self._pieces) or self._pieces[self._at] != closing:
            raise PatternError(f"pattern {self._pattern!r}: a bracket is not closed")
        self._at += 1
        return inner

    def _set(self, name: str) -> str:
        if name not in self._sets:
            raise PatternError(f"pattern {self._pattern!r}: no set <{name}> in this pack")
        members = [_Reader(member, self._sets, self._writing).read() for member in self._sets[name]]
        return "(?:" + "|".join(members) + ")"
