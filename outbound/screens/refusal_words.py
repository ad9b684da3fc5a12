"""What a line of the register says, in words. Pure."""

from collections.abc import Callable

from callcenter.domain.outreach import EVERY_PURPOSE, Channel, Purpose
from callcenter.kit.words import P_
from callcenter.web.texts import Texts
from outbound.do_not_call_store import EVERY_CHANNEL
from outbound.screens.words import Words

_EVERYTHING, _ALL_CHANNELS = P_("register", "everything"), P_("register", "calls and messages")
_REASONS = {
    "asked": P_("register", "asked in a call"),
    "wrong_number": P_("register", "wrong number"),
    "by_hand": P_("register", "entered by hand"),
}


class RefusalWords:
    """In a reader's language."""

    def __init__(self, texts: Texts, flow_title: Callable[[str, Texts], str]) -> None:
        self._texts, self._flow_title, self._words = texts, flow_title, Words(texts)

    def purpose(self, purpose: str) -> str:
        """For what: everything, a kind of campaign, or one conversation of the robot."""
        if purpose == EVERY_PURPOSE:
            return self._texts.pgettext(*_EVERYTHING)
        if purpose in set(Purpose):
            return self._words.purpose(Purpose(purpose))
        return self._flow_title(purpose, self._texts)

    def channel(self, channel: str) -> str:
        """By which channel."""
        if channel == EVERY_CHANNEL:
            return self._texts.pgettext(*_ALL_CHANNELS)
        return self._words.channel(Channel(channel)) if channel in set(Channel) else channel

    def reason(self, reason: str) -> str:
        """How it got there."""
        return self._texts.pgettext(*_REASONS[reason]) if reason in _REASONS else reason

    @property
    def purposes(self) -> list[tuple[str, str]]:
        """What can be chosen."""
        return [(one, self.purpose(one)) for one in (EVERY_PURPOSE, *(each.value for each in Purpose))]

    @property
    def channels(self) -> list[tuple[str, str]]:
        """What can be chosen."""
        return [(one, self.channel(one)) for one in (EVERY_CHANNEL, *(each.value for each in Channel))]
