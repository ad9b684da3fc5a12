"""The phone standard: which criteria a call is scored on, and how much each is worth."""

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.kit.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One point of the standard."""

    id: str
    stage: str
    """Where in the call it belongs: contact, needs, presentation, closing, wrap-up, manner."""
    weight: int
    """Points for a pass, above 0."""
    may_be_critical: bool = False
    """True where some fails (rude words) fail the whole call whatever the rest."""
    title: Mapping[Language, str]
    """What people call it, by language of the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A version of the phone standard; every scorecard names the version that it was made by."""

    id: str
    version: int
    criteria: tuple[Criterion, ...]

    def criterion(self, name: str) -> Criterion | None:
        """The criterion with that id."""
        return next((criterion for criterion in self.criteria if criterion.id == name), None)
