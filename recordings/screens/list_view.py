"""The list of calls as its templates need it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from recordings.calls.entry import BEFORE_ALL, CallLine, Cursor, Entry
from recordings.calls.rights import may_open
from recordings.calls.row import Row, row_of
from recordings.scoring.standard import Standard

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One part of the list."""

    rows: tuple[Row, ...]
    top: Cursor
    """The place of the first row; what is newer is counted in the badge, and not put in."""
    older: Cursor | None
    """Where the next part begins."""
    is_newest: bool
    newer: int
    """How many entries have come since the page was opened."""
    differing: bool = False
    """Only calls whose words tell something else than the operator entered."""
    robots: Mapping[CallId, str] = field(default_factory=lambda: MappingProxyType({}))
    """Calls that a robot led, with its conversation and what came of it."""


def list_view(
    entries: Sequence[Entry],
    *,
    begin: Cursor | None,
    newer: int | None,
    now: datetime,
    standard: Standard,
    language: Language,
    reader: Operator,
) -> ListView:
    """The part of the list that begins at `begin`; `entries` holds one more than a page where there is a next one.

    `newer` is how many have come since the newest part was opened, None for an older part.
    """
    shown = entries[:PAGE_SIZE]
    titles = titles_of(standard, language)
    return ListView(
        rows=tuple(_row_for(reader, row_of(entry, now, titles), entry.call) for entry in shown),
        top=begin or (shown[0].cursor if shown else BEFORE_ALL),
        older=entries[PAGE_SIZE].cursor if len(entries) > PAGE_SIZE else None,
        is_newest=newer is not None,
        newer=newer or 0,
    )


def titles_of(standard: Standard, language: Language) -> Mapping[str, str]:
    """The names of the criteria in one language."""
    return {criterion.id: criterion.title[language] for criterion in standard.criteria}


def _row_for(reader: Operator, row: Row, call: CallLine | None) -> Row:
    return row if may_open(reader, call) else replace(row, href="", score=None)
