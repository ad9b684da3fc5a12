"""Telling the clinic's other system: at least once, with growing pauses, given up visibly."""

import threading
from datetime import datetime, timedelta

from callcenter.domain.base_event import DomainEvent
from callcenter.kit.clock import Clock
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from outbound.telling.news import news_of
from outbound.telling.pauses import pause_after
from outbound.telling.request_service import NotToldError, post
from outbound.telling.settings import WebhookSettings
from outbound.telling.signing import EVENT, SIGNATURE, TIME, signature
from outbound.telling.told_store import (
    Telling,
    ToldState,
    add_news,
    due_now,
    find_telling,
    put_off,
    was_told,
)

_log = get_logger(__name__)

_AT_ONCE = 2_000
"""Results of one round; then others who wait for machines outside have their turn."""
_REST = timedelta(seconds=30)
"""After a failure the receiver is left alone so long: a thousand results do not wait for ten seconds each."""


class Teller:
    """Keeps what is to be told, and tells it."""

    def __init__(self, database: Database, clock: Clock, settings: WebhookSettings | None) -> None:
        self._database, self._clock, self._settings = database, clock, settings
        self._lock = threading.Lock()
        self._rests_until: datetime | None = None

    @property
    def is_on(self) -> bool:
        """Whether there is anybody to tell."""
        return self._settings is not None

    def keep(self, event: DomainEvent) -> bool:
        """Store what is to be told of an event, once; False where nothing is told."""
        news = news_of(event)
        if news is None or not self.is_on:
            return False
        with self._database.work() as work:
            add_news(work.connection, news, self._clock.now())
        return True

    def due(self) -> int:
        """How many are to be told by now, as far as one round goes; 0 while the receiver is left alone."""
        return len(self._due())

    def tell_due(self) -> int:
        """Tell what is to be told by now, the oldest first, until one does not come; returns how many came. The one
        that did not has its pause, so the next round begins with another."""
        told = 0
        for ident in self._due():
            if not self.tell(ident):
                break
            told += 1
        return told

    def _due(self) -> list[str]:
        now = self._clock.now()
        with self._lock:
            rests_until = self._rests_until
        if not self.is_on or (rests_until is not None and rests_until - _REST <= now < rests_until):
            return []
        with self._database.read() as connection:
            return due_now(connection, now, _AT_ONCE)

    def tell(self, ident: str) -> bool:
        """Try once; False where it has not come, and is tried again later or given up. Told twice where this process
        dies between the receiver's answer and ours to ourselves: the receiver drops doubles by the id."""
        with self._database.read() as connection:
            one = find_telling(connection, ident)
        if one is None or one.state is not ToldState.WAITING or self._settings is None:
            return one is not None and one.state is ToldState.TOLD
        try:
            self._post(one, self._settings, self._clock.now())
        except NotToldError as exc:
            self._failed(one, str(exc))
            return False
        with self._lock:
            self._rests_until = None
        with self._database.work() as work:
            was_told(work.connection, one.id, self._clock.now())
        return True

    def _post(self, one: Telling, settings: WebhookSettings, now: datetime) -> None:
        time, body = str(int(now.timestamp())), one.body.encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "callcenter",
            EVENT: one.id,
            TIME: time,
            SIGNATURE: signature(settings.secret, time, body),
        }
        post(settings.url, body, headers, settings.timeout_s)

    def _failed(self, one: Telling, problem: str) -> None:
        now, tries = self._clock.now(), one.tries + 1
        with self._lock:
            self._rests_until = now + _REST
        pause = pause_after(tries)
        self._put_off(one, problem, None if pause is None else now + pause, tries)
        if pause is None:
            _log.error("a result is given up that could not be told", result=one.id, why=problem)

    def _put_off(self, one: Telling, problem: str, next_at: datetime | None, tries: int) -> None:
        with self._database.work() as work:
            put_off(work.connection, one, problem, next_at, tries=tries, now=self._clock.now())
