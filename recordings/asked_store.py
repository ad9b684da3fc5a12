"""When people asked to write recordings down once more, and whether they chose the language; read from the events."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from callcenter.domain.events import TranscriptionAsked
from callcenter.kit.ids import RecordingId
from callcenter.storage import tables
from callcenter.storage.driver import Connection

_AT_ONCE = 500
"""How many ids one question names; databases allow some thousands."""


def language_was_chosen(connection: Connection, recording: RecordingId) -> bool:
    """Whether a person has chosen the language in which it is written down."""
    event = tables.event
    query = select(event.c.data).where(event.c.kind == TranscriptionAsked.kind, event.c.subject == recording)
    return any(data.get("language") for data in connection.execute(query).scalars())


def last_asked(connection: Connection, recordings: Sequence[RecordingId]) -> dict[RecordingId, datetime]:
    """When a person last asked for each of some recordings; those that nobody asked for are left out."""
    event, found = tables.event, dict[RecordingId, datetime]()
    for begin in range(0, len(recordings), _AT_ONCE):
        some = recordings[begin : begin + _AT_ONCE]
        query = (
            select(event.c.subject, func.max(event.c.at).label("at"))
            .where(event.c.kind == TranscriptionAsked.kind, event.c.subject.in_(some))
            .group_by(event.c.subject)
        )
        found |= {RecordingId(row["subject"]): row["at"] for row in connection.execute(query).mappings()}
    return found
