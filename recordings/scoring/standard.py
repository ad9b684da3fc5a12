"""The phone standard: which criteria a call is scored on, and how much each is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from callcenter.kit.languages import Language

STAGES = ("contact", "needs", "presentation", "closing", "wrap-up", "manner", "measured")
"""Where in a call a criterion belongs, in the order of the card."""
TOTAL = 100
"""What the weights of a standard add up to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One point of the standard."""

    id: str
    stage: str
    """One of STAGES."""
    weight: int
    """Points for a pass, above 0."""
    critical: bool = False
    """True where a fail (for forbidden phrases: of rude words) fails the whole call whatever the rest."""
    title: Mapping[Language, str]
    """What people call it, by language of the screen."""
    applies: Mapping[Language, str] = field(default_factory=dict)
    """When it applies, for people."""
    proof: Mapping[Language, str] = field(default_factory=dict)
    """What proves a pass, for people."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """For a criterion that is measured: from where to where a call passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A version of the phone standard; every scorecard names the version that it was made by."""

    id: str
    version: int
    title: Mapping[Language, str] = field(default_factory=dict)
    """What people call the standard; empty where nobody named it."""
    criteria: tuple[Criterion, ...]
    """Their weights add up to `TOTAL`."""

    def criterion(self, name: str) -> Criterion | None:
        """The criterion with that id."""
        return next((criterion for criterion in self.criteria if criterion.id == name), None)
