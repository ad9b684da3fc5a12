"""One message to a patient, and where it stands. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from callcenter.domain.outreach import Channel, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language

MessageId = NewType("MessageId", str)


class About(StrEnum):
    """What a message is about: there is one wording of each in every language."""

    CONFIRMATION = "confirmation"
    """The visit that nobody could be reached about."""
    REVIEW = "review"
    """Whoever was content is asked to say so where others read it."""
    NEWS = "news"
    """What the clinic tells those who agreed to messages."""

    @property
    def is_asked_for(self) -> bool:
        """It is about something that the patient has asked for: nobody need have agreed to messages."""
        return self is About.CONFIRMATION

    @property
    def counts_as(self) -> Purpose | None:
        """The purpose under which it stands among the contacts; None: under none of the calls'."""
        return {About.CONFIRMATION: Purpose.CONFIRMATION, About.REVIEW: Purpose.SATISFACTION}.get(self)

    @property
    def refused_as(self) -> str:
        """The purpose by which the register and the clinic's records refuse it."""
        return self.value if self.counts_as is None else self.counts_as.value


class MessageState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    HANDING = "handing"
    """It was decided to hand it over; whether it is, is not known yet."""
    SENT = "sent"
    REFUSED = "refused"
    """Surely not sent, and never will be: `problem` says why."""
    UNKNOWN = "unknown"
    """Nobody knows whether it went out. It is never handed over again, and counts as sent."""
    WITHHELD = "withheld"
    """The patient may not be written to: `problem` is the reason, a word of outbound.rules.reasons."""

    @property
    def may_have_come(self) -> bool:
        """Whether the patient has it, or may have it."""
        return self in {MessageState.SENT, MessageState.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message."""

    id: MessageId
    basis: str
    """What it is sent for: 'evening TARGET', 'review CALL', 'news CAMPAIGN PATIENT'. For one there is one, ever."""
    about: About
    channel: Channel
    to: str
    """A number in E.164, or an e-mail address."""
    text: str
    language: Language
    patient: PatientId
    """Whom it is about."""
    visit: VisitId | None = None
    campaign: str = ""
    target: str = ""
    state: MessageState = MessageState.WAITING
    problem: str = ""
    not_before: datetime
    not_after: datetime
    asked_at: datetime
    handed_at: datetime | None = None
    ended_at: datetime | None = None
