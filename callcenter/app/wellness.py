"""How well the parts are: for /health, and for the state of the exchange in the top bar."""

from collections.abc import Mapping

from callcenter.storage.links import find_link
from callcenter.storage.reach import check_reachable
from callcenter.storage.work import Database
from callcenter.web.ports import Check, ExchangeView, HealthCheck


def exchange_view(database: Database, exchange: str) -> ExchangeView:
    """Whether the exchange can be reached; before its first news it is taken as reachable."""
    with database.read() as connection:
        link = find_link(connection, exchange)
    if link is None or link.reachable:
        return ExchangeView(reachable=True)
    return ExchangeView(reachable=False, since=link.since)


def health_checks(database: Database, exchange: str) -> Mapping[str, HealthCheck]:
    """The checks of a process that serves screens."""

    def database_answers() -> Check:
        check_reachable(database.engine)
        return Check(ok=True, word="reachable")

    def exchange_answers() -> Check:
        view = exchange_view(database, exchange)
        return Check(ok=view.reachable, word="reachable" if view.reachable else "not reachable")

    return {"database": database_answers, "exchange": exchange_answers}
