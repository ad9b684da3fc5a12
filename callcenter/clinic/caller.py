"""Who is calling: what a number tells, and when it does not tell enough. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from callcenter.domain.clinic import Patient
from callcenter.kit.phones import PhoneNumber


class CallerKind(StrEnum):
    """How far the number tells who is calling."""

    WITHHELD = "withheld"
    """There is no number: ask, search or write down a new patient."""
    UNKNOWN = "unknown"
    """Nobody of ours has this number."""
    KNOWN = "known"
    """One patient has this number."""
    SHARED = "shared"
    """Several patients have this number: the operator chooses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A number and the patients who have it, in the order of their names."""

    number: PhoneNumber | None
    patients: tuple[Patient, ...] = ()

    @property
    def kind(self) -> CallerKind:
        """How far the number tells who is calling."""
        if self.number is None:
            return CallerKind.WITHHELD
        if not self.patients:
            return CallerKind.UNKNOWN
        return CallerKind.KNOWN if len(self.patients) == 1 else CallerKind.SHARED

    @property
    def only(self) -> Patient | None:
        """The patient, where the number belongs to exactly one."""
        return self.patients[0] if len(self.patients) == 1 else None
