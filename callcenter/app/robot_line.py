"""The robot's side of this process's exchange: what leads its calls, what dials, and what both need to run."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from callcenter.app.clinic_face import face_of
from callcenter.app.ground import Ground
from callcenter.app.live_words import LiveWords
from callcenter.app.prompt_wiring import prompt_sounds_of, sweep_of
from callcenter.app.robot_calls import KeptSounds, RobotParts, leading_of
from callcenter.app.settings import ExchangeKind
from callcenter.app.sweeper import Sweeper
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.telephony.voice_port import Answerer, VoiceExchange
from ivr.answers.loader import load_parser
from ivr.hearing.ear_service import LiveEar
from ivr.hearing.loader import load_greetings
from ivr.hearing.machine import MachineWatch
from ivr.leading.loader import FlowShelf
from ivr.leading.service import Leading
from ivr.leading.threads_service import CallThreads
from ivr.leading.timers_service import RealTimers
from ivr.prompt_sounds.sound import Rate, SoundSource
from ivr.speech.espeak import EspeakVoice
from outbound.dialling_service import Dialling
from recordings.model_shelf.model_store import ModelStore
from recordings.transcribe.live.recogniser import ProcessRecogniser

_log = get_logger(__name__)


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
    """What understands patients: the live recogniser, whose model is loaded while a patient is being rung, and at the
    start where calls that come in are answered by a flow; and the parser of answers."""

    def __init__(self, ground: Ground, shelf: FlowShelf) -> None:
        settings = ground.settings
        self._live = ProcessRecogniser()
        models = ModelStore(settings.models_dir, allow_demo=settings.is_demo)
        self.words = LiveWords(models, self._live, settings.heard_calls)
        self._own = shelf.own
        self._inbound = settings.clinic_language if settings.inbound_flow else None
        self._at_work: set[Language] = set()
        self._lock = threading.Lock()

    def start(self) -> None:
        """Load in the background what is sure to be needed."""
        if self._inbound is not None:
            self._in_background(self.words.warm, self._inbound)

    def soon(self, language: Language) -> None:
        """Load in the background what a call in this language needs, while the patient is being rung."""
        self._in_background(self.words.load, language)

    def stop(self) -> None:
        """End the recogniser's processes."""
        self.words.close()
        self._live.close()

    def _in_background(self, load: Callable[[Language], bool], language: Language) -> None:
        with self._lock:
            if language in self._at_work:
                return
            self._at_work.add(language)
        threading.Thread(target=self._load, args=(load, language), name="load for robots", daemon=True).start()

    def _load(self, load: Callable[[Language], bool], language: Language) -> None:
        try:
            load_parser(language, self._own)
            load(language)
        except Exception:  # noqa: BLE001 - edge of a thread: the call itself tells what is wrong, or needs it not
            _log.warning("what a call needs could not be loaded ahead", language=language.value, exc_info=True)
        finally:
            with self._lock:
                self._at_work.discard(language)


def robots_on(ground: Ground, exchange: VoiceExchange) -> RobotLine:
    """What leads the calls of an exchange."""
    timers, threads = RealTimers(), CallThreads()
    shelf = FlowShelf(ground.settings.own_content)
    voice, words = EspeakVoice(rate_hz=Rate.WIDE), _Words(ground, shelf)
    kept = prompt_sounds_of(ground.settings, ground.clock, voice)
    sounds = KeptSounds(kept)
    is_asterisk = ground.settings.exchange is ExchangeKind.ASTERISK  # the simulator has the usual queue alone
    leading = leading_of(
        RobotParts(
            database=ground.database,
            clock=ground.clock,
            exchange=exchange,
            clinic=face_of(ground.settings),
            shelf=shelf,
            sounds=sounds,
            timers=timers,
            run=threads,
            ear=LiveEar(words.words, ground.clock),
            watch_of=watch,
            inbound=ground.settings.inbound_flow,
            emergency_queue=ground.settings.emergency_queue if is_asterisk else "",
        )
    )
    dialling = Dialling(ground.database, ground.clock, exchange.dial, words.soon)
    swept = Sweeper(sweep_of(ground.settings, ground.clock))
    parts = (timers, _Voice(voice), words, sounds, threads, swept)
    return RobotLine(leading, dialling, parts, kept.counts)


def watch(taken: datetime, language: Language, vote: Answerer) -> MachineWatch:
    """Finds out who took a call, by its greeting."""
    return MachineWatch(taken, load_greetings(language).sign, vote)
