"""A stop that is asked for - Ctrl-C, or SIGTERM from systemd - ends a process in order and counts as success."""

import logging
import os
import signal
import sys
import threading
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
    _end_even_while_a_job_is_in_work()


def _end_even_while_a_job_is_in_work() -> None:
    """End now where threads of jobs are still at work, which would otherwise keep the process up for hours.

    A job that is cut off goes on at the next start, as after kill -9; its recogniser's process ends with ours.
    """
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
