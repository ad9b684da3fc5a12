"""What a recogniser's process says on its standard error, kept in a file to be looked at when it has ended."""

import os
import tempfile

_LAST_WORDS = 4096
"""How much is looked at, from the end."""
_LONGEST_LINE = 200


class Messages:
    """A file without a name. A pipe that nobody reads would stop the process after 64 kB."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed by close()
        """To be given to the process."""

    def forget(self) -> None:
        """Begin anew."""
        self.file.truncate(0)

    def last_line(self) -> str:
        """The last of it, in most cases why the process ended; empty where it said nothing."""
        size = os.fstat(self.file.fileno()).st_size
        said = os.pread(self.file.fileno(), _LAST_WORDS, max(0, size - _LAST_WORDS))
        lines = said.decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:_LONGEST_LINE] if lines else ""

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()
