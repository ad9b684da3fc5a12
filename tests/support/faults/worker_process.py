"""A process that runs campaigns as `callcenter serve` does, to be killed at any moment."""

import hashlib
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe

from callcenter.clinic.book import ClinicTerms
from callcenter.domain.calls import Call, EndReason
from callcenter.domain.outreach import ContactResult
from callcenter.kit.logs import configure_logs
from callcenter.storage.driver import Connection
from callcenter.storage.engine import open_engine
from callcenter.storage.work import Database
from callcenter.telephony.inbox import NewsInbox
from callcenter.telephony.port import ExchangeNews
from callcenter.telephony.service import TakeNews
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.running_service import Running, RunningParts
from outbound.campaigns.settling_service import Settling
from outbound.dialling_service import Dialling
from tests.support.faults.far_exchange import NAME, FarExchange
from tests.support.faults.fast_clock import FastClock

_SAID = (*(ContactResult.CONFIRMED,) * 6, ContactResult.CANCELLED, ContactResult.THINKING, ContactResult.BUSY, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOrders:
    """What it works on."""

    database_url: str
    exchange: str
    clock: FastClock
    terms: ClinicTerms


def run_worker(orders: WorkerOrders, until: Pipe) -> None:
    """The process; it ends when whoever started it closes `until`, unless it is killed before."""
    configure_logs(as_json=True, level="error")
    database, clock = Database(open_engine(orders.database_url)), orders.clock
    exchange = FarExchange(orders.exchange, clock)
    keep, dialling = TakeNews(database, NAME, orders.terms.country), Dialling(database, clock, exchange.dial)

    def take(news: ExchangeNews) -> None:
        keep(news)
        dialling.hear(news)

    inbox = NewsInbox(take, NAME)
    running = Running(
        RunningParts(
            wake=database.wake,
            planner=Planner(database, clock, orders.terms),
            dispatch=Dispatch(database, clock, orders.terms, "trunk"),
            settling=Settling(database, clock, orders.terms, said_in),
            ending=Ending(database, clock, exchange.hang_up, NAME),
        )
    )
    inbox.start()
    exchange.start(inbox)
    dialling.start()
    running.start()
    try:
        until.recv()
    except EOFError:
        return


def said_in(_connection: Connection, call: Call) -> ContactResult | None:
    """How a talk came out: always the same for a call. None: nobody has said."""
    if call.end_reason in {EndReason.NO_ANSWER, EndReason.BUSY, EndReason.LOST}:
        return None
    return _SAID[hashlib.sha256(call.id.encode()).digest()[0] % len(_SAID)]
