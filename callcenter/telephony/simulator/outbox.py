"""Work that must not be done while the exchange's lock is held: telling the listener, finishing files, asking a robot.

One at a time and in order, whoever does it: the exchange's thread in real time, the calling test otherwise.
"""

import threading
from collections import deque
from collections.abc import Callable

Job = Callable[[], None]


class Outbox:
    """Jobs in the order in which they were put; `work` does them until none is left."""

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()
        self._lock = threading.Lock()
        self._busy = False

    def put(self, job: Job) -> None:
        """Have `job` done after all that were put before."""
        self._jobs.append(job)

    def __len__(self) -> int:
        return len(self._jobs)

    def work(self) -> None:
        """Do what there is to do; where somebody is at it already (perhaps further up this very stack), they do it."""
        while True:
            with self._lock:
                if self._busy or not self._jobs:
                    return
                self._busy = True
                job = self._jobs.popleft()
            try:
                job()
            finally:
                with self._lock:
                    self._busy = False
