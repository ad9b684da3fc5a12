"""The recogniser's process: `python -m recordings.transcribe.child MODEL AUDIO`.

Prints JSON lines: {"done": seconds} now and then, last {"sides": [[word, ...], ...]}. A crash in the recogniser's C
code ends this process and nothing else, and it does not outlive the process that started it.
"""

import ctypes
import json
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> int:
    """Recognise one file; the exit code is 0 where the last line holds the words."""
    end_with_parent(int(arguments[2]))
    from recordings.transcribe.vosk_engine import recognise  # after the line above: loading takes a moment

    sides = recognise(Path(arguments[0]), Path(arguments[1]), lambda done: _say({"done": done}))
    _say({"sides": sides})
    return 0


def end_with_parent(parent: int) -> None:
    """Have the kernel end this process when the one that started it ends, even by kill -9 (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it ended before we asked


def _say(message: object) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
