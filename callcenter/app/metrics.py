"""What /metrics tells Prometheus: counts by state, read from the database when it is asked for."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from callcenter.storage.counts import calls_by_end_reason, calls_by_state, recordings_by_state
from callcenter.storage.events import last_event_id
from callcenter.storage.links import exchange_links
from callcenter.storage.work import Database
from ivr.prompt_sounds.sound import SoundSource


def metrics_of(database: Database, spoken: Callable[[], Mapping[SoundSource, int]] | None = None) -> CollectorRegistry:
    """The figures of one process: its own memory and time, and what the database holds; with `spoken`, how often each
    kind of sound was played in its calls."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(_Counts(database))
    if spoken is not None:
        registry.register(_Spoken(spoken))
    return registry


class _Spoken(Collector):
    def __init__(self, counts: Callable[[], Mapping[SoundSource, int]]) -> None:
        self._counts = counts

    def describe(self) -> list[CounterMetricFamily]:
        """Nothing beforehand."""
        return []

    def collect(self) -> Iterator[CounterMetricFamily]:
        said = "Prompts by where their sound came from; general: the right one could not be had"
        family = CounterMetricFamily("callcenter_prompts", said, labels=["source"])
        for source, count in self._counts().items():
            family.add_metric([source], count)
        yield family


class _Counts(Collector):
    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing beforehand: the registry need not ask the database when it is made."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._database.read() as connection:
            yield _by("callcenter_calls", "Calls by state", "state", calls_by_state(connection))
            yield _by("callcenter_calls_ended", "Ended calls by reason", "end_reason", calls_by_end_reason(connection))
            yield _by("callcenter_recordings", "Recordings by state", "state", recordings_by_state(connection))
            yield GaugeMetricFamily("callcenter_events", "Newest event's id", value=last_event_id(connection))
            links = GaugeMetricFamily("callcenter_exchange_reachable", "1 where reachable", labels=["exchange"])
            for link in exchange_links(connection):
                links.add_metric([link.exchange], float(link.reachable))
            yield links


def _by(name: str, help_text: str, label: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for value, count in counts.items():
        family.add_metric([value], count)
    return family
