"""Clearing what a killed process left in the recordings folder: half-written files, and sound that no row names."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callcenter.kit.clock import Clock
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings import store

_log = get_logger(__name__)

ONCE_IN_S = 24 * 3600.0
"""How often this is worth a walk through the folder."""
_ID = "[0-9a-hjkmnp-tv-z]{20}"
_SOUND = re.compile(rf"({_ID})\.wav")
_DRAFT = re.compile(rf"\.({_ID})\.wav\.(\d{{1,9}})\.draft")
_BESIDE = (".peaks.json", ".progress")
_WRITTEN_WITHIN = timedelta(hours=1)
_NAMED_WITHIN = timedelta(days=1)
_MOST = 20
"""More unnamed files than this are no leftovers: the folder belongs to another database, or this one is older."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """The use case."""

    database: Database
    clock: Clock
    folder: Path
    """Where recordings are kept, as YYYY/MM/<id>.wav; nothing that is named otherwise is touched."""

    def clear(self) -> int:
        """Delete drafts whose process is dead, and files older than a day that no recording names; returns how many.

        A process of another machine cannot be seen from here, so its draft goes once nothing has written to it for a
        day.
        """
        drafts, sounds = [], []
        for file in self._files():
            if draft := _DRAFT.fullmatch(file.name):
                drafts += [file] if self._is_dropped(file, int(draft[2])) else []
            elif _SOUND.fullmatch(file.name) and self._age(file) > _NAMED_WITHIN:
                sounds.append(file)
        unnamed = self._unnamed(sounds)
        if len(unnamed) > _MOST:
            _log.warning(
                "many files in the recordings folder belong to no recording and are left; is this its database?",
                files=len(unnamed),
            )
            unnamed = []
        for file in [*drafts, *unnamed]:
            _delete(file)
        return len(drafts) + len(unnamed)

    def _files(self) -> Iterator[Path]:
        for month in self.folder.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]"):
            with suppress(OSError), os.scandir(month) as entries:
                yield from [Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False)]

    def _unnamed(self, sounds: Sequence[Path]) -> list[Path]:
        paths = {file.relative_to(self.folder).as_posix(): file for file in sounds}
        with self.database.read() as connection:
            named = store.named_paths(connection, list(paths))
        return [file for path, file in paths.items() if path not in named]

    def _is_dropped(self, draft: Path, process: int) -> bool:
        age = self._age(draft)
        return age > _NAMED_WITHIN or (age > _WRITTEN_WITHIN and not _lives(process))

    def _age(self, file: Path) -> timedelta:
        try:
            return self.clock.now() - datetime.fromtimestamp(file.stat().st_mtime, UTC)
        except OSError:
            return timedelta()  # gone meanwhile: renamed by whoever wrote it


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _delete(file: Path) -> None:
    _log.info("a file that a killed process left is deleted", recording=file.name.lstrip(".")[:20])
    try:
        file.unlink(missing_ok=True)
        for ending in _BESIDE:
            file.with_suffix(ending).unlink(missing_ok=True)
    except OSError:
        _log.warning("a file that a killed process left cannot be deleted", recording=file.name.lstrip(".")[:20])
