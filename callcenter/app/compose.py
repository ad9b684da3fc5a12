"""The one place where the parts are wired. Only this file knows that one machine differs from many."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import FastAPI

from callcenter.app.campaign_line import running_of
from callcenter.app.campaign_pages import campaign_feature
from callcenter.app.demo_calls import SimulatedPatients
from callcenter.app.demo_robot import DeskWalker
from callcenter.app.desk_side import DeskSideOfCalls
from callcenter.app.exchange_link import ExchangeLink
from callcenter.app.exchanges import simulated_exchange
from callcenter.app.flow_pages import flow_feature
from callcenter.app.follow_up import follow_up_parts, telling_of, telling_parts
from callcenter.app.ground import (
    Ground,
    copies_of,
    judging_of,
    recordings_folder,
    recordings_of,
    rescoring_of,
    script_book_of,
    search_of,
)
from callcenter.app.metrics import metrics_of
from callcenter.app.robot_calls import one_after_the_other
from callcenter.app.robot_line import Part, RobotLine, robots_on
from callcenter.app.robot_side import RobotSideOfCalls
from callcenter.app.script_outcomes import outcome_features, outcome_parts
from callcenter.app.session_secret import session_secret
from callcenter.app.settings import ExchangeKind
from callcenter.app.sweeper import Sweeper
from callcenter.app.wellness import exchange_view, health_checks
from callcenter.clinic.demo.load import load_demo
from callcenter.desk.parts import DeskParts
from callcenter.desk.routes import DeskRoutes
from callcenter.kit.languages import Language
from callcenter.storage.driver import AWAY
from callcenter.storage.durable import DurableJobs, JobKind
from callcenter.storage.feed import StoredEventFeed
from callcenter.storage.leases import Lease
from callcenter.storage.operators import StoredOperators
from callcenter.storage.readers import EventReader
from callcenter.storage.sessions import StoredFailures, StoredSessions
from callcenter.storage.wake import PostgresBell
from callcenter.storage.watch import LogWatch
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.inbox import NewsInbox
from callcenter.telephony.port import Exchange
from callcenter.telephony.service import TakeNews
from callcenter.telephony.simulator.robot import RobotOperator
from callcenter.web.app import create_app
from callcenter.web.feature import Feature
from callcenter.web.ports import ClinicFace
from callcenter.web.runtime import WebParts
from ivr.speech.espeak import EspeakVoice
from recordings.jobs import RecordingJobs
from recordings.judge.jobs import JudgeJobs
from recordings.orphans_service import ONCE_IN_S, Orphans
from recordings.own_standard.book import StandardBook
from recordings.own_standard.service import Standards
from recordings.rescoring.jobs import RescoringJobs
from recordings.screens.routes import RecordingRoutes
from recordings.screens.service import CallScreensParts
from recordings.search.indexing_service import Indexing
from recordings.search.jobs import IndexingJobs
from recordings.standard_screens.routes import StandardParts, StandardRoutes
from scripts_library.screens.parts import ScriptParts
from scripts_library.screens.routes import ScriptRoutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The telephone exchange of this process, and what belongs to it."""

    exchange: Exchange
    inbox: NewsInbox
    patients: SimulatedPatients | None = None
    voice: EspeakVoice | None = None
    robots: RobotLine | None = None
    """What leads calls; None where the exchange cannot have its calls led."""


def watchers_of(ground: Ground) -> Sequence[Part]:
    """What rings this process's bell for the events of other processes."""
    database = ground.database
    watch = LogWatch(database)
    return (watch, PostgresBell(database.engine, database.wake)) if database.is_shared else (watch,)


