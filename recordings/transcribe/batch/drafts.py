"""Files that become results. Whoever makes one holds it locked from before the work on: nobody else works on the same.

The system lets go of the lock when the process ends, even by kill -9, so that the next run may go on.
"""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from recordings.transcribe.unwritable import UnwritableError

_ROOM = 1 << 16
"""Bytes that are reserved before the work; the words of an hour's call need about so much."""
_NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS})
"""From folders of other machines that know no locks: two runs may do the same there, and both results are right."""


class BusyError(Exception):
    """Another run is making this result."""


class NoResultError(UnwritableError):
    """The folder of the results, so no other result can be written there either."""


@dataclass(slots=True)
class Draft:
    """A result that is being made."""

    result: Path
    _handle: int
    is_published: bool = False

    def publish(self, text: str) -> None:
        """Put the result there, with this text. Raises NoResultError."""
        content = memoryview(text.encode(errors="backslashreplace"))  # as JSON writes half a sign of an odd name
        try:
            os.lseek(self._handle, 0, os.SEEK_SET)
            done = 0
            while done < len(content):
                done += os.write(self._handle, content[done:])
            os.ftruncate(self._handle, done)
            os.fsync(self._handle)
            _draft_of(self.result).replace(self.result)
        except OSError as exc:
            raise _unwritable(self.result, exc) from exc
        self.is_published = True


@contextmanager
def draft_for(result: Path) -> Iterator[Draft]:
    """The draft of a result, for this run alone, with some room on the disk; gone where it was not published.

    Raises BusyError, and NoResultError where there will be no writing.
    """
    path = _draft_of(result)
    try:
        result.parent.mkdir(parents=True, exist_ok=True)
        handle = _locked(path)
    except OSError as exc:
        raise _unwritable(result, exc) from exc
    draft = Draft(result, handle)
    try:
        _reserve(draft, handle)
        yield draft
    finally:
        if not draft.is_published:
            with suppress(OSError):
                path.unlink()
        os.close(handle)


def tidy_up(results: Iterable[Path]) -> None:
    """Delete the drafts of these results that a killed run has left."""
    for result in results:
        path = _draft_of(result)
        with suppress(OSError, BusyError):
            if path.is_file():
                handle = _locked(path)
                path.unlink()
                os.close(handle)


def _draft_of(result: Path) -> Path:
    """A short name: what is added to one of 250 signs makes it longer than the disk allows."""
    return result.with_name(f".callcenter-{hashlib.sha256(os.fsencode(result.name)).hexdigest()[:24]}.draft")


def _locked(path: Path) -> int:
    """The file as an open handle, locked; made where it is not there. Raises OSError and BusyError."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            _lock(handle)
            os.fchmod(handle, 0o600)
            if _is_still(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # published or deleted between open and lock


def _lock(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        raise BusyError from exc
    except OSError as exc:
        if exc.errno not in _NO_LOCKS:
            raise


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _reserve(draft: Draft, handle: int) -> None:
    """Have a full disk told before an hour's work, not after it."""
    try:
        os.posix_fallocate(handle, 0, _ROOM)
    except OSError as exc:
        if exc.errno not in {errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}:  # no such thing on this disk
            raise _unwritable(draft.result, exc) from exc


def _unwritable(result: Path, error: OSError) -> NoResultError:
    place = result.parent
    while not place.exists() and place != place.parent:
        place = place.parent
    return NoResultError(place, error, "give another --out folder")
