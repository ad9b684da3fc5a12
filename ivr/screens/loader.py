"""The flows and prompts that the pages show: as the files say now, read again when they have changed."""

import threading
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.logs import get_logger
from ivr.flow.loader import PROMPTS, SHIPPED, Book, load_book

_log = get_logger(__name__)

_Signs = tuple[tuple[str, int, int], ...]


class BookOnScreen:
    """All flows; files that cannot be read leave what was there before."""

    def __init__(self, own: Path | None = None) -> None:
        """`own`: the clinic's own content folder."""
        self._own = own
        self._folders = (SHIPPED, PROMPTS) if own is None else (SHIPPED, PROMPTS, own / "flows", own / "prompts")
        self._lock = threading.Lock()
        self._signs: _Signs = ()
        self._book: Book | None = None

    def read_ahead(self) -> None:
        """Begin to read them, so that the first who opens a page need not wait; returns at once."""
        threading.Thread(target=self._ahead, name="flows", daemon=True).start()

    def _ahead(self) -> None:
        try:
            self()
        except (ContentError, OSError):
            _log.warning("flows cannot be read; their pages say why")

    def __call__(self) -> Book:
        """The book. Raises ContentError where it could never be read."""
        with self._lock:
            signs = tuple(_sign(path) for folder in self._folders for path in sorted(folder.rglob("*.yaml")))
            if self._book is None or signs != self._signs:
                try:
                    self._book = load_book(self._own)
                except (ContentError, OSError) as exc:
                    if self._book is None:
                        raise
                    _log.warning("flows were changed and cannot be read; the pages show those before", why=str(exc))
                self._signs = signs
            return self._book


def _sign(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), stat.st_mtime_ns, stat.st_size
