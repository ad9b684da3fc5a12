"""Bringing transcripts into the index that were written before there was one, or for another version of it."""

from contextlib import suppress
from dataclasses import dataclass

from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import RecordingId
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings.private_words.service import PrivateWords
from recordings.search import store

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """The use case."""

    database: Database
    private: PrivateWords
    """Marks the private words of a transcript and writes it into the index in one go."""

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
            for recording in left:
                self._index(recording)
            done += len(left)
            _log.info("older transcripts are being indexed for the search", done=done)

    def count_left(self) -> int:
        """How many transcripts are not in the index yet."""
        with self.database.read() as connection:
            return store.count_transcripts(connection)[1]

    def _index(self, recording: RecordingId) -> None:
        with suppress(NotFoundError):  # deleted in the meantime
            self.private.mark_again(recording)
