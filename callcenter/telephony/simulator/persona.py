"""Who calls: a patient with a number, a voice, and something to say to every step of the script."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from callcenter.kit.languages import Language
from callcenter.telephony.simulator.manners import Manners


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A simulated patient. Plain data: the demo's cast and the tests make their own."""

    id: str
    number: str
    """As the network sends it; empty where the patient withholds it."""
    caller_name: str = ""
    """The name that the network sends along; often empty."""
    speaker: str = "patient-female"
    """The voice, as the voice engine calls it."""
    language: Language = Language.RU
    replies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By script step: what the patient says when the step is said the first time, the second time and so on;
    the last one repeats. No text, or an empty one, is silence."""
    default_reply: str = ""
    """The reply to a step that `replies` does not name."""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By script step: the answers that a robot operator picks; carried for the robot's walker, not read here."""
    hangs_up_after: frozenset[str] = frozenset()
    """Steps after whose reply the patient rings off: the script's ends, and where this patient has had enough."""
    patience: timedelta | None = timedelta(seconds=90)
    """How long the patient lets it ring and wait for an answer; None waits as long as the exchange lets it."""
    manners: Manners = field(default_factory=Manners)
    """How the patient is with the clinic's robot."""

    def reply(self, step: str, nth: int = 0) -> str:
        """What the patient says after `step` was said for the `nth` time, counted from 0; empty is silence."""
        texts = self.replies.get(step)
        if texts is None:
            return self.default_reply
        return texts[min(nth, len(texts) - 1)] if texts else ""
