"""The trials in memory, in every process that shows steps: who asks for a wording never waits for the database."""

import threading
from collections.abc import Sequence
from datetime import datetime

from callcenter.kit.ids import CallId
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from scripts_library.model import Script
from scripts_library.wordings import store
from scripts_library.wordings.trial import Trial, Wording, script_for, wording_of

_log = get_logger(__name__)
_RETRY_S = 5.0


class LiveWordings:
    """Call `refresh`, or `start` a thread that does at each ring of the database's bell."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._trials: Sequence[Trial] = ()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def wording_for(self, call: CallId, started_at: datetime, script: Script, step: str) -> Wording | None:
        """Which wording of a step a call is shown that began then; None where the step has its own alone."""
        return wording_of(self._trials, call, started_at, script, step)

    def script_for(self, call: CallId, started_at: datetime, script: Script) -> Script:
        """The script with the wordings that a call is shown that began then."""
        return script_for(self._trials, call, started_at, script)

    def refresh(self) -> None:
        """Take in how the trials stand."""
        with self._database.read() as connection:
            self._trials = store.list_trials(connection)

    def start(self) -> None:
        """Keep up to date in a thread of its own."""
        self.refresh()
        self._thread = threading.Thread(target=self._run, name="live-wordings", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._database.wake.ring()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        seen = -1
        while not self._stop.is_set():
            try:
                seen = self._database.wake.wait(seen)
                self.refresh()
            except Exception:  # noqa: BLE001 - edge of a thread: a database that is away comes back
                _log.warning("the trials of wordings could not be read; those of before are used", exc_info=True)
                self._stop.wait(_RETRY_S)
