"""What a search found, as its page shows it. Pure."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from callcenter.kit.languages import Language
from recordings.calls.entry import Cursor
from recordings.calls.row import Row
from recordings.private_words.masking import Labels, masked_turn
from recordings.private_words.spans import PrivateSpan
from recordings.reading.pieces import Piece, pieces_of
from recordings.reading.readable import readable
from recordings.search.ask import Ask, FoundCall
from recordings.search.found import found_seconds
from recordings.search.period import Period
from recordings.transcript import Guess, Speaker, Turn

BEFORE, BEHIND = 110, 220
"""Signs that are shown before the first and behind the first found word; long turns are cut there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWish:
    """What somebody asked for, as it came from the address or the command line."""

    words: str
    side: Speaker | None = None
    period: Period = Period.ALL

    def address(self, after: Cursor | None = None) -> str:
        """The address of what was found, or of its part behind a place."""
        parts = {"words": self.words, "side": self.side or "", "period": self.period.value}
        parts["after"] = "" if after is None else str(after)
        return "/calls/search?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in parts.items() if value)

    def anywhere(self) -> str:
        """The same words on both sides, at any time."""
        return SearchWish(words=self.words).address()


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a text."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTurn:
    """A turn in which something was found."""

    start: float
    """Second of the first found word."""
    speaker: Speaker | None
    """None where both voices are on one side."""
    guess: Guess | None
    """Who may have spoken there; None where nobody can tell."""
    pieces: tuple[Marked, ...]
    href: str
    """The page of the call, at this second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A call with what was found in it."""

    row: Row
    language: Language
    turns: tuple[FoundTurn, ...]
    more: int
    """How many further turns of the call hold it."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The whole page."""

    wish: SearchWish
    problem: str = ""
    """Why the query cannot be understood, and what to write instead; an English sentence of the catalogue."""
    rows: tuple[FoundRow, ...] = ()
    all_calls: int = 0
    all_turns: int = 0
    next_place: Cursor | None = None
    """Behind which the next part begins; None where there is none."""
    is_first: bool = True
    transcripts: int = 0
    unindexed: int = 0
    """Transcripts that cannot be searched yet."""
    finds_own_only: bool = False
    """The reader may not open every call."""

    @property
    def older(self) -> str:
        """Address of the next part; empty where there is none."""
        return self.wish.address(self.next_place) if self.next_place else ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The private words of a call that its reader may not see."""

    spans: Sequence[PrivateSpan]
    labels: Labels
    """What stands in their place."""


def found_row(row: Row, found: FoundCall, turns: Sequence[Turn], *, ask: Ask, words: str, hidden: Hidden) -> FoundRow:
    """A call with the first turns in which the words were found."""
    page = page_address(row.href, words)
    return FoundRow(
        row=row,
        language=found.language,
        turns=tuple(
            _found_turn(turn, place, found, ask=ask, hidden=hidden, page=page)
            for place, turn in zip(found.places, turns, strict=False)
        ),
        more=len(found.places) - len(turns),
        href=page,
    )


def _found_turn(turn: Turn, place: int, found: FoundCall, *, ask: Ask, hidden: Hidden, page: str) -> FoundTurn:
    own = [span for span in hidden.spans if span.turn == place]
    seconds = found_seconds(turn, found.language, ask.query, own)
    shown = masked_turn(turn, own, found.language, hidden.labels)
    start = seconds[0][0] if seconds else turn.start
    return FoundTurn(
        start=start,
        speaker=None if found.is_mono else turn.speaker,
        guess=turn.guess if found.is_mono else None,
        pieces=tuple(_cut(readable(pieces_of(shown), shown, found.language), seconds)),
        href=f"{page}#t={start:g}",
    )


def page_address(href: str, words: str) -> str:
    """The address of a call's page that marks the words."""
    return f"{href}?words={quote(words, safe='')}"


def _cut(pieces: Sequence[Piece], seconds: Sequence[tuple[float, float]]) -> Iterator[Marked]:
    """A stretch around the first found word, marked where it is spoken in `seconds`."""
    found = [_is_in(piece, seconds) for piece in pieces]
    first = found.index(True) if True in found else 0
    begin = first - _reach(pieces[:first][::-1], BEFORE)
    end = first + _reach(pieces[first:], BEHIND)
    if begin:
        yield Marked("… ", is_found=False)
    for place in range(begin, end):
        # The space between two found words of a phrase is marked with them.
        between = begin < place < end - 1 and found[place - 1] and found[place + 1]
        text = pieces[place].text
        yield Marked(text, is_found=found[place] or (between and not text.strip()))
    if end < len(pieces):
        yield Marked(" …", is_found=False)


def _is_in(piece: Piece, seconds: Sequence[tuple[float, float]]) -> bool:
    """Whether a word is spoken in some seconds, which are in order and apart."""
    starts, ends = piece.start, piece.end
    if starts is None or ends is None:
        return False
    begun = bisect_left(seconds, (ends,))  # those before it begin before the word ends
    return begun > 0 and seconds[begun - 1][1] > starts


def _reach(pieces: Sequence[Piece], signs: int) -> int:
    """How many pieces fit into so many signs; at least one."""
    length = 0
    for place, piece in enumerate(pieces):
        length += len(piece.text)
        if length > signs and place:
            return place
    return len(pieces)
