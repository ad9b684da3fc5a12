"""The people who work with the product, and what each role may do."""

from dataclasses import dataclass
from enum import StrEnum

from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language


class Role(StrEnum):
    """What a person is in the clinic; each role may do all that the one before it may."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    OWNER = "owner"

    def includes(self, other: "Role") -> bool:
        """True where this role may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A person who signs in: an administrator at the desk, a manager or the owner."""

    id: OperatorId
    login: str
    name: str
    """The name as it is said to patients in the greeting."""
    role: Role
    language: Language | None = None
    """The language of the screens; None follows the browser."""
    extension: str = ""
    """The telephone that rings for this person; empty for people who take no calls."""
    is_active: bool = True
