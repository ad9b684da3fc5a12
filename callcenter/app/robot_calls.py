"""Calls that the clinic's voice leads, put together: news of the exchange, flows, sounds, actions, timers."""

import queue
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from callcenter.app.clinic_face import ClinicFace
from callcenter.app.robot_actions import RobotActions
from callcenter.app.robot_facts import Briefs
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeNews, Listener
from callcenter.telephony.voice_port import Prompt, VoiceExchange
from ivr.answers.loader import understand
from ivr.flow.commands import Said
from ivr.hearing.port import Ear
from ivr.leading.loader import FlowShelf
from ivr.leading.parts import GENERAL, LeadingParts, Runner, Sounds, Timers, WatchOf
from ivr.leading.service import Leading
from ivr.prompt_sounds.general_store import GENERAL_TEXTS
from ivr.prompt_sounds.service import PromptSounds

_MOST_AHEAD = 8
"""How many calls may wait for sounds to be made ahead."""


class KeptSounds:
    """The studio's recordings, else the voice engine's, as files."""

    def __init__(self, sounds: PromptSounds) -> None:
        self._sounds = sounds
        self._ahead: queue.Queue[tuple[Sequence[Said], Language] | None] = queue.Queue(_MOST_AHEAD)
        self._thread = threading.Thread(target=self._make_ahead, name="prompts-ahead", daemon=True)

    def start(self) -> None:
        """Begin to make sounds ahead."""
        self._thread.start()

    def stop(self) -> None:
        """End after the sound in hand."""
        with suppress(queue.Empty):
            while True:
                self._ahead.get_nowait()
        self._ahead.put(None)
        self._thread.join(timeout=10)

    def prepare(self, said: Sequence[Said], language: Language) -> None:
        """Made one after the other in a thread of its own; where many wait, they are made when they are needed."""
        if said:
            with suppress(queue.Full):
                self._ahead.put_nowait((said, language))

    def _make_ahead(self) -> None:
        while (wanted := self._ahead.get()) is not None:
            said, language = wanted
            for one in said:
                self._sounds.sound_of(one, language)  # it never raises

    def prompts_of(self, said: Sequence[Said], language: Language) -> Sequence[Prompt]:
        """Files; the general prompt ends them where one cannot be had."""
        return [
            Prompt(
                id=GENERAL if sound.is_general else sound.prompt, text=one.spoken, language=language, sound=sound.path
            )
            for one, sound in zip(said, self._sounds.sounds_of(said, language), strict=False)
            if sound.path is not None
        ]

    def general(self, language: Language) -> Prompt | None:
        """The general prompt's file."""
        text = GENERAL_TEXTS[language]
        path = self._sounds.general_path(language)
        return Prompt(id=GENERAL, text=text, language=language, sound=path)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotParts:
    """What differs between the product and a simulation."""

    database: Database
    clock: Clock
    exchange: VoiceExchange
    clinic: ClinicFace
    shelf: FlowShelf
    sounds: Sounds
    timers: Timers
    run: Runner
    ear: Ear | None = None
    watch_of: WatchOf | None = None
    inbound: str = ""
    """The flow of calls that come in, where the exchange names none."""
    emergency_queue: str = ""
    """The exchange's queue for emergencies; empty: its usual one."""


def leading_of(parts: RobotParts) -> Leading:
    """What leads the calls of an exchange."""
    actions = RobotActions(zone=parts.clinic.zone, language=parts.clinic.language, opening=parts.clinic.opening)
    return Leading(
        LeadingParts(
            database=parts.database,
            clock=parts.clock,
            exchange=parts.exchange,
            shelf=parts.shelf,
            understand=partial(understand, own=parts.shelf.own),
            sounds=parts.sounds,
            brief_of=Briefs(parts.clinic, parts.clock, parts.inbound, parts.shelf.about_of),
            actions=actions.by_name(),
            ended=actions.ended,
            timers=parts.timers,
            run=parts.run,
            ear=parts.ear,
            queues=exchange_queues(parts.emergency_queue),
            watch_of=parts.watch_of,
        )
    )


def exchange_queues(emergency: str) -> Mapping[str, str]:
    """The queues that flows name, as the exchange calls them; empty: its usual one."""
    return {"reception": "", "emergency": emergency}


def one_after_the_other(*listeners: Listener) -> Listener:
    """A listener that tells several in turn; what one raises keeps the news from those behind it, until it is taken."""

    def take(news: ExchangeNews) -> None:
        for listener in listeners:
            listener(news)

    return take
