"""The operators' telephones: who is ready, who is busy, whose turn it is."""

from collections.abc import Sequence
from enum import StrEnum

from callcenter.kit.ids import ProviderCallId


class Doing(StrEnum):
    """What an operator's telephone is doing."""

    NOTHING = "nothing"
    RINGING = "ringing"
    TALKING = "talking"
    RESTING = "resting"
    """After a call: not offered another one yet, but may take one."""


class Rotation:
    """The telephones in a fixed circle; the next offer goes to the first free one after the last that was offered."""

    def __init__(self, extensions: Sequence[str]) -> None:
        self._extensions = tuple(extensions)
        self._ready = set(extensions)
        self._doing: dict[str, tuple[Doing, ProviderCallId | None]] = dict.fromkeys(extensions, (Doing.NOTHING, None))
        self._last = -1

    def knows(self, extension: str) -> bool:
        """Whether there is such a telephone."""
        return extension in self._doing

    def set_ready(self, extension: str, ready: bool) -> None:
        """Whether the operator wants to be offered calls."""
        if ready:
            self._ready.add(extension)
        else:
            self._ready.discard(extension)

    def next_free(self) -> str | None:
        """Whose telephone rings next; None while nobody is free. Moves the circle on."""
        for step in range(1, len(self._extensions) + 1):
            place = (self._last + step) % len(self._extensions)
            extension = self._extensions[place]
            if extension in self._ready and self._doing[extension][0] is Doing.NOTHING:
                self._last = place
                return extension
        return None

    def may_take(self, extension: str, call: ProviderCallId) -> bool:
        """Whether the telephone can be connected with `call`: it is not in another call and does not ring for one."""
        doing, with_call = self._doing[extension]
        return doing in {Doing.NOTHING, Doing.RESTING} or with_call == call

    def begin(self, extension: str, doing: Doing, call: ProviderCallId) -> None:
        """The telephone rings for, or talks in, `call`."""
        self._doing[extension] = (doing, call)

    def rest(self, extension: str, call: ProviderCallId) -> None:
        """The call is over; the operator is not offered another one before `release`."""
        self._doing[extension] = (Doing.RESTING, call)

    def release(self, extension: str, call: ProviderCallId) -> None:
        """The telephone has nothing more to do with `call`; one that is in another call by now stays in it."""
        if self._doing[extension][1] == call:
            self._doing[extension] = (Doing.NOTHING, None)

    def ringing(self, extension: str) -> ProviderCallId | None:
        """The call for which the telephone rings."""
        doing, call = self._doing.get(extension, (Doing.NOTHING, None))
        return call if doing is Doing.RINGING else None
