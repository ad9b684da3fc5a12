"""What /metrics tells Prometheus: counts by state, read from the database when it is asked for."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Column, Connection, func, select

from callcenter.storage.events import last_event_id
from callcenter.storage.links import exchange_links
from callcenter.storage.tables import call, recording
from callcenter.storage.work import Database


def metrics_of(database: Database) -> CollectorRegistry:
    """The figures of one process: its own memory and time, and what the database holds."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(_Counts(database))
    return registry


class _Counts(Collector):
    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing beforehand: the registry need not ask the database when it is made."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._database.read() as connection:
            yield _by(connection, "callcenter_calls", "Calls by state", call.c.state)
            yield _by(connection, "callcenter_calls_ended", "Ended calls by reason", call.c.end_reason)
            yield _by(connection, "callcenter_recordings", "Recordings by state", recording.c.state)
            yield GaugeMetricFamily("callcenter_events", "Newest event's id", value=last_event_id(connection))
            links = GaugeMetricFamily("callcenter_exchange_reachable", "1 where reachable", labels=["exchange"])
            for link in exchange_links(connection):
                links.add_metric([link.exchange], float(link.reachable))
            yield links


def _by(connection: Connection, name: str, help_text: str, column: "Column[str]") -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=[column.name])
    counted = select(column, func.count()).where(column.is_not(None)).group_by(column)
    for value, count in connection.execute(counted):
        family.add_metric([value], count)
    return family
