"""The embedded exchange: callcenter.telephony.port.Exchange without telephones, by the clock that it is given."""

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from callcenter.kit.clock import Clock, JumpingClock
from callcenter.kit.errors import BadInputError, CallCenterError
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import (
    Capabilities,
    Connected,
    Disconnected,
    ExchangeError,
    ExchangeEvent,
    ExchangeNews,
    Listener,
    Recorded,
)
from callcenter.telephony.simulator.agenda import Agenda
from callcenter.telephony.simulator.outbox import Outbox
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.recorder import Side, left_behind
from callcenter.telephony.simulator.runner import Runner
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples, Say, silence
from callcenter.telephony.simulator.switchboard import Finished, Hooks, Switchboard

log = get_logger(__name__)

_LOOK_BACK = timedelta(hours=24)
"""How far back a start looks for recordings of calls that nobody was told of."""

OfferHook = Callable[[ProviderCallId, str], None]


class SimulatedExchange:
    """Lines, a queue, operators' telephones and speaking patients in this process; may be used from any thread.

    In real time a thread of its own lets things happen. Otherwise (tests, simulations) nothing happens until
    `run_until`, `run_for` or `run_until_quiet` lets time pass; a JumpingClock is moved along.
    """

    def __init__(self, *, clock: Clock, say: Say, settings: Settings | None = None, real_time: bool = False) -> None:
        self._clock = clock
        self._say = say
        self._settings = settings or Settings()
        self._changed = threading.Condition(threading.RLock())
        self._agenda = Agenda()
        self._outbox = Outbox()
        hooks = Hooks(tell=self._tell, finished=self._finished, on_offer=self._offered)
        self._board = Switchboard(self._settings, self._agenda, hooks)
        self._account = f"sim-{int(clock.now().timestamp() * 1000):x}"
        self._dice = random.Random(f"{self._settings.seed}/link")  # noqa: S311 - a play, no secret
        self._listener: Listener | None = None
        self._linked = False
        self._kept_back: list[Recorded] = []
        self._under_way = 0
        self._offer_hooks: dict[str, OfferHook] = {}
        self._runner = Runner(clock, self._changed, self._next_at, self._run_due) if real_time else None

    # The port

    @property
    def name(self) -> str:
        """The account's name."""
        return self._settings.name

    @property
    def extensions(self) -> tuple[str, ...]:
        """The operators' telephones."""
        return self._settings.extensions

    @property
    def capabilities(self) -> Capabilities:
        """Everything."""
        return Capabilities(answer=True, hold=True, speak=True)

    def start(self, listener: Listener) -> None:
        """Begin to tell `listener`; the first news is Connected. Calls that wait already are in it.

        Then come the recordings that an exchange before this one left in the folder, as when it was killed.
        """
        with self._changed:
            self._listener = listener
            self._link()
            self._tell_left_behind()
        if self._runner:
            self._runner.start()
        self._settle()

    def stop(self) -> None:
        """Tell nothing more and let time stand still; calls stay as they are. May be called twice."""
        if self._runner:
            self._runner.stop()
        self._outbox.work()
        with self._changed:
            self._listener, self._linked = None, False

    def answer(self, call: ProviderCallId, extension: str) -> None:
        """Connect the operator's telephone with the call, also where it waits or rings elsewhere."""
        self._command(lambda now: self._board.answer(call, extension, now))

    def hang_up(self, call: ProviderCallId) -> None:
        """End the call."""
        self._command(lambda now: self._board.hang_up(call, now))

    def hold(self, call: ProviderCallId) -> None:
        """Let the patient wait; both sides of the recording are silent meanwhile."""
        self._command(lambda now: self._board.hold(call, now))

    def resume(self, call: ProviderCallId) -> None:
        """Take the patient back from hold."""
        self._command(lambda now: self._board.resume(call, now))

    def speak(self, call: ProviderCallId, step: str, text: str, language: Language) -> None:
        """Say `text` on the administrator's side; the patient replies. What is being said now is not interrupted."""
        self.speak_then(call, step, text, language, None)

    # Patients, operators, robots

    def ring_in(self, persona: Persona) -> ProviderCallId:
        """A patient calls now. Raises ExchangeError where all lines are busy."""
        with self._changed:
            call = self._board.arrive(persona, self._account, self._clock.now())
        self._settle()
        return call

    def patient_hangs_up(self, call: ProviderCallId) -> None:
        """The patient rings off; one who has is no error."""
        with self._changed:
            self._board.patient_hangs_up(call, self._clock.now())
        self._settle()

    def set_ready(self, extension: str, ready: bool) -> None:
        """Whether this telephone is offered calls. Raises ExchangeError for an unknown one."""
        self._command(lambda now: self._board.set_ready(extension, ready, now))

    def decline(self, extension: str) -> None:
        """The operator refuses the call that rings at this telephone; it goes back to the queue."""
        self._command(lambda now: self._board.decline(extension, now))

    def speak_then(
        self, call: ProviderCallId, step: str, text: str, language: Language, then: Callable[[], None] | None
    ) -> None:
        """`speak`, and `then` once the patient has replied; not where the call ends or is put on hold before."""
        with self._changed:
            self._require_link()
            carried, nth = self._board.begin_step(call, step)
            persona, extension = carried.persona, carried.extension
        speaker = self._settings.speakers.get(extension, self._settings.operator_speaker)
        sounds = {
            Side.ADMINISTRATOR: self._sound(text, language, speaker),
            Side.PATIENT: self._sound(persona.reply(step, nth), persona.language, persona.speaker),
        }
        with self._changed:
            after = partial(self._outbox.put, then) if then else None
            self._board.say(carried, step, sounds, self._clock.now(), after)
        self._settle()

    def later(self, delay: timedelta, action: Callable[[], None]) -> None:
        """Do `action` after `delay` of simulated time, in the exchange's thread, outside its lock."""
        with self._changed:
            self._agenda.book(self._clock.now() + delay, lambda _: self._outbox.put(action))
        self._settle()

    def on_offer(self, extension: str, hook: OfferHook) -> None:
        """Call `hook` with the call and the extension whenever this telephone begins to ring; one hook a telephone."""
        self._offer_hooks[extension] = hook

    def persona_of(self, call: ProviderCallId) -> Persona | None:
        """Who is calling; None where the call is over."""
        with self._changed:
            carried = self._board.calls.get(call)
            return carried.persona if carried else None

    def now_speaking(self, call: ProviderCallId) -> Side | None:
        """Whose voice is on the line at this moment."""
        with self._changed:
            carried = self._board.calls.get(call)
            talk = carried.conversation if carried else None
            return talk.speaking(self._clock.now()) if talk else None

    @property
    def live_calls(self) -> int:
        """How many calls the exchange carries."""
        with self._changed:
            return len(self._board.calls)

    # The link, for tests of what happens without it

    def cut_link(self, reason: str = "the link to the simulated exchange was cut by a test") -> None:
        """The clinic's software loses the exchange: Disconnected, then no news, and every command fails."""
        with self._changed:
            if self._linked:
                self._put(Disconnected(at=self._clock.now(), reason=reason))
                self._linked = False
        self._settle()

    def restore_link(self) -> None:
        """The exchange is reachable again: Connected with all live calls, then the recordings made meanwhile."""
        with self._changed:
            if not self._linked and self._listener is not None:
                self._link()
        self._settle()

    # Time

    def run_until(self, moment: datetime) -> None:
        """Let everything happen that is due until `moment`, in order."""
        if self._runner:
            raise BadInputError("this exchange runs in real time; make it with real_time=False to move its time")
        self._run_due(moment)
        if isinstance(self._clock, JumpingClock):
            self._clock.jump_to(moment)

    def run_for(self, duration: timedelta) -> None:
        """Let `duration` pass."""
        self.run_until(self._clock.now() + duration)

    def run_until_quiet(self, within: timedelta = timedelta(hours=3)) -> None:
        """Let time pass until no call is live and all is told. Raises BadInputError where `within` is too short."""
        deadline = self._clock.now() + within
        while self.live_calls or self._under_way:
            soonest = self._next_at()
            if soonest is None or soonest > deadline:
                raise BadInputError(f"{self.live_calls} simulated calls are still live after {within}")
            self.run_until(soonest)

    # Inside

    def _command(self, verb: Callable[[datetime], None]) -> None:
        """Do what the clinic's software asks; it needs the link."""
        with self._changed:
            self._require_link()
            verb(self._clock.now())
        self._settle()

    def _require_link(self) -> None:
        if not self._linked:
            raise ExchangeError("the simulated exchange cannot be reached; wait until it is back", retryable=True)

    def _settle(self) -> None:
        """After a change: have its news told."""
        if self._runner:
            with self._changed:
                self._changed.notify_all()
        else:
            self._outbox.work()

    def _next_at(self) -> datetime | None:
        """When there is something to do; now, where there is already."""
        return self._clock.now() if len(self._outbox) else self._agenda.next_at()

    def _run_due(self, until: datetime) -> None:
        while True:
            self._outbox.work()
            with self._changed:
                booking = self._agenda.take(until)
                if booking is None:
                    return
                if isinstance(self._clock, JumpingClock):
                    self._clock.jump_to(booking.at)
                booking.action(booking.at)

    def _link(self) -> None:
        self._linked = True
        live = tuple(call.as_live() for call in self._board.calls.values())
        self._put(Connected(at=self._clock.now(), live=live))
        kept_back, self._kept_back = self._kept_back, []
        for recorded in kept_back:
            self._put(recorded)

    def _tell_left_behind(self) -> None:
        now, folder = self._clock.now(), self._settings.recordings
        for call, *files in left_behind(folder, now - _LOOK_BACK) if folder else ():
            if not call.startswith(f"{self._account}-"):
                patient, administrator = (str(file.resolve()) for file in files)
                self._put(Recorded(call=call, at=now, patient_file=patient, administrator_file=administrator))

    def _tell(self, event: ExchangeEvent) -> None:
        """Send news about a call through the link, with the faults that the link is set to have."""
        if not self._linked:
            if isinstance(event, Recorded):
                self._kept_back.append(event)  # the files stay on the exchange's disk until they are fetched
            return
        for delay in self._settings.faults.deliveries(self._dice):
            if delay:
                self._under_way += 1
                self._agenda.book(self._clock.now() + delay, partial(self._tell_late, event))
            else:
                self._put(event)

    def _tell_late(self, event: ExchangeEvent, _: datetime) -> None:
        self._under_way -= 1
        if self._linked:
            self._put(event)

    def _put(self, news: ExchangeNews) -> None:
        if self._listener is not None:
            self._outbox.put(partial(self._listener, news))

    def _offered(self, call: ProviderCallId, extension: str) -> None:
        hook = self._offer_hooks.get(extension)
        if hook:
            self._outbox.put(partial(hook, call, extension))

    def _finished(self, finished: Finished) -> None:
        self._outbox.put(partial(self._finish, finished))

    def _finish(self, finished: Finished) -> None:
        files = finished.recorder.finish(finished.length)
        if files is None:
            return
        patient, administrator = (str(file.resolve()) for file in files)
        recorded = Recorded(call=finished.call, at=finished.at, patient_file=patient, administrator_file=administrator)
        with self._changed:
            self._tell(recorded)

    def _sound(self, text: str, language: Language, speaker: str) -> Samples:
        """The text said aloud; a voice that fails is silence of about the right length, so that the call goes on."""
        if not text.strip():
            return silence(0)
        try:
            return self._say(text, language, speaker)
        except CallCenterError:
            log.warning("the voice failed, the call goes on in silence", exchange=self.name)
            return silence(len(text) / 14)