def connect_line(ground: Ground) -> Line:
    """The exchange that the settings name, with the inbox that takes its news into calls."""
    if ground.settings.exchange is ExchangeKind.ASTERISK:
        asterisk = AsteriskExchange(ground.settings.asterisk, ground.clock)
        led = robots_on(ground, asterisk)
        return Line(exchange=asterisk, inbox=_inbox(ground, asterisk, led), robots=led)
    demo = load_demo(ground.settings.clinic_language)
    voice = EspeakVoice(ground.settings.data_dir / "speech")
    exchange = simulated_exchange(
        demo,
        ground.settings.data_dir / "exchange",
        voice.samples,
        ground.clock,
        menu=ground.settings.inbound_flow,
    )
    robots = robots_on(ground, exchange)
    robot = RobotOperator(exchange, DeskWalker(_desk_parts(ground, exchange), exchange.name))
    patients = SimulatedPatients(exchange, demo, ground.library, robot)
    return Line(
        exchange=exchange,
        inbox=_inbox(ground, exchange, robots),
        robots=robots,
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
    judge = JudgeJobs(judging_of(ground), jobs)
    indexing = IndexingJobs(Indexing(database=ground.database, private=kept.private), jobs, ground.clock)
    rescoring = RescoringJobs(rescoring_of(ground, kept), jobs, ground.clock)
    telling = telling_of(ground, jobs)
    return Work(
        jobs=jobs,
        kinds=(*recordings.kinds, *judge.kinds, *indexing.kinds, *rescoring.kinds, *telling.kinds),
        parts=(
            reader,
            EventReader("judge", ground.database, judge.on_event, JudgeJobs.ASKED_BY),
            EventReader("rescoring", ground.database, rescoring.on_event, RescoringJobs.ASKED_BY),
            Sweeper(recordings.take_up_left),
            Sweeper(rescoring.take_up_left),
            Sweeper(indexing.take_up_left),
            Sweeper(judge.take_up_left),
            *outcome_parts(ground),
            *follow_up_parts(ground),
            *telling_parts(ground, telling),
            Sweeper(Orphans(ground.database, ground.clock, recordings_folder(settings)).clear, ONCE_IN_S),
        ),
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
            metrics=metrics_of(database, line.robots.spoken if line.robots else None),
            features=_features(ground, line),
            secure_cookies=settings.public_url.startswith("https://"),
            away=AWAY,
        )
    )


def link_of(ground: Ground, line: Line) -> ExchangeLink:
    """The link to the exchange, held by one process of all that work on this database."""
    lease = Lease(ground.database, f"exchange:{line.exchange.name}", ground.settings.unit)
    with_it: Sequence[Part] = (line.robots.dialling, running_of(ground, line.exchange)) if line.robots else ()

    def start() -> None:
        line.exchange.start(line.inbox)
        for part in with_it:
            part.start()

    def stop() -> None:
        for part in reversed(with_it):
            part.stop()
        line.exchange.stop()

    return ExchangeLink(lease, ground.clock, start, stop)


def _features(ground: Ground, line: Line) -> Sequence[Feature]:
    recordings = recordings_of(ground)
    calls = CallScreensParts(
        database=ground.database,
        clock=ground.clock,
        recordings=recordings,
        standard=ground.rulebook.standard,
        copies=copies_of(ground, recordings),
        search=search_of(ground),
        script_title=ground.library.title,
        desk=DeskSideOfCalls(_desk_parts(ground, line.exchange)),
        robot=RobotSideOfCalls(),
    )
    return (
        DeskRoutes(_desk_parts(ground, line.exchange, line.patients)).feature(),
        RecordingRoutes(calls).feature(),
        StandardRoutes(
            StandardParts(
                standards=Standards(ground.database, ground.clock, StandardBook(ground.rulebook.standard)),
                rescoring=rescoring_of(ground, recordings),
            )
        ).feature(),
        ScriptRoutes(_script_parts(ground)).feature(),
        *outcome_features(ground),
        flow_feature(ground),
        campaign_feature(ground),
    )


def _script_parts(ground: Ground) -> ScriptParts:
    standards = StandardBook(ground.rulebook.standard)

    def criteria(language: Language) -> Sequence[tuple[str, str]]:
        with ground.database.read() as connection:
            return [(one.id, one.title.get(language, one.id)) for one in standards.current(connection).criteria]

    return ScriptParts(
        book=script_book_of(ground),
        scripts=ground.scripts,
        database=ground.database,
        clock=ground.clock,
        clinic=ground.clinic.words,
        zone=ground.clinic.zone,
        criteria=criteria,
    )


def _inbox(ground: Ground, exchange: Exchange, robots: RobotLine | None = None) -> NewsInbox:
    take = TakeNews(ground.database, exchange.name, ground.clinic.country)
    return NewsInbox(one_after_the_other(take, robots.dialling.hear, robots.leading) if robots else take, exchange.name)


def _desk_parts(ground: Ground, exchange: Exchange, patients: SimulatedPatients | None = None) -> DeskParts:
    return DeskParts(
        database=ground.database,
        clock=ground.clock,
        library=ground.library,
        clinic=ground.clinic,
        exchange=exchange,
        wordings=ground.wordings,
        demo=patients,
    )
