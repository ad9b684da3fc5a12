"""What every fact that is stored has: a kind, by which it is found, and the moment when it happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent:
    """A fact about the clinic's calls; `at` is when it happened, in UTC."""

    kind: ClassVar[str]
    at: datetime
