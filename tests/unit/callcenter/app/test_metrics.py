"""What /metrics counts, as Prometheus reads it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from callcenter.app.metrics import metrics_of
from callcenter.domain.calls import Call, CallState, Direction, EndReason
from callcenter.domain.events import CallRang
from callcenter.kit.ids import CallId, ProviderCallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.storage.calls import add_call
from callcenter.storage.links import ExchangeLink, save_link
from callcenter.storage.work import Database
from ivr.prompt_sounds.sound import SoundSource
from recordings import store
from recordings.recording import Recording, RecordingState, Sides

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def scraped(database: Database) -> Mapping[tuple[str, str], float]:
    """Every figure by its name and the value of its only label, or an empty one."""
    text = generate_latest(metrics_of(database)).decode()
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def ours(database: Database) -> Mapping[tuple[str, str], float]:
    """The figures of the product, without those of the process."""
    return {key: value for key, value in scraped(database).items() if key[0].startswith("callcenter_")}


def call(name: str, state: CallState, reason: EndReason | None = None) -> Call:
    return Call(
        id=CallId(name),
        exchange="test",
        provider_call=ProviderCallId(name),
        direction=Direction.INBOUND,
        caller=None,
        state=state,
        started_at=NOON,
        changed_at=NOON,
        ended_at=NOON if reason else None,
        end_reason=reason,
    )


def recording(name: str, state: RecordingState) -> Recording:
    return Recording(
        id=RecordingId(name),
        call=None,
        language=Language.RU,
        path=f"2026/11/{name}.wav",
        seconds=10.0,
        sides=Sides.BOTH,
        state=state,
        kept_at=NOON,
        sha256=name,
    )


def test_calls_recordings_events_and_exchanges_are_counted_by_their_state(database: Database) -> None:
    with database.work() as work:
        for one in (
            call("c-1", CallState.OFFERED),
            call("c-2", CallState.ANSWERED),
            call("c-3", CallState.ANSWERED),
            call("c-4", CallState.ENDED, EndReason.COMPLETED),
            call("c-5", CallState.ENDED, EndReason.ABANDONED),
        ):
            add_call(work.connection, one)
        for kept in (recording("r-1", RecordingState.SCORED), recording("r-2", RecordingState.NO_MODEL)):
            store.add_recording(work.connection, kept)
        save_link(work.connection, ExchangeLink("asterisk", False, NOON, "the exchange closed the connection"))
        work.emit(CallRang(call=CallId("c-1"), at=NOON))
    assert ours(database) == {
        ("callcenter_calls", "offered"): 1,
        ("callcenter_calls", "answered"): 2,
        ("callcenter_calls", "ended"): 2,
        ("callcenter_calls_ended", "completed"): 1,
        ("callcenter_calls_ended", "abandoned"): 1,
        ("callcenter_recordings", "scored"): 1,
        ("callcenter_recordings", "no_model"): 1,
        ("callcenter_events", ""): 1,
        ("callcenter_exchange_reachable", "asterisk"): 0,
    }


def test_a_clinic_without_calls_counts_no_calls_and_says_how_much_memory_the_process_has(database: Database) -> None:
    figures = scraped(database)
    assert figures["callcenter_events", ""] == 0
    assert not [name for name, _ in figures if name == "callcenter_calls"]
    assert figures["process_resident_memory_bytes", ""] > 0


def test_prompts_are_counted_by_where_their_sound_came_from(database: Database) -> None:
    counts = dict.fromkeys(SoundSource, 0) | {SoundSource.GENERAL: 2}
    text = generate_latest(metrics_of(database, lambda: counts)).decode()
    assert 'callcenter_prompts_total{source="general"} 2.0' in text
    assert 'callcenter_prompts_total{source="studio"} 0.0' in text
