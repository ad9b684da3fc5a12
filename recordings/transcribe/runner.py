"""Runs the recogniser in a process of its own and reads what it prints. One that hangs is ended, and has crashed."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from callcenter.kit.logs import get_logger
from recordings.stretch import Stretch, joined
from recordings.transcribe.port import Heard, Progress, SpeechModel, TranscribeError
from recordings.transcript import Speaker, Word

_log = get_logger(__name__)

_CHILD = (sys.executable, "-m", "recordings.transcribe.child")
_TRIES = 2
"""A crash of the recogniser is tried once more in a new process; then the recording is marked as failed."""
_HUNG = "it hung, and was ended"
_PAUSE_S = 0.3
"""A shorter pause between two words is part of the speech."""
_LAST_WORDS = 4096
"""How much of the recogniser's own messages is looked at, from their end."""

_Sides = list[list[dict[str, object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the recogniser may take, in seconds. Generous: whoever waits longer than this waits for ever."""

    start: float = 300.0
    """Until its first line: a large model comes from a slow disk."""
    quiet: float = 60.0
    """Between two lines; one comes for every ten seconds of sound."""
    share: float = 2.0
    """In all, as a multiple of the length of the sound; the start comes on top."""


class _CrashedError(Exception):
    """The recogniser's process was ended by a signal, by us where it hung."""


class VoskTranscriber:
    """`Transcriber` by Vosk in a child process."""

    def __init__(self, child: Sequence[str] = _CHILD, patience: Patience | None = None) -> None:
        """`child` is the command of the recogniser's process, less the model, the audio and our process id."""
        self._child = child
        self._patience = patience or Patience()

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """The words of `audio`."""
        seconds = _length(audio, len(sides))
        command = [*self._child, str(model.path), str(audio), str(os.getpid())]
        why = ""
        for left in reversed(range(_TRIES)):
            try:
                heard = _run(command, model, seconds, self._patience, progress)
            except _CrashedError as exc:
                why = str(exc)
                _log.warning("the recogniser crashed", model=model.name, why=why, tries_left=left)
                continue
            words = {side: _words(heard[channel]) for channel, side in sides.items()}
            return Heard(words=words, seconds=seconds, speech={side: _spoken(said) for side, said in words.items()})
        raise TranscribeError(
            f"the recogniser crashed twice on this recording ({why}); "
            f"check the model {model.name} with `callcenter doctor`"
        )


def _spoken(words: Sequence[Word]) -> tuple[Stretch, ...]:
    return joined((Stretch(word.start, word.end) for word in words), _PAUSE_S)


def _length(audio: Path, sides: int) -> float:
    try:
        with wave.open(str(audio), "rb") as file:
            if file.getsampwidth() != 2 or file.getnchannels() < sides:
                raise TranscribeError("the kept audio is not 16-bit WAV with both sides; ingest the recording again")
            return file.getnframes() / file.getframerate()
    except FileNotFoundError as exc:
        raise TranscribeError("the audio file is gone from the recordings folder; restore it from a backup") from exc
    except (wave.Error, EOFError) as exc:
        raise TranscribeError(f"the kept audio cannot be read ({exc}); ingest the recording again") from exc


def _run(
    command: Sequence[str], model: SpeechModel, seconds: float, patience: Patience, progress: Progress | None
) -> _Sides:
    sides: _Sides | None = None
    # Its messages go to a file: a pipe that nobody reads would stop it after 64 kB of them.
    with tempfile.TemporaryFile() as said, _Child(command, said) as child:
        for line in child.lines(patience, seconds):
            message = cast("dict[str, object]", json.loads(line))
            if "sides" in message:
                sides = cast("_Sides", message["sides"])
            elif progress is not None and seconds:
                progress(min(1.0, cast(float, message["done"]) / seconds))
        code = child.wait(patience)
        reason = _last_line(said)
    if code < 0:
        raise _CrashedError(signal.Signals(-code).name)
    if code != 0 or sides is None:
        raise TranscribeError(
            f"the model {model.name} cannot be used ({reason or f'exit code {code}'}); "
            "replace its folder and transcribe again"
        )
    return sides


class _Child:
    """The recogniser's process; it is over when the `with` is, whatever happened in it."""

    def __init__(self, command: Sequence[str], messages: IO[bytes]) -> None:
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=messages)

    def __enter__(self) -> "_Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # no harm where it has ended
        with self._process:
            pass

    def wait(self, patience: Patience) -> int:
        """Its exit code, once it has closed its output. Raises _CrashedError where it does not end."""
        try:
            return self._process.wait(patience.quiet)
        except subprocess.TimeoutExpired as exc:
            raise _CrashedError(_HUNG) from exc

    def lines(self, patience: Patience, seconds: float) -> Iterator[bytes]:
        """Each whole line that it prints. Raises _CrashedError where none comes in time."""
        assert self._process.stdout is not None  # noqa: S101 - piped above
        output = self._process.stdout.fileno()
        ready = select.poll()
        ready.register(output, select.POLLIN)
        due = time.monotonic() + patience.start
        over = due + seconds * patience.share
        rest = b""
        while True:
            wait = min(due, over) - time.monotonic()
            if wait <= 0 or not ready.poll(wait * 1000):
                raise _CrashedError(_HUNG)
            piece = os.read(output, 1 << 16)
            if not piece:
                return
            due = time.monotonic() + patience.quiet
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole


def _last_line(said: IO[bytes]) -> str:
    said.seek(max(0, said.seek(0, os.SEEK_END) - _LAST_WORDS))
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def _words(heard: list[dict[str, object]]) -> tuple[Word, ...]:
    return tuple(
        Word(
            text=cast(str, word["word"]),
            start=round(cast(float, word["start"]), 3),
            end=round(cast(float, word["end"]), 3),
            confidence=min(1.0, cast(float, word["conf"])),
        )
        for word in heard
    )
