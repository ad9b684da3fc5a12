"""What every verb of the simulated exchange stands on: its calls, its time, its link, its voices."""

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from callcenter.domain.calls import CallState
from callcenter.kit.clock import Clock, JumpingClock
from callcenter.kit.errors import BadInputError, CallCenterError
from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.port import (
    Connected,
    Disconnected,
    ExchangeEvent,
    ExchangeNews,
    Listener,
    Recorded,
)
from callcenter.telephony.simulator.agenda import Agenda
from callcenter.telephony.simulator.carried import CarriedCall
from callcenter.telephony.simulator.hooks import Finished, Hooks
from callcenter.telephony.simulator.live_sound import Listened, LiveSound
from callcenter.telephony.simulator.outbox import Outbox
from callcenter.telephony.simulator.recorder import left_behind
from callcenter.telephony.simulator.runner import Runner
from callcenter.telephony.simulator.settings import Settings
from callcenter.telephony.simulator.sound import Samples, Say, silence
from callcenter.telephony.simulator.switchboard import Switchboard
from callcenter.telephony.simulator.voice_board import VoiceBoard, talk_of
from callcenter.telephony.voice_port import MessageRecorded, NotRungError

log = get_logger(__name__)

_LOOK_BACK = timedelta(hours=24)
"""How far back a start looks for recordings of calls that nobody was told of."""

OfferHook = Callable[[ProviderCallId, str], None]


class ExchangeCore:
    """The exchange without its verbs."""

    def __init__(self, *, clock: Clock, say: Say, settings: Settings | None = None, real_time: bool = False) -> None:
        self._clock = clock
        self._say = say
        self._settings = settings or Settings()
        self._changed = threading.Condition(threading.RLock())
        self._agenda = Agenda()
        self._outbox = Outbox()
        hooks = Hooks(
            tell=self._tell,
            finished=self._finished,
            on_offer=self._offered,
            enter_menu=lambda call, now: self._voice.enter(call, now),
            on_answer=lambda call, now: self._voice.answered(call, now),
            on_end=lambda call, now: self._voice.ended(call, now),
        )
        self._board = Switchboard(self._settings, self._agenda, hooks)
        self._voice = VoiceBoard(self._board, self._keep_message, self._greet)
        self._account = f"sim-{int(clock.now().timestamp() * 1000):x}"
        self._dice = random.Random(f"{self._settings.seed}/link")  # noqa: S311 - a play, no secret
        self._listener: Listener | None = None
        self._linked = False
        self._kept_back: list[Recorded | MessageRecorded] = []
        self._under_way = 0
        self._dialled: set[str] = set()
        self._offer_hooks: dict[str, OfferHook] = {}
        self._voice.gives_sound = real_time and self._settings.streams_sound
        self._live = LiveSound(clock, self._changed, self._listened) if self._voice.gives_sound else None
        self._runner = Runner(clock, self._changed, self._next_at, self._run_due) if real_time else None

    @property
    def name(self) -> str:
        """The account's name."""
        return self._settings.name

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
            raise NotRungError("the simulated exchange cannot be reached; wait until it is back")

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
        self._voice.tell_again(self._clock.now())

    def _tell_left_behind(self) -> None:
        now, folder = self._clock.now(), self._settings.recordings
        for call, *files in left_behind(folder, now - _LOOK_BACK) if folder else ():
            if not call.startswith(f"{self._account}-"):
                patient, administrator = (str(file.resolve()) for file in files)
                self._put(Recorded(call=call, at=now, patient_file=patient, administrator_file=administrator))

    def _tell(self, event: ExchangeEvent) -> None:
        """Send news about a call through the link, with the faults that the link is set to have."""
        if not self._linked:
            if isinstance(event, Recorded | MessageRecorded):
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

    def _listened(self) -> Listened:
        """Whose sound is wanted; an operator who took over hears for himself."""
        found = {}
        for call, led in self._voice.led.items():
            carried = self._board.calls[call]
            if led.ears is not None and carried.state is CallState.IN_MENU:
                found[call] = (talk_of(carried), led.ears)
        return found

    def _greet(self, call: CarriedCall) -> None:
        raise NotImplementedError

    def _keep_message(self, call: CarriedCall, command: int, since: datetime, until: datetime) -> None:
        raise NotImplementedError

    def _finished(self, finished: Finished) -> None:
        self._outbox.put(partial(self._finish, finished))

    def _finish(self, finished: Finished) -> None:
        files = finished.recorder.finish(finished.length)
        if files is None:
            return
        patient, administrator = (str(file.resolve()) for file in files)
        recorded = Recorded(
            call=finished.call,
            at=finished.at,
            patient_file=patient,
            administrator_file=administrator,
            patient_offset=-finished.lead,
            administrator_offset=-finished.lead,
        )
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
