"""How somebody looks at a call that has private words. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

from callcenter.kit.ids import RecordingId
from recordings.private_words.labels import ENGLISH
from recordings.private_words.masking import Labels


class PrivateWish(StrEnum):
    """What the reader asked for in the address."""

    AS_USUAL = ""
    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a reader looks at a call."""

    wish: PrivateWish = PrivateWish.AS_USUAL
    labels: Labels = field(default_factory=lambda: ENGLISH)
    """What stands in brackets, in the reader's language."""
    words: str = ""
    """Words that a search found, to be marked."""

    def hides(self, *, sees: bool) -> bool:
        """Whether private words are hidden from somebody who `sees` them where nothing is asked for, or does not."""
        return self.wish is PrivateWish.HIDDEN or (self.wish is PrivateWish.AS_USUAL and not sees)


USUAL = Look()
"""As everybody looks who asks for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyView:
    """What the page says about private words, and what can be done with them."""

    recording: RecordingId
    is_hidden: bool
    is_usual: bool
    """So it is for this reader where nothing is asked for."""
    count: int
    """How many stretches of words are private."""
    toggle_url: str
    sound_url: str
    can_undo: bool
    """Somebody has put something right by hand."""
    kinds: tuple[tuple[str, str], ...]
    """For marking by hand: each kind with its words."""
