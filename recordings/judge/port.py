"""What judging needs of a language model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from callcenter.kit.errors import CallCenterError


class LanguageModelError(CallCenterError):
    """The model gave no answer; the message says why and what to do. Another try may have more luck."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text of a conversation with a model."""

    role: str
    """'system' or 'user'."""
    text: str


class LanguageModel(Protocol):
    """A model that answers."""

    def answer(self, messages: Sequence[Message]) -> str:
        """What it says to `messages`. Raises LanguageModelError."""
        ...
