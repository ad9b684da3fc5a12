"""The one place where the parts are wired. Only this file knows that one machine differs from many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fastapi import FastAPI

from callcenter.app.demo_calls import SimulatedPatients
from callcenter.app.demo_robot import DeskWalker
from callcenter.app.exchange_link import ExchangeLink
from callcenter.app.exchanges import simulated_exchange
from callcenter.app.metrics import metrics_of
from callcenter.app.session_secret import session_secret
from callcenter.app.settings import ExchangeKind, Settings
from callcenter.app.sweeper import Sweeper
from callcenter.app.wellness import exchange_view, health_checks
from callcenter.clinic.demo.cast import DemoClinic
from callcenter.clinic.demo.load import load_demo
from callcenter.desk.parts import DeskClinic, DeskParts
from callcenter.desk.routes import DeskRoutes
from callcenter.kit.clock import Clock, SystemClock
from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.driver import AWAY, Engine
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.engine import open_engine, open_jobs_engine, sqlite_file
from callcenter.storage.feed import StoredEventFeed
from callcenter.storage.leases import Lease
from callcenter.storage.operators import StoredOperators
from callcenter.storage.readers import EventReader
from callcenter.storage.sessions import StoredFailures, StoredSessions
from callcenter.storage.wake import PostgresBell
from callcenter.storage.watch import LogWatch
from callcenter.storage.work import Database
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.inbox import NewsInbox
from callcenter.telephony.port import Exchange
from callcenter.telephony.service import TakeNews
from callcenter.telephony.simulator.robot import RobotOperator
from callcenter.web.app import create_app
from callcenter.web.feature import Feature
from callcenter.web.ports import ClinicFace
from callcenter.web.runtime import WebParts
from callcenter.web.texts import read_all_texts
from ivr.speech.espeak import EspeakVoice
from recordings.jobs import RecordingJobs
from recordings.model_shelf.model_store import ModelStore
from recordings.orphans_service import ONCE_IN_S, Orphans
from recordings.private_words.labels import labels_of
from recordings.private_words.masking import Labels
from recordings.scoring.loader import load_rulebook
from recordings.scoring.rulebook import Rulebook
from recordings.screens.routes import RecordingRoutes
from recordings.screens.service import CallScreensParts
from recordings.search.indexing_service import Indexing
from recordings.search.jobs import IndexingJobs
from recordings.service import RecordingParts, Recordings
from recordings.transcribe.music_words import WithoutMusic
from recordings.transcribe.runner import VoskTranscriber
from scripts_library.facts import ClinicWords
from scripts_library.loader import SHIPPED, Library, load_library


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every process stands on."""

    settings: Settings
    clock: Clock
    database: Database
    jobs_engine: Engine
    clinic: DeskClinic
    library: Library
    rulebook: Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The telephone exchange of this process, and what belongs to it."""

    exchange: Exchange
    inbox: NewsInbox
    patients: SimulatedPatients | None = None
    voice: EspeakVoice | None = None


class Part(Protocol):
    """Anything that is started and stopped with the process."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End."""
        ...


def watchers_of(ground: Ground) -> Sequence[Part]:
    """What rings this process's bell for the events of other processes."""
    database = ground.database
    watch = LogWatch(database)
    return (watch, PostgresBell(database.engine, database.wake)) if database.is_shared else (watch,)


def lay_ground(settings: Settings, clock: Clock | None = None) -> Ground:
    """Open the databases and load the content. Raises CallCenterError for what cannot be used."""
    return Ground(
        settings=settings,
        clock=clock or SystemClock(),
        database=Database(open_engine(settings.database_url.reveal())),
        jobs_engine=_jobs_engine(settings.jobs_database_url.reveal()),
        clinic=_clinic(settings),
        library=_library(settings),
        rulebook=load_rulebook(settings.own_standards),
    )


