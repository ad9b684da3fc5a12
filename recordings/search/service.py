"""Looking for words in calls. Each search is in the access log, and never its words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.storage.access import log_access
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings.call_line import Cursor, Entry
from recordings.calls_store import entries_by_id
from recordings.list_view import row_of
from recordings.private_words import store as private_store
from recordings.private_words.masking import Labels, masked_turn
from recordings.private_words.service import PrivateWords
from recordings.private_words.spans import PrivateSpan
from recordings.rights import may_open, sees_private
from recordings.search import store
from recordings.search.found import found_seconds
from recordings.search.period import begin_of
from recordings.search.query import parse_query
from recordings.search.view import FoundRow, SearchView, Wish, found_turn, page_address
from recordings.store import get_recording, get_turns

PAGE_CALLS = 20
TURNS_SHOWN = 3
"""Turns of one call that are shown before 'and more'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who searches, and how it is written for them."""

    operator: Operator
    zone: ZoneInfo
    """The clinic's: where its days begin."""
    labels: Labels
    """What stands in place of private words, in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The use cases."""

    database: Database
    clock: Clock
    private: PrivateWords

    def find(self, reader: Reader, wish: Wish, after: Cursor | None = None) -> SearchView:
        """The newest calls that the reader may open in which the words were said, or those behind a place."""
        with self.database.read() as connection:
            languages = store.spoken_languages(connection)
            transcripts, unindexed = store.count_transcripts(connection)
        blank = SearchView(
            wish=wish,
            is_first=after is None,
            transcripts=transcripts,
            unindexed=unindexed,
            finds_own_only=not may_open(reader.operator, None),
        )
        if not wish.words.strip():
            return blank
        try:
            query = parse_query(wish.words, languages)
        except BadInputError as exc:
            return replace(blank, problem=str(exc))
        self._log(reader.operator)
        since = begin_of(wish.period, self.clock.now(), reader.zone)
        ask = store.Ask(query=query, side=wish.side, since=since, after=after)
        with self.database.read() as connection:
            return self._with_found(connection, blank, ask, reader)

    def _log(self, who: Operator) -> None:
        """That somebody searched, and never for what: the words may be a patient's."""
        with self.database.work() as work:
            log_access(work.connection, who.id, "search", "calls", self.clock.now())

    def _with_found(self, connection: Connection, blank: SearchView, ask: store.Ask, reader: Reader) -> SearchView:
        found = store.find_calls(connection, ask, reader.operator, PAGE_CALLS + 1)
        shown = found.calls[:PAGE_CALLS]
        entries = entries_by_id(connection, [one.call for one in shown if one.call], [one.recording for one in shown])
        rows = (self._row(connection, entries[one.cursor.id], one, ask, blank.wish, reader) for one in shown)
        return replace(
            blank,
            rows=tuple(rows),
            all_calls=found.all_calls,
            all_turns=found.all_turns,
            older=blank.wish.address(shown[-1].cursor) if len(found.calls) > PAGE_CALLS else "",
        )

    def _row(
        self, connection: Connection, entry: Entry, found: store.FoundCall, ask: store.Ask, wish: Wish, reader: Reader
    ) -> FoundRow:
        row = row_of(entry, self.clock.now(), {})
        page = page_address(row.href, wish.words)
        places = store.find_turns(connection, ask, found, TURNS_SHOWN)
        turns = store.read_turns(connection, found, places)
        hidden = () if sees_private(reader.operator, entry.call) else self._private(connection, found)
        return FoundRow(
            row=row,
            language=found.language,
            turns=tuple(
                found_turn(
                    turn,
                    masked_turn(turn, [span for span in hidden if span.turn == place], found.language, reader.labels),
                    found_seconds(turn, found.language, ask.query),
                    is_mono=found.is_mono,
                    page=page,
                )
                for place, turn in zip(places, turns, strict=False)
            ),
            more=found.turns - len(turns),
            href=page,
        )

    def _private(self, connection: Connection, found: store.FoundCall) -> Sequence[PrivateSpan]:
        """The private words of a call; its whole transcript is read only where there is no other way."""
        stored = private_store.get_spans(connection, found.recording)
        if stored is not None and not private_store.corrections_of(connection, found.recording):
            return stored
        recording = get_recording(connection, found.recording)
        turns = get_turns(connection, recording.id, recording.language)
        return self.private.view(connection, recording, turns).spans
