"""What a robot may ask of the simulated exchange: callcenter.telephony.voice_port.VoiceExchange."""

import wave
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.simulator.carried import CarriedCall
from callcenter.telephony.simulator.exchange_core import ExchangeCore
from callcenter.telephony.simulator.manners import RECORDING, keys_of
from callcenter.telephony.simulator.persona import Persona
from callcenter.telephony.simulator.sound import RATE_HZ, Samples, beep, silence
from callcenter.telephony.simulator.voice_board import Reply, talk_of
from callcenter.telephony.voice_port import Destination, Dial, Ears, Prompt

log = get_logger(__name__)

WhoIsAt = Callable[[str], Persona | None]
"""The patient at a number; None where nobody is known there."""


class VoiceVerbs(ExchangeCore):
    """Prompts, answers, messages, putting through, dialling."""

    _who_is_at: WhoIsAt | None = None

    @property
    def hears(self) -> bool:
        """In real time the patient's sound is streamed; else answers are told in words."""
        return self._voice.gives_sound

    def patients_at(self, who_is_at: WhoIsAt) -> None:
        """Who is rung by `dial`; somebody unknown picks up, greets nobody and says nothing."""
        self._who_is_at = who_is_at

    def dial(self, dial: Dial) -> None:
        """Ring a patient; a tag that is rung already is no error."""
        found = self._who_is_at(dial.number) if self._who_is_at else None
        persona = found or Persona(id="unknown", number=dial.number)
        with self._changed:
            self._require_link()
            if dial.tag not in self._dialled:
                self._voice.dial(dial, persona, self._clock.now())
                self._dialled.add(dial.tag)
        self._settle()

    def play(self, call: ProviderCallId, command: int, prompts: Sequence[Prompt]) -> None:
        """Say prompts; the patient replies to the last one."""
        if not prompts:
            return
        with self._changed:
            self._require_link()
            answered = self._voice.reply_to(call, [one.id for one in prompts])
        if answered is None:
            return
        carried, text, prompt = answered
        sounds, missing = self._prompt_sounds(prompts)
        reply = self._reply(carried.persona, text)
        with self._changed:
            self._voice.play(carried, command, prompt, sounds, reply, missing, self._clock.now())
        self._settle()

    def stop_playing(self, call: ProviderCallId) -> None:
        """The robot falls silent."""
        self._on_call(call, self._voice.stop)

    def listen(self, call: ProviderCallId, ears: Ears) -> None:
        """Stream the patient's sound, where time is real."""
        with self._changed:
            self._require_link()
            if (led := self._voice.led.get(call)) is not None:
                led.ears = ears
        self._settle()

    def expect_words(self, call: ProviderCallId, language: Language, seconds: float) -> None:
        """Nothing: a simulated patient answers by itself."""

    def record_message(self, call: ProviderCallId, command: int, longest_s: float, pause_s: float) -> None:
        """The patient leaves the message that its manners name under `RECORDING`."""
        with self._changed:
            self._require_link()
            answered = self._voice.reply_to(call, [RECORDING])
        if answered is None:
            return
        message = self._reply(answered[0].persona, answered[1])
        with self._changed:
            self._voice.record(answered[0], command, longest_s, message, self._clock.now())
        self._settle()

    def put_through(self, call: ProviderCallId, command: int, whom: Destination, to: str) -> None:
        """Ring the queue, a telephone or somebody outside, who answers after three seconds."""
        self._on_call(call, lambda carried, now: self._voice.put_through(carried, command, whom, to, now))

    # For tests: what a patient does unasked

    def patient_presses(self, call: ProviderCallId, keys: str) -> None:
        """Keys, at this moment."""
        with self._changed:
            self._voice.press(call, keys, self._clock.now())
        self._settle()

    def patient_says(self, call: ProviderCallId, text: str) -> None:
        """Words, from this moment on."""
        carried = self._board.calls.get(call)
        if carried is not None:
            reply = self._reply(carried.persona, text)
            with self._changed:
                self._voice.say(call, reply, self._clock.now())
            self._settle()

    # Inside

    def _on_call(self, call: ProviderCallId, verb: Callable[[CarriedCall, datetime], None]) -> None:
        with self._changed:
            self._require_link()
            carried = self._board.calls.get(call)
            if carried is not None:
                verb(carried, self._clock.now())
        self._settle()

    def _prompt_sounds(self, prompts: Sequence[Prompt]) -> tuple[Samples, tuple[str, ...]]:
        found: dict[int, Samples] = {}
        for number, prompt in enumerate(prompts):
            sound = self._prompt_sound(prompt)
            if sound is not None:
                found[number] = sound
        missing = tuple(prompt.id for number, prompt in enumerate(prompts) if number not in found)
        return np.concatenate([silence(0), *found.values()]), missing

    def _prompt_sound(self, prompt: Prompt) -> Samples | None:
        """The prompt's sound; None where its file is gone."""
        if prompt.sound is None:
            return self._sound(prompt.text, prompt.language, self._settings.robot_speaker)
        try:
            return read_wav(prompt.sound)
        except (OSError, EOFError, wave.Error):
            log.warning("a prompt's file cannot be read, it is left out", prompt=prompt.id)
            return None

    def _reply(self, persona: Persona, text: str) -> Reply:
        if keys := keys_of(text):
            return Reply(keys=keys)
        if not text.strip():
            return Reply()
        is_heard = self.hears or self._settings.recordings is not None
        return Reply(text=text, sound=self._sound(text, persona.language, persona.speaker) if is_heard else None)

    def _greet(self, call: CarriedCall) -> None:
        """Outside the lock, for voices take their time: what the patient says on picking up."""
        manners = call.persona.manners
        if manners.greeting or manners.beeps:
            self._outbox.put(partial(self._greet_now, call))

    def _greet_now(self, call: CarriedCall) -> None:
        manners = call.persona.manners
        reply = self._reply(call.persona, manners.greeting)
        if manners.beeps and (reply.sound is not None or self.hears):
            words = reply.sound if reply.sound is not None else silence(0)
            reply = Reply(text=reply.text, sound=np.concatenate([words, silence(0.4), beep()]))
        with self._changed:
            self._voice.greets(call, reply, self._clock.now())

    def _keep_message(self, call: CarriedCall, command: int, since: datetime, until: datetime) -> None:
        sound, spoken = talk_of(call).message(since, until)  # at once: a talk that ends forgets what was said in it
        self._outbox.put(partial(self._write_message, call, command, sound, spoken))

    def _write_message(self, call: CarriedCall, command: int, sound: Samples, spoken: float) -> None:
        file, folder = "", self._settings.recordings
        if folder is not None and spoken:
            path = folder / "messages" / f"{call.id}-{command}.wav"
            try:
                write_wav(path, sound)
                file = str(path.resolve())
            except OSError:
                log.exception("the simulator cannot write a message", call=call.id)
        with self._changed:
            self._voice.message_kept(call, command, file, spoken, self._clock.now())


def read_wav(path: Path) -> Samples:
    """The samples of a mono 16-bit file at the line's rate. Raises OSError, EOFError or wave.Error."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE_HZ):
            raise wave.Error("not mono, 16 bit, 8 kHz")
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)


def write_wav(path: Path, sound: Samples) -> None:
    """Put the samples into a new file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(sound.astype("<i2").tobytes())
