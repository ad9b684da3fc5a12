"""What is to be told, and where that stands, in the database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from callcenter.storage.tables import told_result as table
from outbound.telling.news import News


class ToldState(StrEnum):
    """Where one thing stands."""

    WAITING = "waiting"
    TOLD = "told"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that is to be told, or was."""

    id: str
    body: str
    state: ToldState
    tries: int
    """That failed."""
    problem: str
    next_at: datetime | None


def add_news(connection: Connection, new: News, now: datetime) -> bool:
    """Store it; False where it is known already."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {
        "id": new.id,
        "body": new.body,
        "state": ToldState.WAITING.value,
        "tries": 0,
        "at": new.at,
        "next_at": now,
    }
    return bool(connection.execute(make(table).on_conflict_do_nothing(), [row]).rowcount)


def find_telling(connection: Connection, ident: str) -> Telling | None:
    """The one of that id, or None."""
    row = connection.execute(select(table).where(table.c.id == ident)).mappings().one_or_none()
    if row is None:
        return None
    state = ToldState(row["state"])
    return Telling(row["id"], row["body"], state, row["tries"], row["problem"], row["next_at"])


def was_told(connection: Connection, ident: str, now: datetime) -> None:
    """The receiver has it."""
    where = (table.c.id == ident) & (table.c.state == ToldState.WAITING.value)
    values = {"state": ToldState.TOLD.value, "problem": "", "next_at": None, "ended_at": now}
    connection.execute(update(table).where(where).values(**values))


def put_off(
    connection: Connection, one: Telling, problem: str, next_at: datetime | None, *, tries: int, now: datetime
) -> None:
    """The receiver has it not: tried again at `next_at`, or given up where that is None."""
    where = (table.c.id == one.id) & (table.c.state == ToldState.WAITING.value)
    values: dict[str, object] = {"tries": tries, "problem": problem, "next_at": next_at}
    if next_at is None:
        values |= {"state": ToldState.GIVEN_UP.value, "ended_at": now}
    connection.execute(update(table).where(where).values(**values))


def due_now(connection: Connection, now: datetime, limit: int) -> list[str]:
    """Ids of what is to be told by now, the oldest first."""
    where = (table.c.state == ToldState.WAITING.value) & (table.c.next_at <= now)
    query = select(table.c.id).where(where).order_by(table.c.at, table.c.id).limit(limit)
    return list(connection.execute(query).scalars())


def count_in(connection: Connection, state: ToldState) -> int:
    """How many stand there."""
    return connection.execute(select(func.count()).select_from(table).where(table.c.state == state.value)).scalar_one()


def try_given_up_again(connection: Connection, now: datetime) -> int:
    """Have all that was given up tried anew, such as after the receiver was mended; how many."""
    where = table.c.state == ToldState.GIVEN_UP.value
    values = {"state": ToldState.WAITING.value, "tries": 0, "next_at": now, "ended_at": None}
    return connection.execute(update(table).where(where).values(**values)).rowcount
