"""Scorecards to which a language model has added its verdicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select, update

from callcenter.domain.events import JudgeTried, RecordingScored
from callcenter.kit.ids import RecordingId
from callcenter.storage import tables
from callcenter.storage.driver import Connection
from recordings.scoring.line import line_of
from recordings.transcript import Json

_card, _line, _event = tables.scorecard, tables.score_line, tables.event
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCard:
    """A scorecard as it lies in the database."""

    made_at: datetime
    standard: str
    standard_version: str
    """With the version of the phrases behind a dot."""
    points: int
    max_points: int
    verdicts: Mapping[str, dict[str, Json]]


def read_card(connection: Connection, recording: RecordingId, *, for_update: bool = False) -> StoredCard | None:
    """The scorecard of a recording; `for_update` keeps it from others until the end of the transaction."""
    query = select(_card).where(_card.c.recording == recording)
    row = connection.execute(query.with_for_update() if for_update else query).mappings().one_or_none()
    if row is None:
        return None
    return StoredCard(
        made_at=row["made_at"],
        standard=row["standard"],
        standard_version=row["standard_version"],
        points=row["points"],
        max_points=row["max_points"],
        verdicts=cast("dict[str, dict[str, Json]]", row["verdicts"]),
    )


def save_judged(
    connection: Connection, recording: RecordingId, verdicts: Mapping[str, Json], points: int, max_points: int
) -> None:
    """Put verdicts and points in place of those that were there; what is critical stays, a model does not touch it."""
    there = select(_card.c.critical).where(_card.c.recording == recording)
    critical = cast("list[str]", connection.execute(there).scalar_one())
    change = update(_card).where(_card.c.recording == recording)
    connection.execute(change.values(verdicts=verdicts, points=points, max_points=max_points))
    criteria, letters = line_of(verdicts, critical)
    narrow = update(_line).where(_line.c.recording == recording)
    connection.execute(narrow.values(criteria=criteria, verdicts=letters, points=points, max_points=max_points))


def tries_since(connection: Connection, since: datetime) -> Iterator[tuple[str, datetime | None]]:
    """By recording, in their order: when a question was given up, as `unanswered.due` takes it.

    Of recordings with such a try since `since`.
    """
    tried = select(_event.c.subject).where(_event.c.kind == JudgeTried.kind, _event.c.at >= since).distinct()
    names = list(connection.execute(tried).scalars())
    for begin in range(0, len(names), _ASKED_AT_ONCE):
        some, kinds = names[begin : begin + _ASKED_AT_ONCE], (JudgeTried.kind, RecordingScored.kind)
        query = select(_event).where(_event.c.subject.in_(some), _event.c.kind.in_(kinds)).order_by(_event.c.id)
        for row in connection.execute(query).mappings():
            is_failure = row["kind"] == JudgeTried.kind and not row["data"].get("has_answered")
            yield row["subject"], row["at"] if is_failure else None
