"""What the editor says besides the draft: what was typed, what is wrong with it, what others have done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from recordings.own_standard.draft import Hindrance
from recordings.standard_screens.typed import Joined, TypedField


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer to a post; nothing of it where the editor is only looked at."""

    typed: Mapping[str, str] = field(default_factory=dict)
    """By field; a field that is not in it shows what is saved."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """An English message by field; nothing was saved then."""
    problem: str = ""
    """An English sentence about the whole; nothing was saved then."""
    theirs: Mapping[str, str] = field(default_factory=dict)
    """What somebody else has saved in fields that were typed into as well."""
    lost: tuple[TypedField, ...] = ()
    """What was typed for criteria that are not there any more."""
    is_joined: bool = False
    """Somebody else has saved meanwhile; `typed` holds both."""
    hindrances: tuple[Hindrance, ...] = ()
    """Why it was saved and not published."""
    note: str = ""

    @property
    def is_refusal(self) -> bool:
        """Whether what was asked for was not done."""
        return bool(self.errors or self.problem or self.is_joined or self.hindrances)


def joined(found: Joined) -> Said:
    """What is said to somebody who was overtaken."""
    return Said(typed=found.fields, theirs=found.theirs, lost=found.lost, is_joined=True)
