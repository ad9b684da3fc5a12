"""Whether each exchange can be reached, as the screens show it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from callcenter.storage.tables import exchange_link as table


@dataclass(frozen=True, slots=True)
class ExchangeLink:
    """The state of the link to one exchange."""

    exchange: str
    reachable: bool
    since: datetime
    """When it became reachable, or stopped being so."""
    reason: str
    """Why it is not reachable, in a plain sentence; empty where it is."""


def exchange_links(connection: Connection) -> list[ExchangeLink]:
    """The links of all exchanges that have ever been started, by name."""
    rows = connection.execute(select(table).order_by(table.c.exchange)).mappings()
    return [ExchangeLink(row["exchange"], row["reachable"], row["since"], row["reason"]) for row in rows]


def find_link(connection: Connection, exchange: str) -> ExchangeLink | None:
    """The link of one exchange, or None where it was never started."""
    return next((link for link in exchange_links(connection) if link.exchange == exchange), None)


def save_link(connection: Connection, link: ExchangeLink) -> None:
    """Store the state of a link."""
    values = {"reachable": link.reachable, "since": link.since, "reason": link.reason}
    done = connection.execute(update(table).where(table.c.exchange == link.exchange).values(**values))
    if done.rowcount == 0:
        connection.execute(insert(table).values(exchange=link.exchange, **values))
