"""Rules of a grammar as lines of text.

```
@at > H M PART? < !@unit !N
```
Words stand for themselves, `a|b` is one or the other, `_` binds words of one alternative, `?` at the end: may be
missing. Capitals are slots (`H` an hour, `N` a number, `MONTH`, ...; a digit behind the name tells two apart), `@name`
a list of words that the grammar names. What stands before `>` must come before, what stands behind `<` must follow
(with `!`: must not); neither is part of what is read. Before `>`, `~@name` asks that one of these words, or a time or
date, was said not long ago; `^` there is the beginning, `$` behind `<` the end.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from callcenter.kit.spoken.reading.numerals import Counted

NEAR = 5
"""How many pieces back a word still says what is being talked of."""

SlotReader = Callable[[Sequence[str], int, str], Sequence[Counted]]
"""Reads the slot of a name at a place: the candidates, the longest first."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern."""

    words: tuple[tuple[str, ...], ...] = ()
    """Alternatives, each of one or more pieces; the longest first."""
    slot: str = ""
    is_optional: bool = False
    is_negated: bool = False
    is_near: bool = False
    is_edge: bool = False
    """The beginning or the end of what was said."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled rule."""

    before: tuple[Element, ...]
    body: tuple[Element, ...]
    after: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces that a pattern fits, and what its slots hold."""

    start: int
    end: int
    slots: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    """By slot what was said for it, with a space between pieces."""


Split = Callable[[str], Sequence[str]]


def compile_pattern(text: str, sets: Mapping[str, str], split: Split) -> Pattern:
    """The rule of a line; `split` cuts a word into pieces."""
    before, found, rest = text.partition(" > ")
    body, _, after = (rest if found else text).partition(" < ")
    parts = (before if found else "", body, after)
    return Pattern(*(tuple(_element(token, sets, split) for token in part.split()) for part in parts))


def matches(
    pattern: Pattern, texts: Sequence[str], at: int, read: SlotReader, *, is_near: bool = False
) -> Iterator[Found]:
    """All ways in which the rule fits at `at`, those that take longer first. `is_near`: what `~` asks for is known."""
    if not all(_comes_before(element, texts, at, is_near=is_near) for element in pattern.before):
        return
    for found in _body(pattern.body, texts, Found(at, at), read):
        if found.end > at and all(_follows(element, texts, found.end, read) for element in pattern.after):
            yield found


def first_pieces(pattern: Pattern) -> tuple[frozenset[str], frozenset[str]]:
    """Pieces, and names of slots, that the body can begin with."""
    words: set[str] = set()
    slots: set[str] = set()
    for element in pattern.body:
        words.update(alternative[0] for alternative in element.words)
        if element.slot:
            slots.add(element.slot)
        if not element.is_optional:
            break
    return frozenset(words), frozenset(slots)


def _element(token: str, sets: Mapping[str, str], split: Split) -> Element:
    is_negated, token = token.startswith("!"), token.removeprefix("!")
    is_near, token = token.startswith("~"), token.removeprefix("~")
    is_optional, token = token.endswith("?"), token.removesuffix("?")
    if token in ("^", "$"):
        return Element(is_edge=True, is_negated=is_negated)
    if token.isascii() and token[0].isupper():
        return Element(slot=token, is_optional=is_optional, is_negated=is_negated)
    alternatives = [
        word for part in token.split("|") for word in (sets[part[1:]].split() if part.startswith("@") else [part])
    ]
    words = {tuple(piece for word in alternative.split("_") for piece in split(word)) for alternative in alternatives}
    return Element(
        words=tuple(sorted(words, key=lambda one: (-len(one), one))),
        is_optional=is_optional,
        is_negated=is_negated,
        is_near=is_near,
    )


def _body(elements: Sequence[Element], texts: Sequence[str], found: Found, read: SlotReader) -> Iterator[Found]:
    if not elements:
        yield found
        return
    first, rest = elements[0], elements[1:]
    for taken in _taken(first, texts, found, read):
        yield from _body(rest, texts, taken, read)
    if first.is_optional:
        yield from _body(rest, texts, found, read)


def _taken(element: Element, texts: Sequence[str], found: Found, read: SlotReader) -> Iterator[Found]:
    if element.slot:
        for one in read(texts, found.end, element.slot):
            yield Found(
                found.start,
                one.end,
                {**found.slots, element.slot: one.value},
                {**found.words, element.slot: " ".join(texts[found.end : one.end])},
            )
    for words in element.words:
        if tuple(texts[found.end : found.end + len(words)]) == words:
            yield Found(found.start, found.end + len(words), found.slots, found.words)


def _comes_before(element: Element, texts: Sequence[str], at: int, *, is_near: bool) -> bool:
    if element.is_edge:
        return (at == 0) is not element.is_negated
    if element.is_near:
        if is_near and not element.is_negated:
            return True
        there = any(
            tuple(texts[end - len(words) : end]) == words
            for words in element.words
            for end in range(max(len(words), at - NEAR + 1), at + 1)
        )
    else:
        there = any(at >= len(words) and tuple(texts[at - len(words) : at]) == words for words in element.words)
    return there is not element.is_negated


def _follows(element: Element, texts: Sequence[str], at: int, read: SlotReader) -> bool:
    if element.is_edge:
        there = at == len(texts)
    elif element.slot:
        there = bool(read(texts, at, element.slot))
    else:
        there = any(tuple(texts[at : at + len(words)]) == words for words in element.words)
    return there is not element.is_negated
