"""What a test asks a running Asterisk about itself, over a manager connection of its own."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty

from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.link import Link
from callcenter.telephony.asterisk.settings import AsteriskSettings
from tests.support.asterisk.config import SECRET
from tests.support.asterisk.running import RunningAsterisk

PATIENCE_S = 60.0
_FREE = "1"  # AST_DEVICE_NOT_INUSE


@contextmanager
def manager(asterisk: RunningAsterisk) -> Iterator[Link]:
    """A manager connection beside the one under test."""
    link = Link.open(AsteriskSettings(port=asterisk.ports.ami, secret=Secret(SECRET)))
    try:
        yield link
    finally:
        link.close()


def wait_for_member(asterisk: RunningAsterisk, extension: str) -> None:
    """Until the queue knows that this telephone is registered and free."""

    def is_free(link: Link) -> bool:
        members = link.collect("QueueStatus", [("Queue", "clinic")])
        interface = f"PJSIP/{extension}"
        return any(m.get("Location") == interface and m.get("Status") == _FREE for m in members)

    _wait(asterisk, is_free, f"{extension} to be free")


def wait_until_quiet(asterisk: RunningAsterisk) -> None:
    """Until no channel is left, so that one test's calls never reach into the next."""
    _wait(asterisk, lambda link: not link.collect("CoreShowChannels"), "all calls to end")


def _wait(asterisk: RunningAsterisk, condition: Callable[[Link], bool], what: str) -> None:
    """Ask again after every event; no event means that nothing has changed."""
    deadline = time.monotonic() + PATIENCE_S
    with manager(asterisk) as link:
        while not condition(link):
            try:
                link.inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError(f"waited in vain for {what}") from None
