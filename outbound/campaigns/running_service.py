"""Running campaigns: looking at the right moment, in the one process that holds the link to the exchange.

Three threads, so that none holds up another: one begins calls as the pace allows, one ends attempts and campaigns, one
plans. What dials has a thread of its own (`outbound.dialling_service`). All four are woken by the database's bell. A
look that fails - a database that is away, an odd campaign - is told in the log and made again.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from callcenter.kit.logs import get_logger
from callcenter.storage.driver import AWAY
from callcenter.storage.wake import POLL_S, Wake
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.settling_service import Settling

_log = get_logger(__name__)

_SETTLED_EVERY_S = 0.2
"""News of one call comes in several pieces, each with a ring of the bell: so long they are gathered."""
_LOOKED_EVERY_S = 0.05
_PLANNED_EVERY_S = 1.0
_AFTER_TROUBLE_S = 1.0
_SHORTEST_S = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningParts:
    """What looks."""

    wake: Wake
    planner: Planner
    dispatch: Dispatch
    settling: Settling
    ending: Ending


class Running:
    """`start` and `stop` come with the link to the exchange, and may come again."""

    def __init__(self, parts: RunningParts) -> None:
        self._parts = parts
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to look."""
        self._stopping = threading.Event()
        self._parts.planner.take_up()
        looks = (
            ("campaign calls", self._dispatch, _LOOKED_EVERY_S),
            ("campaign results", self._settle, _SETTLED_EVERY_S),
            ("campaign plans", self._plan, _PLANNED_EVERY_S),
        )
        self._threads = [
            threading.Thread(target=self._run, args=(look, apart_s, self._stopping), name=name, daemon=True)
            for name, look, apart_s in looks
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End after the looks in hand; a planning of many patients is left where it is, and goes on elsewhere."""
        self._stopping.set()
        self._parts.planner.leave_off()
        self._parts.wake.ring()
        for thread in self._threads:
            thread.join(timeout=10)
        self._threads = []

    def _dispatch(self) -> float:
        begun = self._parts.dispatch.look()
        return POLL_S if begun.again_in is None else begun.again_in.total_seconds()

    def _settle(self) -> float:
        self._parts.settling.look()
        self._parts.ending.look()
        return POLL_S

    def _plan(self) -> float:
        self._parts.planner.look()
        return POLL_S

    def _run(self, look: Callable[[], float], apart_s: float, stopping: threading.Event) -> None:
        """Look, then wait for the bell, or for as long as the look says; at least `apart_s` between two looks."""
        while not stopping.is_set():
            seen = self._parts.wake.rings
            try:
                wait_s = look()
            except AWAY:
                _log.warning("campaigns wait for the database")
                stopping.wait(_AFTER_TROUBLE_S)
                continue
            except Exception:  # noqa: BLE001 - edge of a thread: one odd campaign must not end all
                _log.error("running campaigns failed and will go on", exc_info=True)
                stopping.wait(_AFTER_TROUBLE_S)
                continue
            if wait_s < POLL_S:  # the pace: no bell makes it sooner
                stopping.wait(max(wait_s, _SHORTEST_S))
            else:
                stopping.wait(apart_s)
                self._parts.wake.wait(seen, wait_s)
