"""Dialling the calls that are wished: each at most once, by the process that holds the link to the exchange.

That a call is about to be dialled is committed before the exchange is told, and the call's id goes with it as its tag.
Where the exchange does not answer, or this process dies in between, the wish is uncertain: whether the patient was rung
is told by the exchange (the call arrives, or is among those it carries, by its tag), and it is never dialled again.
Where nothing was sent (no link, no free line), nobody was rung: the wish stays one.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from callcenter.domain.voice_events import CallWished
from callcenter.kit.clock import Clock
from callcenter.kit.ids import CallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database, Work
from callcenter.telephony.port import Connected, ExchangeError, ExchangeNews
from callcenter.telephony.voice_port import Dial, NotRungError
from outbound.do_not_call_service import EVERYTHING
from outbound.do_not_call_store import is_refused
from outbound.wished_store import WishedCall, WishState, add_wish, turn, wishes_in, wishes_with_calls

_log = get_logger(__name__)

_AT_ONCE = 20
_SET_BACK = timedelta(minutes=1)
"""A wish from so far ahead was decided by another clock: its hours may not be ours."""
_TOLD_WITHIN = timedelta(minutes=2)
"""An exchange that rings somebody has said so by then."""
_LOOK_S = 2.0
_NOT_RUNG = timedelta(seconds=5)
"""After a call that could not be dialled the exchange is let alone for so long."""
_OPEN = (WishState.DIALLING, WishState.UNCERTAIN)
NOBODY_KNOWS = "it is not known whether the patient was rung"


def wish(work: Work, new: WishedCall) -> None:
    """Have a patient called; the process that holds the exchange takes it up at once."""
    add_wish(work.connection, new)
    work.emit(CallWished(call=new.id, at=new.asked_at))


class Dialling:
    """Dials what is wished. `start` and `stop` come with the link to the exchange."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        dial: Callable[[Dial], None],
        prepare: Callable[[Language], None] = lambda _: None,
    ) -> None:
        """`prepare` is told in which language somebody is about to be rung; it must not wait."""
        self._database, self._clock, self._dial, self._prepare = database, clock, dial, prepare
        self._not_before: datetime | None = None
        """Nothing is dialled until then: there was no link, or no free line."""
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look for wishes, woken by the database's bell."""
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="dialling", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the wish in hand."""
        self._stopping.set()
        self._database.wake.ring()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def look(self) -> int:
        """Dial what is wished, and settle what was left open; returns how many were dialled."""
        self._settle()
        with self._database.read() as connection:
            wishes = wishes_in(connection, WishState.WISHED, _AT_ONCE)
        return sum(self._dial_one(one) for one in wishes if not self._is_waiting())

    def hear(self, news: ExchangeNews) -> None:
        """Settle what was left open once the exchange has told which calls it carries; behind the listener that keeps
        calls. Raises what a database that is away raises."""
        if isinstance(news, Connected):
            self._settle()

    def _dial_one(self, one: WishedCall) -> bool:
        now = self._clock.now()
        with self._database.work() as work:
            if problem := self._obstacle(work, one):
                turn(work.connection, one.id, WishState.WISHED, WishState.REFUSED, at=now, problem=problem)
                return False
            if not turn(work.connection, one.id, WishState.WISHED, WishState.DIALLING, at=now):
                return False  # another process was quicker
        self._prepare(one.language)
        try:
            self._dial(Dial(tag=one.id, number=one.number.e164, entrance=one.flow))
        except NotRungError as exc:
            _log.info("a patient is dialled later", call=one.id, why=str(exc))
            self._turn(one.id, WishState.WISHED)
            self._not_before = self._clock.now() + _NOT_RUNG
            return False
        except ExchangeError as exc:
            state = WishState.UNCERTAIN if exc.retryable else WishState.REFUSED
            _log.warning("a patient was not dialled", call=one.id, state=state.value, why=str(exc))
            self._turn(one.id, state, str(exc))
            return False
        self._turn(one.id, WishState.CALLED)
        return True

    def _is_waiting(self) -> bool:
        return self._not_before is not None and self._clock.now() < self._not_before

    def _obstacle(self, work: Work, one: WishedCall) -> str:
        """Why a wish must not be dialled any more, looked at in the transaction that decides; '' for nothing."""
        now = self._clock.now()
        if now > one.not_after:
            return "it is too late for this call"
        if now < one.asked_at - _SET_BACK:
            return "the clock was set back since this call was wished"
        if is_refused(work.connection, one.number, (EVERYTHING, one.purpose, one.flow)):
            return "this number asked not to be called"
        return ""

    def _settle(self) -> None:
        """Wishes that a process left between its decision and the exchange's word: the call itself tells, whenever it
        is told of; after a while without it nobody knows. None is dialled again."""
        now = self._clock.now()
        with self._database.read() as connection:
            rung = wishes_with_calls(connection, _OPEN, _AT_ONCE)
            told = {one.id for one in rung}
            left = [one for one in wishes_in(connection, WishState.DIALLING, _AT_ONCE) if one.id not in told]
        for one in rung:
            if self._turn(one.id, WishState.CALLED, before=one.state):
                _log.info("a call was made after all", call=one.id, before=one.state.value)
        for one in left:
            is_late = one.dialled_at is None or now - one.dialled_at > _TOLD_WITHIN
            if is_late and self._turn(one.id, WishState.UNCERTAIN, NOBODY_KNOWS):
                _log.warning("it is not known whether a patient was rung; look before calling again", call=one.id)

    def _turn(self, call: CallId, after: WishState, problem: str = "", before: WishState = WishState.DIALLING) -> bool:
        with self._database.work() as work:
            return turn(work.connection, call, before, after, at=self._clock.now(), problem=problem)

    def _run(self) -> None:
        seen = -1
        while not self._stopping.is_set():
            try:
                seen = self._database.wake.wait(seen)
                if not self._stopping.is_set():
                    self.look()
            except Exception:  # noqa: BLE001 - edge of a thread: one odd wish must not end all dialling
                _log.error("dialling failed and will go on", exc_info=True)
                self._stopping.wait(_LOOK_S)
