"""Bringing transcripts into the index that were written before there was one, or for another version of it."""

from contextlib import suppress
from dataclasses import dataclass

from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import RecordingId
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings.calls.entry import Cursor
from recordings.private_words.service import PrivateWords
from recordings.search import store

_log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """The use case."""

    database: Database
    private: PrivateWords
    """Marks the private words of a transcript and writes it into the index in one go."""

    def take_up_some(self, behind: Cursor | None = None, at_once: int = 50) -> Cursor | None:
        """Index some of what is left, the newest first, each transcript in a transaction of its own; older ones than
        the place `behind` where it is given. Returns the place to go on from, None at the end.

        It may be stopped at any time: what is done is done. Two runs at once do some of the work twice and nothing
        wrong. A transcript that cannot be indexed is passed over, so that the older ones are found.
        """
        with self.database.read() as connection:
            left = store.unindexed(connection, at_once, behind)
        for one in left:
            try:
                self._index(RecordingId(one.id))
            except Exception:  # noqa: BLE001 - edge: one bad transcript must not keep all older ones from being found
                _log.warning("a transcript cannot be indexed for the search", recording=one.id, exc_info=True)
        if left:
            _log.info("older transcripts are being indexed for the search", done=len(left))
        return left[-1] if len(left) == at_once else None

    def count_left(self) -> int:
        """How many transcripts are not in the index yet."""
        with self.database.read() as connection:
            return store.count_transcripts(connection)[1]

    def _index(self, recording: RecordingId) -> None:
        with suppress(NotFoundError):  # deleted in the meantime
            self.private.mark_again(recording)
