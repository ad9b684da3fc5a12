"""The versions of the clinic's own standard and its draft, in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from callcenter.kit.ids import OperatorId
from callcenter.storage import tables
from recordings.own_standard.draft import Draft
from recordings.own_standard.stored_json import (
    criterion_from_json,
    criterion_to_json,
    standard_from_json,
    standard_to_json,
)
from recordings.scoring.standard import Standard
from recordings.transcript import Json

OWN = "own-standard"
"""The id of every standard that a clinic has published; the number tells which."""
_version, _draft = tables.standard_version, tables.standard_draft
_THE_DRAFT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One version, without its content."""

    number: int
    at: datetime
    who: str
    """The name of who published it; empty where nobody knows them any more."""
    note: str
    again: int | None = None
    """Which older version this is once more; None: written anew."""


def newest_number(connection: Connection) -> int:
    """The number of the version that scores new calls; 0 where none was published."""
    return int(connection.execute(select(func.coalesce(func.max(_version.c.number), 0))).scalar_one())


def get_standard(connection: Connection, number: int) -> Standard | None:
    """The standard of one version."""
    content = connection.execute(select(_version.c.content).where(_version.c.number == number)).scalar_one_or_none()
    return None if content is None else standard_from_json(cast(Json, content), OWN, number)


def list_versions(connection: Connection) -> list[Published]:
    """All versions, the newest first."""
    person = tables.operator
    query = (
        select(_version.c.number, _version.c.published_at, _version.c.note, _version.c.again, person.c.name)
        .select_from(_version.outerjoin(person, person.c.id == _version.c.operator))
        .order_by(_version.c.number.desc())
    )
    return [
        Published(
            number=row["number"],
            at=row["published_at"],
            who=row["name"] or "",
            note=row["note"],
            again=row["again"],
        )
        for row in connection.execute(query).mappings()
    ]


def add_version(
    connection: Connection, standard: Standard, *, who: OperatorId, at: datetime, note: str, again: int | None = None
) -> int | None:
    """Publish `standard`; returns its number, None where somebody else has published at the same moment."""
    number = newest_number(connection) + 1
    row = {"number": number, "published_at": at, "operator": who, "note": note, "again": again}
    try:
        with connection.begin_nested():
            connection.execute(insert(_version).values(row | {"content": standard_to_json(standard)}))
    except IntegrityError:
        return None
    return number


def get_draft(connection: Connection, *, for_update: bool = False) -> Draft | None:
    """The draft, where there is one; `for_update` keeps it from others until the end of the transaction."""
    query = select(_draft).where(_draft.c.id == _THE_DRAFT)
    row = connection.execute(query.with_for_update() if for_update else query).mappings().one_or_none()
    if row is None:
        return None
    return Draft(
        base=row["base"],
        revision=row["revision"],
        changed_at=row["changed_at"],
        operator=OperatorId(row["operator"]),
        standard=standard_from_json(row["content"], OWN, 0),
        removed=tuple(criterion_from_json(one) for one in cast("Sequence[Json]", row["removed"])),
    )


def add_draft(connection: Connection, draft: Draft) -> bool:
    """Begin a draft; False where somebody has begun one already."""
    try:
        with connection.begin_nested():
            connection.execute(insert(_draft).values(id=_THE_DRAFT, **_values(draft)))
    except IntegrityError:
        return False
    return True


def save_draft(connection: Connection, draft: Draft, revision: int) -> bool:
    """Store the draft over the one with that revision; False where it is another by now."""
    change = update(_draft).where(_draft.c.id == _THE_DRAFT, _draft.c.revision == revision)
    return connection.execute(change.values(**_values(draft))).rowcount == 1


def delete_draft(connection: Connection) -> None:
    """There is no draft any more."""
    connection.execute(delete(_draft))


def _values(draft: Draft) -> dict[str, object]:
    return {
        "base": draft.base,
        "revision": draft.revision,
        "changed_at": draft.changed_at,
        "operator": draft.operator,
        "content": standard_to_json(draft.standard),
        "removed": [criterion_to_json(one) for one in draft.removed],
    }
