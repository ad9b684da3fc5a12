"""The robot's side of this process's exchange: what leads its calls, what dials, and what both need to run."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from callcenter.app.clinic_face import face_of
from callcenter.app.ground import Ground
from callcenter.app.live_words import LiveWords
from callcenter.app.prompt_wiring import prompt_sounds_of, sweep_of
from callcenter.app.robot_calls import KeptSounds, RobotParts, leading_of
from callcenter.app.sweeper import Sweeper
from callcenter.kit.languages import Language
from callcenter.telephony.voice_port import Answerer, VoiceExchange
from ivr.hearing.ear_service import LiveEar
from ivr.hearing.loader import load_greetings
from ivr.hearing.machine import MachineWatch
from ivr.leading.actor_service import CallThreads, RealTimers
from ivr.leading.loader import FlowShelf
from ivr.leading.service import Leading
from ivr.prompt_sounds.sound import Rate, SoundSource
from ivr.speech.espeak import EspeakVoice
from outbound.dialling_service import Dialling
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.recogniser import ProcessRecogniser


class Part(Protocol):
    """Anything that is started and stopped with the process."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End."""
        ...


@dataclass(frozen=True, slots=True)
class RobotLine:
    """The robot's side."""

    leading: Leading
    """Takes the exchange's news, behind what keeps calls."""
    dialling: Dialling
    """Runs while this process holds the link."""
    parts: Sequence[Part]
    """Run as long as the process."""
    spoken: Callable[[], Mapping[SoundSource, int]]
    """How often each kind of sound was played since the start."""


class _Voice:
    """Ends the voice engine's process with ours; it begins with the first text."""

    def __init__(self, voice: EspeakVoice) -> None:
        self._voice = voice

    def start(self) -> None:
        """Nothing yet."""

    def stop(self) -> None:
        """End."""
        self._voice.close()


class _Words:
    """The live recogniser of calls. Its model is loaded with the first call that needs it; at the start where calls
    that come in are answered by a flow."""

    def __init__(self, ground: Ground) -> None:
        settings = ground.settings
        self._live = ProcessRecogniser()
        self.words = LiveWords(ModelStore(settings.models_dir, allow_demo=settings.is_demo), self._live)
        self._language = settings.clinic_language if settings.inbound_flow else None

    def start(self) -> None:
        """Load a model in the background, where one is sure to be needed."""
        if self._language is not None:
            warm = partial(self.words.warm, self._language)
            threading.Thread(target=warm, name="warm speech model", daemon=True).start()

    def stop(self) -> None:
        """End the recogniser's processes."""
        self.words.close()
        self._live.close()


def robots_on(ground: Ground, exchange: VoiceExchange) -> RobotLine:
    """What leads the calls of an exchange."""
    timers, threads = RealTimers(), CallThreads()
    voice, words = EspeakVoice(rate_hz=Rate.WIDE), _Words(ground)
    kept = prompt_sounds_of(ground.settings, ground.clock, voice)
    sounds = KeptSounds(kept)
    leading = leading_of(
        RobotParts(
            database=ground.database,
            clock=ground.clock,
            exchange=exchange,
            clinic=face_of(ground.settings),
            shelf=FlowShelf(ground.settings.own_content),
            sounds=sounds,
            timers=timers,
            run=threads,
            ear=LiveEar(words.words, ground.clock),
            watch_of=watch,
            inbound=ground.settings.inbound_flow,
        )
    )
    dialling = Dialling(ground.database, ground.clock, exchange.dial)
    swept = Sweeper(sweep_of(ground.settings, ground.clock))
    parts = (timers, _Voice(voice), words, sounds, threads, swept)
    return RobotLine(leading, dialling, parts, kept.counts)


def watch(taken: datetime, language: Language, vote: Answerer) -> MachineWatch:
    """Finds out who took a call, by its greeting."""
    return MachineWatch(taken, load_greetings(language).sign, vote)
