"""An exchange in a process of its own that keeps a log of every dial, and misbehaves by a seed.

It answers late, twice or never, refuses, loses the link, tells news late, twice, out of order or never, and of some
calls nothing at all. A tag that is dialled twice rings the patient twice: whoever gives the tag has to see to that.
"""

import heapq
import itertools
import json
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from random import Random

from callcenter.domain.calls import CallState, Direction, EndReason
from callcenter.kit.ids import ProviderCallId
from callcenter.telephony.port import Arrived, Connected, Ended, ExchangeEvent, LiveCall
from callcenter.telephony.voice_port import Dial, Taken
from tests.support.faults.fast_clock import FastClock

OK, NOT_RUNG, REFUSED = "ok", "not rung", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeOrders:
    """How it behaves."""

    address: str
    log: Path
    clock: FastClock
    seed: int


@dataclass(slots=True)
class _Carried:
    dial: Dial
    name: ProviderCallId
    is_mute: bool
    """Nothing is ever told of it."""
    is_taken: bool = False


def run_exchange(orders: ExchangeOrders, until: Connection) -> None:
    """The process; it ends when whoever started it closes `until`."""
    exchange = _Exchange(orders)
    threading.Thread(target=exchange.serve, daemon=True).start()
    threading.Thread(target=exchange.keep_time, daemon=True).start()
    try:
        until.send("listening")
        until.recv()
    except EOFError:
        return


class _Exchange:
    def __init__(self, orders: ExchangeOrders) -> None:
        self._clock, self._random = orders.clock, Random(orders.seed)  # noqa: S311 - faults are drawn from a seed on purpose
        self._log = orders.log.open("a", encoding="utf-8", buffering=1)
        self._listener = Listener(orders.address, "AF_UNIX", backlog=16)
        self._lock = threading.RLock()
        self._later = threading.Condition(self._lock)
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count(1)
        self._calls: dict[ProviderCallId, _Carried] = {}
        self._link: Connection | None = None

    def serve(self) -> None:
        while True:
            link = self._listener.accept()
            with self._lock:
                self._cut()
                self._link = link
                self._send(("news", Connected(at=self._clock.now(), live=self._live())))
            threading.Thread(target=self._obey, args=(link,), daemon=True).start()

    def keep_time(self) -> None:
        with self._lock:
            while True:
                now_s = self._now_s()
                if self._due and self._due[0][0] <= now_s:
                    heapq.heappop(self._due)[2]()
                    continue
                self._later.wait((self._due[0][0] - now_s) / self._clock.speed if self._due else 1.0)

    def _obey(self, link: Connection) -> None:
        while True:
            try:
                kind, number, what = link.recv()
            except (EOFError, OSError):
                link.close()
                return
            with self._lock:
                if kind == "dial":
                    self._dialled(number, what)
                elif kind == "hang up" and what in self._calls:
                    self._end(what, EndReason.COMPLETED)

    def _dialled(self, number: int, dial: Dial) -> None:
        luck = self._random.random()
        if luck < 0.03:
            self._send(("reply", number, NOT_RUNG))
        elif luck < 0.05:
            self._send(("reply", number, REFUSED))
        elif luck < 0.055:
            self._write("silence", dial)  # nobody is rung, and nobody is told so
        else:
            self._ring(dial)
            if luck < 0.07:
                return  # it rings, and does not say so
            if luck < 0.075:
                self._cut()
                return
            self._in(self._random.choice((0, 0, 0, 0.5)), lambda: self._send(("reply", number, OK)))

    def _ring(self, dial: Dial) -> None:
        call = _Carried(dial, ProviderCallId(f"x{next(self._numbers)}-{dial.tag}"), self._random.random() < 0.01)
        self._calls[call.name] = call
        self._write("dial", dial)
        arrived = Arrived(
            call=call.name, at=self._clock.now(), direction=Direction.OUTBOUND, caller=dial.number, tag=dial.tag
        )
        self._tell(call, arrived)
        fate = self._random.random()
        if fate < 0.3:
            self._in(25, lambda: self._end(call.name, EndReason.NO_ANSWER))
        elif fate < 0.45:
            self._in(4, lambda: self._end(call.name, EndReason.BUSY))
        else:
            self._in(self._random.uniform(4, 20), lambda: self._take(call))
            self._in(self._random.uniform(25, 60), lambda: self._end(call.name, EndReason.COMPLETED))

    def _take(self, call: _Carried) -> None:
        if call.name in self._calls:
            call.is_taken = True
            taken = Taken(call=call.name, at=self._clock.now(), entrance=call.dial.entrance, tag=call.dial.tag)
            self._tell(call, taken)

    def _end(self, name: ProviderCallId, reason: EndReason) -> None:
        call = self._calls.pop(name, None)
        if call is not None:
            self._write("end", call.dial)
            self._tell(call, Ended(call=name, at=self._clock.now(), reason=reason))

    def _tell(self, call: _Carried, news: ExchangeEvent) -> None:
        """Told at once, mostly; else late, twice or never."""
        if call.is_mute or self._random.random() < 0.02:
            return
        late = self._random.uniform(5, 200) if self._random.random() < 0.1 else 0.0
        self._in(late, lambda: self._send(("news", news)))
        if self._random.random() < 0.1:
            self._in(late + self._random.uniform(0, 60), lambda: self._send(("news", news)))

    def _live(self) -> tuple[LiveCall, ...]:
        return tuple(
            LiveCall(
                call=call.name,
                state=CallState.IN_MENU if call.is_taken else CallState.RINGING,
                caller=call.dial.number,
                direction=Direction.OUTBOUND,
                tag=call.dial.tag,
            )
            for call in self._calls.values()
            if not call.is_mute
        )

    def _send(self, message: object) -> None:
        try:
            if self._link is not None:
                self._link.send(message)
        except OSError:  # whoever listened was killed: what is told is lost
            self._link = None

    def _cut(self) -> None:
        """The link is lost. Shut down and not closed: another thread reads from it."""
        if self._link is not None:
            with suppress(OSError), socket.socket(fileno=os.dup(self._link.fileno())) as same:
                same.shutdown(socket.SHUT_RDWR)
            self._link = None

    def _write(self, what: str, dial: Dial) -> None:
        entry = {
            "what": what,
            "tag": dial.tag,
            "number": dial.number,
            "at": self._clock.now().isoformat(),
            "lines": len(self._calls),
        }
        self._log.write(json.dumps(entry) + "\n")

    def _in(self, seconds: float, action: Callable[[], None]) -> None:
        """After so many seconds of the fast clock; at once for 0."""
        if not seconds:
            action()
            return
        heapq.heappush(self._due, (self._now_s() + seconds, next(self._numbers), action))
        self._later.notify_all()

    def _now_s(self) -> float:
        return (self._clock.now() - self._clock.begins) / timedelta(seconds=1)
