"""The embedded exchange: callcenter.telephony.port.Exchange without telephones, by the clock that it is given."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.telephony.port import (
    Capabilities,
    Listener,
)
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.recorder import Side
from callcenter.telephony.simulator.voice_verbs import VoiceVerbs

OfferHook = Callable[[ProviderCallId, str], None]


class SimulatedExchange(VoiceVerbs):
    """Lines, a queue, operators' telephones and speaking patients in this process; may be used from any thread.

    In real time a thread of its own lets things happen. Otherwise (tests, simulations) nothing happens until
    `run_until`, `run_for` or `run_until_quiet` lets time pass; a JumpingClock is moved along.
    """

    # The port

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
        if self._live:
            self._live.start()
        self._settle()

    def stop(self) -> None:
        """Tell nothing more and let time stand still; calls stay as they are. May be called twice."""
        if self._live:
            self._live.stop()
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
