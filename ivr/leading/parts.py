"""What leading a call stands on; app/compose.py fills it in. No rules here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from callcenter.domain.calls import Call
from callcenter.kit.clock import Clock
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from callcenter.telephony.voice_port import Answerer, Prompt, VoiceExchange
from ivr.flow.commands import Said
from ivr.flow.facts import Appointment, Facts
from ivr.flow.outcomes import FlowOutcome
from ivr.flow.understanding import Understand
from ivr.hearing.news import HearingNews
from ivr.hearing.port import Ear
from ivr.leading.loader import FlowShelf

GENERAL = "general"
"""Id of the prompt that stands for words which cannot be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What one call is about."""

    flow: str
    """'' where no flow is meant for it: the call goes to the queue."""
    language: Language
    facts: Facts
    patient: PatientId | None = None


BriefOf = Callable[[Connection, Call, str], Brief]
"""The brief of a call that is up; the text is the entrance that the exchange named, often empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a flow wants done in a call."""

    call: Call
    flow: str
    patient: PatientId | None
    language: Language
    facts: Facts
    values: Mapping[str, object]
    """What was said that the action takes."""
    offer: Appointment | None
    """The place that was taken."""
    now: datetime
    visit: int = 0
    """Which of the visits it is about, from 0, where it is about one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How an action came out."""

    result: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """JSON data of the facts that it gives."""


Act = Callable[[Work, Asked], Done]
"""Does one action in the transaction that also stores its result and the call's next step. It may raise: then nothing
of it is kept, and the flow goes on by `failed`."""

Ended = Callable[[Work, Call, str, PatientId | None, FlowOutcome, datetime], None]
"""Told how a call came out (call, flow, patient, outcome, moment) in the transaction that stores it; perhaps again."""


class Sounds(Protocol):
    """What the clinic's voice sounds like. Nothing of it raises."""

    def prompts_of(self, said: Sequence[Said], language: Language) -> Sequence[Prompt]:
        """What the exchange is to play; asked again, a file that was lost is made anew. Where words cannot be had, one
        with the id GENERAL ends it: the call is for a person then."""
        ...

    def prepare(self, said: Sequence[Said], language: Language) -> None:
        """These may be said next; returns at once."""
        ...

    def general(self, language: Language) -> Prompt | None:
        """What fits everywhere: 'one moment please, a person will help you'."""
        ...


class Watch(Protocol):
    """Finds out who took a call (ivr.hearing.machine). Each verb gives the verdict that is new, if there is one."""

    @property
    def next_at(self) -> datetime | None:
        """When `tick` must come; None once the first verdict is there."""
        ...

    def take(self, news: HearingNews, now: datetime) -> Answerer | None:
        """Something is heard."""
        ...

    def vote(self, vote: Answerer, now: datetime) -> Answerer | None:
        """The exchange's detector made up its mind."""
        ...

    def tick(self, now: datetime) -> Answerer | None:
        """Time has passed."""
        ...


WatchOf = Callable[[datetime, Language, Answerer], Watch]
"""Watches a call from the moment it was taken; the last is the exchange's own opinion."""


class Timers(Protocol):
    """What is to happen later."""

    def later(self, delay: timedelta, action: Callable[[], None]) -> None:
        """Do `action` after `delay`, in a thread of the timers; it must return soon."""
        ...


Runner = Callable[[Callable[[], None]], None]
"""Runs a piece of work: at once (tests, simulations), or in a thread of a small pool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingParts:
    """Everything."""

    database: Database
    clock: Clock
    exchange: VoiceExchange
    shelf: FlowShelf
    understand: Understand
    sounds: Sounds
    brief_of: BriefOf
    actions: Mapping[str, Act]
    ended: Ended
    timers: Timers
    run: Runner
    ear: Ear | None = None
    """Hears calls of an exchange that gives live sound; None: keys alone, and what the exchange makes out itself."""
    queues: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the exchange calls the queues that flows name; '' for its usual one. Others bear the same name there."""
    watch_of: WatchOf | None = None
    """With an ear: patients whom we called are let say hello first, and machines are found out."""
