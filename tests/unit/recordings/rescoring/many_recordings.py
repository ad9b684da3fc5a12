"""Many recordings that have a score, without sound or words: one an hour, back from a fixed moment."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from callcenter.storage import tables
from callcenter.storage.work import Database
from recordings.recording import RecordingState

NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


def add_scored(database: Database, count: int) -> datetime:
    """Store them, the oldest first, named r-00000 and so on; returns the present moment, an hour after the last."""
    rows: list[dict[str, object]] = [
        {
            "id": f"r-{number:05}",
            "call": None,
            "language": "ru",
            "path": "",
            "seconds": 60.0,
            "sides": "both",
            "state": RecordingState.SCORED.value,
            "problem": "",
            "sound_notes": [],
            "kept_at": NOW - timedelta(hours=count - number),
            "sha256": "",
            "title": "",
            "lead_seconds": 0.0,
        }
        for number in range(count)
    ]
    with database.work() as work:
        work.connection.execute(insert(tables.recording), rows)
    return NOW
