"""A place that nothing can be written to, said with its own name and not that of the recording that met it."""

import errno
from pathlib import Path

from callcenter.kit.outside import printable
from recordings.transcribe.port import TranscribeError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class UnwritableError(TranscribeError):
    """Nothing can be written below `place`: the disk is full, or it may not be written. No recording is at fault."""

    def __init__(self, place: Path, error: OSError, otherwise: str) -> None:
        """`otherwise` is what else can be done, as a clause: 'give another --out folder'."""
        self.place = place
        named = printable(str(place))
        if error.errno in FULL:
            super().__init__(f"the disk of {named} is full; make room there, or {otherwise}")
        else:
            super().__init__(
                f"{named} cannot be written ({error.strerror}); see to its disk and rights, or {otherwise}"
            )
