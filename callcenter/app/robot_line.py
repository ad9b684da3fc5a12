"""The robot's side of this process's exchange: what leads its calls, what dials, and what both need to run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from callcenter.app.ground import Ground
from callcenter.app.prompt_wiring import prompt_sounds_of
from callcenter.app.robot_calls import KeptSounds, RobotParts, leading_of
from callcenter.app.robot_facts import ClinicFace
from callcenter.clinic.demo.load import load_demo
from callcenter.telephony.voice_port import VoiceExchange
from ivr.leading.actor_service import CallThreads, RealTimers
from ivr.leading.loader import FlowShelf
from ivr.leading.service import Leading
from ivr.prompt_sounds.sound import Rate
from ivr.speech.espeak import EspeakVoice
from outbound.dialling_service import Dialling


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


class _Voice:
    """Ends the voice engine's process with ours; it begins with the first text."""

    def __init__(self, voice: EspeakVoice) -> None:
        self._voice = voice

    def start(self) -> None:
        """Nothing yet."""

    def stop(self) -> None:
        """End."""
        self._voice.close()


def robots_on(ground: Ground, exchange: VoiceExchange) -> RobotLine:
    """What leads the calls of an exchange."""
    timers, threads = RealTimers(), CallThreads()
    voice = EspeakVoice(rate_hz=Rate.WIDE)
    leading = leading_of(
        RobotParts(
            database=ground.database,
            clock=ground.clock,
            exchange=exchange,
            clinic=face_of(ground),
            shelf=FlowShelf(ground.settings.content_dir),
            sounds=KeptSounds(prompt_sounds_of(ground.settings, ground.clock, voice)),
            timers=timers,
            run=threads,
            inbound=ground.settings.inbound_flow,
        )
    )
    dialling = Dialling(ground.database, ground.clock, exchange.dial)
    return RobotLine(leading, dialling, (timers, threads, _Voice(voice)))


def face_of(ground: Ground) -> ClinicFace:
    """The clinic as its voice names it."""
    settings, clinic = ground.settings, ground.clinic
    phone = settings.clinic_phone
    if settings.is_demo and not phone:
        phone = load_demo(settings.clinic_language).phone.readable
    return ClinicFace(
        name=clinic.words.name,
        phone=phone,
        address=clinic.words.address,
        hours=clinic.words.hours,
        language=clinic.language,
        zone=clinic.zone,
        country=clinic.country,
    )
