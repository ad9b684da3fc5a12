"""What came of a call, as proposals with their quotes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the words say about the call."""

    value: str | None
    """None where the words do not say it."""
    confidence: float = 0.0
    quote: str = ""
    at: float | None = None
    """Seconds from the answer to the quote."""


WITH_REASON = ("refused", "thinking")
"""The outcomes that have a reason of refusal."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one call."""

    outcome: Fact
    refusal_reason: Fact
    visit_type: Fact
    source: Fact
    next_step: Fact

    def consistent(self) -> "Facts":
        """These facts; a reason stands only where the outcome has one."""
        return self if self.outcome.value in WITH_REASON else replace(self, refusal_reason=Fact(None))

    def named(self) -> Mapping[str, Fact]:
        """By the names of the labelled calls."""
        return {name: getattr(self, name) for name in self.__slots__}


NO_FACTS = Facts(*(Fact(None) for _ in Facts.__slots__))
"""Of a call whose words say nothing that can be relied on."""
