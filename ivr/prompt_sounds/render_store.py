"""What the voice engine has said, by the hash of everything that shaped it.

`fixed/` holds prompts that are the same in every call, `calls/` those with names and dates of one: few of them are
kept, and none long, for they tell of patients.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.clock import Clock
from callcenter.kit.logs import get_logger
from ivr.prompt_sounds.pair_store import PART, path_of, read_samples, write_pair
from ivr.prompt_sounds.sound import Pair, Rate
from ivr.speech.port import Samples

log = get_logger(__name__)

_DAY_S = 24 * 3600.0
_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is kept."""

    fixed: int = 3000
    """Prompts; about 150 kB each at both rates."""
    calls: int = 500
    calls_age_s: float = _DAY_S
    """How long after it was last said."""


class RenderStore:
    """Writers in several processes do not hurt each other: the same key is always the same sound."""

    def __init__(self, folder: Path, clock: Clock, limits: Limits | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self._limits = limits or Limits()

    def find(self, key: str, rate: Rate, *, fixed: bool) -> tuple[Path, Samples] | None:
        """The file and its samples; None where it is gone or damaged, in one of the two rates."""
        folder = self._place(fixed=fixed)
        found = {each: read_samples(path_of(folder, key, each), each) for each in Rate}
        samples = found[rate]
        if samples is None or any(one is None for one in found.values()):
            return None
        path = path_of(folder, key, rate)
        for each in Rate:
            self._touch(path_of(folder, key, each))
        return path, samples

    def keep(self, key: str, pair: Pair, rate: Rate, *, fixed: bool) -> Path | None:
        """Keep a sound and give the file of one rate; None where the disk takes none, which is logged."""
        folder = self._place(fixed=fixed)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._make_room(folder, fixed=fixed)
            write_pair(folder, key, pair)
            for each in Rate:
                self._touch(path_of(folder, key, each))
        except OSError as exc:
            log.warning("rendered speech could not be kept", key=key, error=exc.errno)
            return None
        return path_of(folder, key, rate)

    def sweep(self) -> None:
        """Delete what is too old or too much; also done whenever something is kept. Raises OSError."""
        for fixed in (True, False):
            if self._place(fixed=fixed).is_dir():
                self._make_room(self._place(fixed=fixed), fixed=fixed)

    def _place(self, *, fixed: bool) -> Path:
        return self._folder / ("fixed" if fixed else "calls")

    def _touch(self, path: Path) -> None:
        now = self._clock.now().timestamp()
        with suppress(OSError):  # gone this moment, or not ours: it only looks older than it is
            os.utime(path, (now, now))

    def _make_room(self, folder: Path, *, fixed: bool) -> None:
        most = self._limits.fixed if fixed else self._limits.calls
        now = self._clock.now().timestamp()
        files = sorted((_used(path), path) for path in folder.iterdir())
        too_many = len(files) - 2 * most + 2
        for place, (used, path) in enumerate(files):
            is_old = not fixed and now - used > self._limits.calls_age_s
            is_left_over = path.suffix == PART and now - used > _HOUR_S
            if place < too_many or is_old or is_left_over:
                path.unlink(missing_ok=True)


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