def connect_line(ground: Ground) -> Line:
    """The exchange that the settings name, with the inbox that takes its news into calls."""
    if ground.settings.exchange is ExchangeKind.ASTERISK:
        asterisk = AsteriskExchange(ground.settings.asterisk, ground.clock)
        return Line(exchange=asterisk, inbox=_inbox(ground, asterisk))
    demo = load_demo(ground.settings.clinic_language)
    voice = EspeakVoice(ground.settings.data_dir / "speech")
    exchange = simulated_exchange(demo, ground.settings.data_dir / "exchange", voice.samples, ground.clock)
    script = ground.library.get("new_patient", demo.language)
    robot = RobotOperator(exchange, DeskWalker(_desk_parts(ground, exchange), exchange.name))
    patients = SimulatedPatients(exchange, demo, script, robot)
    return Line(
        exchange=exchange,
        inbox=_inbox(ground, exchange),
        patients=patients if ground.settings.is_demo else None,  # invented calls have no place in a clinic's own data
        voice=voice,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The durable work of this process: what it can do, and the readers that queue it when something has happened."""

    jobs: DurableJobs
    kinds: tuple[JobKind, ...]
    parts: Sequence[Part]
    """What hands work in: readers of the event log, and the sweepers that find what was left undone."""


def lay_out_work(ground: Ground) -> Work:
    """The durable work, made and not yet started."""
    settings = ground.settings
    jobs = DurableJobs(ground.jobs_engine, executor=settings.unit, workers=settings.job_workers)
    kept = recordings_of(ground)
    recordings = RecordingJobs(kept, jobs)
    reader = EventReader("recordings", ground.database, recordings.on_event, RecordingJobs.ASKED_BY)
    indexing = IndexingJobs(Indexing(database=ground.database, private=kept.private), jobs, ground.clock)
    return Work(
        jobs=jobs,
        kinds=(*recordings.kinds, *indexing.kinds),
        parts=(
            reader,
            Sweeper(recordings.take_up_left),
            Sweeper(indexing.take_up_left),
            Sweeper(Orphans(ground.database, ground.clock, recordings_folder(settings)).clear, ONCE_IN_S),
        ),
    )


def recordings_folder(settings: Settings) -> Path:
    """Where recordings are kept."""
    return settings.data_dir / "recordings"


def recordings_of(ground: Ground) -> Recordings:
    """The use cases of recordings."""
    settings = ground.settings
    return Recordings(
        RecordingParts(
            database=ground.database,
            clock=ground.clock,
            folder=recordings_folder(settings),
            transcriber=WithoutMusic(VoskTranscriber()),
            models=ModelStore(settings.models_dir, allow_demo=settings.is_demo),
            clinic_name=ground.clinic.words.name,
            clinic_language=ground.clinic.language,
            rulebook=ground.rulebook,
        )
    )


def web_of(ground: Ground, line: Line) -> FastAPI:
    """The web application with all its features."""
    settings, database = ground.settings, ground.database
    return create_app(
        WebParts(
            clinic=ClinicFace(
                name=ground.clinic.words.name,
                language=ground.clinic.language,
                zone=ground.clinic.zone,
                country=ground.clinic.country,
            ),
            secret=session_secret(settings.session_secret, settings.data_dir),
            clock=ground.clock,
            operators=StoredOperators(database),
            sessions=StoredSessions(database),
            failures=StoredFailures(database),
            events=StoredEventFeed(database),
            exchange=lambda: exchange_view(database, line.exchange.name),
            checks=health_checks(database, line.exchange.name, settings.data_dir),
            metrics=metrics_of(database),
            features=_features(ground, line),
            secure_cookies=settings.public_url.startswith("https://"),
            away=AWAY,
        )
    )


def link_of(ground: Ground, line: Line) -> ExchangeLink:
    """The link to the exchange, held by one process of all that work on this database."""
    lease = Lease(ground.database, f"exchange:{line.exchange.name}", ground.settings.unit)
    return ExchangeLink(lease, ground.clock, lambda: line.exchange.start(line.inbox), line.exchange.stop)


def _features(ground: Ground, line: Line) -> Sequence[Feature]:
    calls = CallScreensParts(
        database=ground.database,
        clock=ground.clock,
        recordings=recordings_of(ground),
        standard=ground.rulebook.standard,
        labels=private_labels(),
    )
    return (
        DeskRoutes(_desk_parts(ground, line.exchange, line.patients)).feature(),
        RecordingRoutes(calls).feature(),
    )


def private_labels() -> Mapping[Language, Labels]:
    """What stands in place of private words in a copy, in the language of the call."""
    return {language: labels_of(texts.pgettext) for language, texts in read_all_texts().items()}


def _jobs_engine(url: str) -> Engine:
    file = sqlite_file(url)
    return open_engine(url) if file is None else open_jobs_engine(file)


def _inbox(ground: Ground, exchange: Exchange) -> NewsInbox:
    take = TakeNews(ground.database, exchange.name, ground.clinic.country)
    return NewsInbox(take, exchange.name)


def _desk_parts(ground: Ground, exchange: Exchange, patients: SimulatedPatients | None = None) -> DeskParts:
    return DeskParts(
        database=ground.database,
        clock=ground.clock,
        library=ground.library,
        clinic=ground.clinic,
        exchange=exchange,
        demo=patients,
    )


def _clinic(settings: Settings) -> DeskClinic:
    """The demo clinic's own words, zone and country in the demo; else what the settings say."""
    if settings.is_demo:
        demo: DemoClinic = load_demo(settings.clinic_language)
        words = ClinicWords(name=settings.clinic_name or demo.name, address=demo.address, hours=demo.hours)
        return DeskClinic(words=words, language=demo.language, zone=demo.zone, country=demo.country)
    unknown = Wording("", "")
    return DeskClinic(
        words=ClinicWords(name=settings.clinic_name, address=unknown, hours=unknown),
        language=settings.clinic_language,
        zone=settings.clinic_zone,
        country=settings.clinic_country,
    )


def _library(settings: Settings) -> Library:
    own = None if settings.content_dir is None else settings.content_dir / "scripts"
    return load_library(SHIPPED) if own is None else load_library(SHIPPED, own)
