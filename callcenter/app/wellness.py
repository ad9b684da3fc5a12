"""How well the parts are: for /health, and for the state of the exchange in the top bar."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from callcenter.storage.links import find_link
from callcenter.storage.reach import DatabaseUnreachableError, check_reachable
from callcenter.storage.work import Database
from callcenter.web.ports import Check, ExchangeView, HealthCheck


def exchange_view(database: Database, exchange: str) -> ExchangeView:
    """Whether the exchange can be reached; before its first news it is taken as reachable."""
    with database.read() as connection:
        link = find_link(connection, exchange)
    if link is None or link.reachable:
        return ExchangeView(reachable=True)
    return ExchangeView(reachable=False, since=link.since)


LITTLE_ROOM = 50_000_000
"""Bytes; with less on the disk notes, events and recordings are about to be lost."""


def free_on_disk(folder: Path) -> int:
    """Bytes that are free where `folder` lies."""
    return shutil.disk_usage(folder).free


def health_checks(
    database: Database, exchange: str, folder: Path, free: Callable[[Path], int] = free_on_disk
) -> Mapping[str, HealthCheck]:
    """The checks of a process that serves screens and keeps its things in `folder`."""

    def database_answers() -> Check:
        try:
            check_reachable(database.engine)
        except DatabaseUnreachableError:  # its message names places, and everybody may read this answer
            return Check(ok=False, word="not reachable")
        return Check(ok=True, word="reachable")

    def exchange_answers() -> Check:
        view = exchange_view(database, exchange)
        return Check(ok=view.reachable, word="reachable" if view.reachable else "not reachable")

    def disk_has_room() -> Check:
        has_room = free(folder) >= LITTLE_ROOM
        return Check(ok=has_room, word="has room" if has_room else "full")

    return {"database": database_answers, "exchange": exchange_answers, "disk": disk_has_room}
