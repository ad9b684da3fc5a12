"""Bringing transcripts into the index that were written before there was one, or for another version of it."""

from dataclasses import dataclass

from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings.search import store
from recordings.search.indexing import terms_of
from recordings.store import get_recording, get_turns

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """The use case."""

    database: Database

    def take_up_left(self, at_once: int = 100) -> int:
        """Index what is left, the newest first, each transcript in a transaction of its own; returns how many.

        It may be stopped at any time: what is done is done, and the next run goes on from there. Two runs at once do
        some of the work twice and nothing wrong.
        """
        done = 0
        while True:
            with self.database.read() as connection:
                left = store.unindexed(connection, at_once)
            if not left:
                return done
            for recording, language in left:
                self._index(recording, language)
            done += len(left)
            _log.info("older transcripts are being indexed for the search", done=done)

    def count_left(self) -> int:
        """How many transcripts are not in the index yet."""
        with self.database.read() as connection:
            return store.count_transcripts(connection)[1]

    def _index(self, recording: RecordingId, language: Language) -> None:
        with self.database.work() as work:
            try:
                found = get_recording(work.connection, recording, for_update=True)
            except NotFoundError:
                return  # deleted in the meantime
            turns = get_turns(work.connection, recording, language) or ()
            store.save_terms(work.connection, recording, language, terms_of(turns, language, found.sides))
