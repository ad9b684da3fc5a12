"""What a simulated patient does when the clinic's robot speaks: picks up or not, answers, presses keys, interrupts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from callcenter.telephony.voice_port import Answerer

RECORDING = "record"
"""Under this name `replies` holds what is said where a message is recorded."""


class PickUp(StrEnum):
    """What becomes of a call that rings at the patient."""

    ANSWERS = "answers"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    REFUSES = "refuses"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How somebody is with robots. Plain data."""

    picks_up: PickUp = PickUp.ANSWERS
    rings_s: float = 4.0
    """How long it rings before that; a call is given up earlier where less is allowed."""
    answered_by: Answerer = Answerer.HUMAN
    """Who really answers."""
    greeting: str = ""
    """What is said first, unasked: 'hello?', or the text of an answering machine."""
    beeps: bool = False
    """A tone after the greeting, as answering machines give it."""
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the last prompt of what the robot says that stands here: the reply when it is heard the first time, the second
    time and so on; the last one repeats. Words, or keys in square brackets: '[1]'. No text, or an empty one, is
    silence."""
    default_reply: str = ""
    """The reply to a prompt that `replies` does not name."""
    interrupts: frozenset[str] = frozenset()
    """Prompts that are answered half way through."""
    hangs_up_after: frozenset[str] = frozenset()
    """Prompts after whose reply the patient rings off."""

    def answers(self, prompts: Sequence[str]) -> str:
        """Which of the prompts that were said one after another is answered."""
        return next((one for one in reversed(prompts) if one in self.replies), prompts[-1])

    def reply(self, prompt: str, nth: int = 0) -> str:
        """What is said after `prompt` was heard for the `nth` time, counted from 0; empty is silence."""
        texts = self.replies.get(prompt)
        if texts is None:
            return self.default_reply
        return texts[min(nth, len(texts) - 1)] if texts else ""


def keys_of(reply: str) -> str:
    """The keys of a reply in square brackets; '' where it is words."""
    return reply[1:-1] if reply.startswith("[") and reply.endswith("]") else ""
