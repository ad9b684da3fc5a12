"""A full disk, said plainly."""

import errno
import shutil
from pathlib import Path

from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.wording import megabytes

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def full_disk(error: BaseException, near: Path) -> ModelError | None:
    """The error to raise where `error` tells of a disk without room; None where it tells of something else."""
    if not isinstance(error, OSError) or error.errno not in _FULL:
        return None
    folder = near if near.is_dir() else near.parent
    free = megabytes(shutil.disk_usage(folder).free)
    return ModelError(f"the disk of {folder} is full ({free} free); make room there, then run this again")
