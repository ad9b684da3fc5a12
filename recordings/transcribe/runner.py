"""Runs the recogniser in a process of its own and reads what it prints."""

import json
import os
import signal
import subprocess
import sys
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from callcenter.kit.logs import get_logger
from recordings.transcribe.port import Heard, Progress, SpeechModel, TranscribeError
from recordings.transcript import Speaker, Word

_log = get_logger(__name__)

_TRIES = 2
"""A crash of the recogniser is tried once more in a new process; then the recording is marked as failed."""


class _CrashedError(Exception):
    """The recogniser's process was ended by a signal."""


class VoskTranscriber:
    """`Transcriber` by Vosk in a child process."""

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """The words of `audio`."""
        seconds = _length(audio, len(sides))
        for left in reversed(range(_TRIES)):
            try:
                heard = _run(model, audio, seconds, progress)
            except _CrashedError as exc:
                _log.warning("the recogniser crashed", model=model.name, signal=str(exc), tries_left=left)
                continue
            return Heard(words={side: _words(heard[channel]) for channel, side in sides.items()}, seconds=seconds)
        raise TranscribeError(
            f"the recogniser crashed twice on this recording; check the model {model.name} with `callcenter doctor`"
        )


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


def _run(model: SpeechModel, audio: Path, seconds: float, progress: Progress | None) -> list[list[dict[str, object]]]:
    command = [sys.executable, "-m", "recordings.transcribe.child", str(model.path), str(audio), str(os.getpid())]
    sides: list[list[dict[str, object]]] | None = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None  # noqa: S101 - piped above
        assert child.stderr is not None  # noqa: S101 - piped above
        for line in child.stdout:
            message = cast("dict[str, object]", json.loads(line))
            if "sides" in message:
                sides = cast("list[list[dict[str, object]]]", message["sides"])
            elif progress is not None and seconds:
                progress(min(1.0, cast(float, message["done"]) / seconds))
        said = child.stderr.read()
        code = child.wait()
    if code < 0:
        raise _CrashedError(signal.Signals(-code).name)
    if code != 0 or sides is None:
        reason = said.strip().splitlines()[-1][:200] if said.strip() else f"exit code {code}"
        raise TranscribeError(
            f"the model {model.name} cannot be used ({reason}); replace its folder and transcribe again"
        )
    return sides


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
