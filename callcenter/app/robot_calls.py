"""Calls that the clinic's voice leads, put together: news of the exchange, flows, sounds, actions, timers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from callcenter.app.robot_actions import RobotActions
from callcenter.app.robot_facts import Briefs, ClinicFace
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.telephony.port import ExchangeNews, Listener
from callcenter.telephony.voice_port import Prompt, VoiceExchange
from ivr.answers.loader import understand
from ivr.flow.commands import Said
from ivr.hearing.port import Ear
from ivr.leading.loader import FlowShelf
from ivr.leading.parts import GENERAL, LeadingParts, Run, Sounds, Timers, WatchOf
from ivr.leading.service import Leading
from ivr.prompt_sounds.general_store import GENERAL_TEXTS
from ivr.prompt_sounds.service import PromptSounds


class SaidByTheExchange:
    """No sounds of ours: the exchange says the texts. For tests and simulations."""

    def prompts_of(self, said: Sequence[Said], language: Language) -> Sequence[Prompt]:
        """The texts."""
        return [Prompt(id=one.prompt, text=one.spoken, language=language) for one in said]

    def general(self, language: Language) -> Prompt | None:
        """The text that fits everywhere."""
        return Prompt(id=GENERAL, text=GENERAL_TEXTS[language], language=language)


class KeptSounds:
    """The studio's recordings, else the voice engine's, as files."""

    def __init__(self, sounds: PromptSounds) -> None:
        self._sounds = sounds

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
    run: Run
    ear: Ear | None = None
    watch_of: WatchOf | None = None
    inbound: str = ""
    """The flow of calls that come in, where the exchange names none."""


def leading_of(parts: RobotParts) -> Leading:
    """What leads the calls of an exchange."""
    actions = RobotActions(zone=parts.clinic.zone, language=parts.clinic.language)
    return Leading(
        LeadingParts(
            database=parts.database,
            clock=parts.clock,
            exchange=parts.exchange,
            shelf=parts.shelf,
            understand=partial(understand, own=parts.shelf.own),
            sounds=parts.sounds,
            brief_of=Briefs(parts.clinic, parts.clock, parts.inbound),
            actions=actions.by_name(),
            ended=actions.ended,
            timers=parts.timers,
            run=parts.run,
            ear=parts.ear,
            watch_of=parts.watch_of,
        )
    )


def one_after_the_other(*listeners: Listener) -> Listener:
    """A listener that tells several in turn; what one raises keeps the news from those behind it, until it is taken."""

    def take(news: ExchangeNews) -> None:
        for listener in listeners:
            listener(news)

    return take


def at_once(work: Callable[[], None]) -> None:
    """Runs work in the thread that hands it in."""
    work()
