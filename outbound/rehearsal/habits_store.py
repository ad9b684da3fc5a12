"""Past calls to patients in the database, as far as they tell how patients take calls."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from callcenter.domain.outreach import Channel, ContactResult, Purpose
from callcenter.storage.tables import attempt, contact
from outbound.rehearsal.habits import Past

_DAYS = timedelta(days=90)
_MOST = 50_000
"""The newest ones of so many days; more change the shares no further."""


def past_calls(connection: Connection, now: datetime, zone: ZoneInfo) -> Iterator[Past]:
    """Calls of the last three months before `now`, the oldest first."""
    columns = (contact.c.at, contact.c.patient, contact.c.purpose, contact.c.result)
    query = (
        select(*columns, attempt.c.begun_at, attempt.c.ended_at)
        .outerjoin(attempt, attempt.c.call == contact.c.call)
        .where(contact.c.channel == Channel.CALL.value, contact.c.at > now - _DAYS, contact.c.at <= now)
        .order_by(contact.c.at.desc())
        .limit(_MOST)
    )
    tries: Counter[tuple[date, str, str]] = Counter()
    for row in reversed(connection.execute(query).all()):
        local = row.at.astimezone(zone)
        day = (local.date(), row.patient, row.purpose)
        tries[day] += 1
        is_measured = row.begun_at is not None and row.ended_at is not None
        yield Past(
            purpose=Purpose(row.purpose),
            hour=local.hour,
            nth=tries[day],
            result=ContactResult(row.result),
            seconds=(row.ended_at - row.begun_at).total_seconds() if is_measured else None,
        )
