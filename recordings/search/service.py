"""Looking for words in calls. Each search and each call that it shows is in the access log, and never its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import RecordingId
from callcenter.storage.access import log_access, log_accesses
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings.calls.entry import Cursor, Entry
from recordings.calls.rights import may_open, sees_private
from recordings.calls.row import row_of
from recordings.calls.store import entries_by_id
from recordings.private_words import store as private_store
from recordings.private_words.masking import Labels
from recordings.private_words.service import PrivateWords
from recordings.private_words.spans import PrivateSpan
from recordings.search import store
from recordings.search.ask import Ask
from recordings.search.period import begin_of
from recordings.search.query import parse_query
from recordings.search.view import Hidden, SearchView, SearchWish, found_row
from recordings.store import get_recording, get_turns

FIND_IN_CALL = "find_in_call"
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

    def find(self, reader: Reader, wish: SearchWish, after: Cursor | None = None) -> SearchView:
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
        since = begin_of(wish.period, self.clock.now(), reader.zone)
        ask = Ask(query=query, side=wish.side, since=since, after=after)
        with self.database.read() as connection:
            found = self._with_found(connection, blank, ask, reader)
        self._log(reader.operator, found)
        return found

    def _log(self, who: Operator, found: SearchView) -> None:
        """That somebody searched, and of which calls they were shown words; never for what: it may be a patient's."""
        now = self.clock.now()
        with self.database.work() as work:
            log_access(work.connection, who.id, "search", "calls", now)
            log_accesses(work.connection, who.id, FIND_IN_CALL, [row.row.id for row in found.rows], now)

    def _with_found(self, connection: Connection, blank: SearchView, ask: Ask, reader: Reader) -> SearchView:
        found = store.find_calls(connection, ask, reader.operator, PAGE_CALLS + 1)
        shown = found.calls[:PAGE_CALLS]
        entries = entries_by_id(connection, [one.call for one in shown if one.call], [one.recording for one in shown])
        hidden = self._hidden(connection, reader.operator, {one.recording: entries[one.cursor.id] for one in shown})
        turns = store.read_turns(connection, shown, TURNS_SHOWN)
        now = self.clock.now()
        return replace(
            blank,
            rows=tuple(
                found_row(
                    row_of(entries[one.cursor.id], now, {}),
                    one,
                    turns[one.recording],
                    ask=ask,
                    words=blank.wish.words,
                    hidden=Hidden(hidden.get(one.recording, ()), reader.labels),
                )
                for one in shown
            ),
            all_calls=found.all_calls,
            all_turns=found.all_turns,
            next_place=shown[-1].cursor if len(found.calls) > PAGE_CALLS else None,
        )

    def _hidden(
        self, connection: Connection, who: Operator, entries: Mapping[RecordingId, Entry]
    ) -> Mapping[RecordingId, Sequence[PrivateSpan]]:
        """The private words that somebody does not see, by recording; a whole transcript is read only where they cannot
        be had otherwise."""
        names = [name for name, entry in entries.items() if not sees_private(who, entry.call)]
        found = dict(private_store.spans_without_corrections(connection, names))
        for name in names:
            if name not in found:
                recording = get_recording(connection, name)
                turns = get_turns(connection, name, recording.language)
                found[name] = self.private.view(connection, recording, turns).spans
        return found
