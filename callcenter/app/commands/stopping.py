"""A stop that is asked for - Ctrl-C, or SIGTERM from systemd - ends a process in order and counts as success."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def until_stopped() -> Iterator[None]:
    """Run the block until it ends or is asked to stop; every `with` and `finally` inside it is carried out.

    uvicorn raises the signal again once its server is down; without a handler SIGTERM would then end the process on
    the spot, with jobs, exchange and voice still running.
    """
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
