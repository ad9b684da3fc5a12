"""The recording of one call: two WAV files, one a side, written while the call goes on."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np

from callcenter.kit.ids import ProviderCallId
from callcenter.kit.logs import get_logger
from callcenter.telephony.simulator.sound import NOISE_LEVEL, RATE_HZ, Samples, to_samples

log = get_logger(__name__)

_BLOCK = 8 * RATE_HZ
"""Samples that are mixed at a time: the memory that a long silence takes."""


class Side(StrEnum):
    """Whose voice a file holds."""

    PATIENT = "patient"
    ADMINISTRATOR = "administrator"


@dataclass(slots=True)
class _Track:
    """One file: line noise with the pieces of speech that were placed on it."""

    path: Path
    noise: np.random.Generator
    written: int = 0
    pieces: list[tuple[int, Samples]] = field(default_factory=list)

    def begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(_header(0))

    def write_until(self, end: int) -> None:
        if end <= self.written:
            return
        with self.path.open("ab") as file:
            while self.written < end:
                block_end = min(end, self.written + _BLOCK)
                file.write(self._block(block_end).astype("<i2").tobytes())
                self.written = block_end
        self.pieces = [(start, piece) for start, piece in self.pieces if start + len(piece) > self.written]

    def finish(self) -> None:
        with self.path.open("r+b") as file:
            file.write(_header(2 * self.written))

    def _block(self, end: int) -> Samples:
        begin = self.written
        mixed = self.noise.standard_normal(end - begin) * NOISE_LEVEL
        for start, piece in self.pieces:
            first, last = max(start, begin), min(start + len(piece), end)
            if first < last:
                mixed[first - begin : last - begin] += piece[first - start : last - start]
        return to_samples(mixed)


class Recorder:
    """Both sides of one call. Offsets are samples from the answer.

    A disk that fails costs the recording, never the call: `finish` then gives None.
    """

    def __init__(self, folder: Path, name: str, *, seed: int) -> None:
        self._tracks = {
            side: _Track(
                folder / (name + _name_end(side)),
                np.random.default_rng((seed, zlib.crc32(f"{name}/{side.value}".encode()))),
            )
            for side in Side
        }
        self._broken = False
        self._on_each(_Track.begin)

    def place(self, side: Side, start: int, piece: Samples) -> None:
        """`piece` is heard on `side` from `start` on; what lies before the part that is written already is lost."""
        self._tracks[side].pieces.append((start, piece))

    def cut(self, at: int, *sides: Side) -> None:
        """Nothing of what was placed is heard from `at` on: on these sides, or on both."""
        for side in sides or Side:
            track = self._tracks[side]
            track.pieces = [(start, piece[: at - start]) for start, piece in track.pieces if start < at]

    def write_until(self, end: int) -> None:
        """Put everything before `end` on disk."""
        self._on_each(lambda track: track.write_until(end))

    def finish(self, end: int) -> tuple[Path, Path] | None:
        """Complete the files of the patient and the administrator, `end` long, and say where they are."""
        self.write_until(end)
        self._on_each(_Track.finish)
        if self._broken:
            return None
        return self._tracks[Side.PATIENT].path, self._tracks[Side.ADMINISTRATOR].path

    def _on_each(self, work: Callable[[_Track], None]) -> None:
        if self._broken:
            return
        try:
            for track in self._tracks.values():
                work(track)
        except OSError:
            self._broken = True
            log.exception("the simulator cannot write its recordings")


def left_behind(folder: Path, since: datetime) -> list[tuple[ProviderCallId, Path, Path]]:
    """The calls whose files were last written after `since` and hold sound: name, patient's and administrator's file.

    Also the ones that an exchange was killed over: their samples stand behind an empty header.
    """
    found = []
    for patient in sorted(folder.glob(f"*{_name_end(Side.PATIENT)}")):
        call = patient.name.removesuffix(_name_end(Side.PATIENT))
        administrator = patient.with_name(call + _name_end(Side.ADMINISTRATOR))
        if administrator.is_file() and _is_of_late(patient, since):
            found.append((ProviderCallId(call), patient, administrator))
    return found


def _is_of_late(path: Path, since: datetime) -> bool:
    try:
        about = path.stat()
    except OSError:
        return False
    return about.st_size > len(_header(0)) and datetime.fromtimestamp(about.st_mtime, UTC) >= since


def _name_end(side: Side) -> str:
    return f"-{side.value}.wav"


def _header(size: int) -> bytes:
    """The 44 bytes before the samples of a mono 16-bit WAV file with `size` bytes of sound.

    Zero while the call goes on, as an exchange that is killed leaves it.
    """
    riff = struct.pack("<4sI4s", b"RIFF", size + 36 if size else 0, b"WAVE")
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
    return riff + form + struct.pack("<4sI", b"data", size)
