"""What a sender of messages has to do: a gateway of text messages, a mail server, or the file outbox."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from outbound.mailing.message import Message, MessageId


class Handed(StrEnum):
    """How handing over went."""

    SENT = "sent"
    """The sender has it and will not lose it."""
    REFUSED = "refused"
    """The sender will not send it: surely nothing went out."""
    UNKNOWN = "unknown"
    """No answer came; it may have gone out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a sender says to one message."""

    handed: Handed
    problem: str = ""
    """Why not, without the patient's number or words."""


class Post(Protocol):
    """A sender of messages."""

    def send(self, message: Message) -> Answer:
        """Take one message. Called at most once for an id unless `knows` has said that it never came; never raises for
        what a message or the other side can do wrong."""
        ...

    def knows(self, message: MessageId) -> bool | None:
        """Whether a message of this id was taken; None where the sender cannot tell."""
        ...
