"""The recogniser's process: `python -m recordings.transcribe.child MODEL IDLE_SECONDS PARENT`.

Takes orders as JSON lines on standard input: {"audio": path}. Answers each with JSON lines: {"done": seconds} now and
then, last {"sides": [...]}, one `HeardSide` a channel. The model is loaded at the first order, which is answered with
{"done": 0.0} as soon as it is there, and stays; a process has one in its life. It ends when nothing was asked for
IDLE_SECONDS, when its input ends, and with the process that started it. A crash in the recogniser's C code ends this
process and nothing else.
"""

import json
import os
import select
import signal
import sys
from pathlib import Path

from callcenter.kit.parent_process import end_with_parent


def main(arguments: list[str]) -> int:
    """Do what is asked until nothing more is; the exit code is 0 then."""
    end_with_parent(int(arguments[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at a terminal is for who gives the orders
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads of its own would only wait for each other
    from recordings.transcribe.vosk_engine import VoskModel  # after the lines above: loading takes a moment

    model: VoskModel | None = None
    while (order := _order(float(arguments[1]))) is not None:
        if model is None:
            model = VoskModel(Path(arguments[0]))
            _say({"done": 0.0})  # what goes wrong from here on is no fault of the model's files
        sides = model.recognise(Path(order["audio"]), lambda done: _say({"done": done}))
        _say({"sides": sides})
    return 0


def _order(idle_s: float) -> dict[str, str] | None:
    """What is asked next; None where nothing more will be asked, or nothing was for too long.

    There is one order at a time, so what was read is never more than one line.
    """
    asked = select.poll()
    asked.register(sys.stdin.buffer, select.POLLIN)
    if not asked.poll(idle_s * 1000):
        return None
    line = sys.stdin.buffer.readline()
    order: dict[str, str] | None = json.loads(line) if line else None
    return order


def _say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
