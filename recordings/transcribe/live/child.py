"""The live recogniser's process: `python -m recordings.transcribe.live.child MODEL`.

Reads records from standard input and prints lines, see wire.py. One thread serves all sessions in turn: whoever's
sound waits longest is next. Everything that has come in is read before each step, so the service is never kept
waiting. It ends when its input does, which happens by itself when the service dies in whatever way.
"""

import os
import select
import sys
from collections.abc import Callable
from pathlib import Path

from recordings.transcribe.live.hearing import Recogniser
from recordings.transcribe.live.sessions import Sessions
from recordings.transcribe.live.wire import Decoder, Said, line

_READ_BYTES = 1 << 20


def main(arguments: list[str]) -> int:
    """Serve sessions until the input ends; the exit code is 1 where the model cannot be read."""
    words_out = os.dup(1)
    os.dup2(2, 1)  # whatever a C library prints to standard output must not come among our lines
    from recordings.transcribe.live.engine import LiveVoskModel  # loading takes a moment

    try:
        model = LiveVoskModel(Path(arguments[0]))
    except Exception as exc:  # noqa: BLE001 - vosk raises bare Exception; the service reads the last line of stderr
        sys.stderr.write(f"{exc}\n")
        return 1
    serve(0, lambda data: _write(words_out, data), model.recogniser)
    return 0


def serve(records: int, say: Callable[[bytes], None], make: Callable[[int], Recogniser]) -> None:
    """Serve the sessions of the records that come from the file `records`."""
    say(line(Said.READY))
    decoder, sessions = Decoder(), Sessions(make)
    ready = select.poll()
    ready.register(records, select.POLLIN)
    while True:
        while ready.poll(0 if sessions.has_work else None):
            data = os.read(records, _READ_BYTES)
            if not data:
                return
            for record in decoder.feed(data):
                sessions.take(record)
        said = sessions.step()
        if said:
            say(b"".join(said))


def _write(out: int, data: bytes) -> None:
    while data:
        data = data[os.write(out, data) :]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
