"""The scripts that new calls begin with, in memory, always those that were published last: in every process, without a
restart. Whoever asks for a script never waits for the database."""

import threading
from collections.abc import ItemsView, Iterator, Mapping

from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from scripts_library.book import version_store
from scripts_library.loader import Library
from scripts_library.model import Script

_log = get_logger(__name__)
_RETRY_S = 5.0

_Name = tuple[str, Language]


class LiveScripts(Mapping[_Name, Script]):
    """A mapping that is exchanged as a whole when scripts are published; call `refresh`, or `start` a thread for it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[_Name, Script] = {}
        self._titles: dict[_Name, str] = {}
        self._publication = -1
        self._past: dict[tuple[str, Language, int], Script] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def library(self) -> Library:
        """The same as the desk asks for it."""
        return Library(by_id=self, past=self.past, titles=_Titles(self))

    def __getitem__(self, name: _Name) -> Script:
        return self._held[name]

    def __iter__(self) -> Iterator[_Name]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def items(self) -> ItemsView[_Name, Script]:
        """All of one moment."""
        return self._held.items()

    @property
    def titles(self) -> Mapping[_Name, str]:
        """Of scripts that were deleted."""
        return self._titles

    def past(self, script: str, language: Language, number: int) -> Script | None:
        """A version that calls still run, or ran once. It never changes, so it is read once."""
        name = (script, language, number)
        found = self._past.get(name)
        if found is None:
            with self._database.read() as connection:
                found = version_store.get_version(connection, script, language, number)
            if found is not None:
                self._past[name] = found
        return found

    def refresh(self) -> None:
        """Take in what was published since; cheap where nothing was."""
        with self._lock, self._database.read() as connection:
            newest = version_store.newest_publication(connection)
            if newest == self._publication:
                return
            known = {name: script.version for name, script in self._held.items()}
            fresh, numbers, titles = version_store.load_versions(connection, known)
            before = self._held
            self._past |= {
                (*name, one.version): one for name, one in before.items() if numbers.get(name) != one.version
            }
            self._held = {name: fresh.get(name) or before[name] for name in sorted(numbers)}
            self._titles = titles
            self._publication = newest

    def start(self) -> None:
        """Refresh at each ring of the database's bell, in a thread of its own."""
        self.refresh()
        self._thread = threading.Thread(target=self._run, name="live-scripts", daemon=True)
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
                _log.warning("the scripts could not be read; those of before are used", exc_info=True)
                self._stop.wait(_RETRY_S)


class _Titles(Mapping[_Name, str]):
    """The titles of the moment in which one is asked for."""

    def __init__(self, scripts: LiveScripts) -> None:
        self._scripts = scripts

    def __getitem__(self, name: _Name) -> str:
        return self._scripts.titles[name]

    def __iter__(self) -> Iterator[_Name]:
        return iter(self._scripts.titles)

    def __len__(self) -> int:
        return len(self._scripts.titles)
