"""Reading any audio file in a stream, at the rate that we keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from recordings.audio.errors import AudioError, SoundAwayError
from recordings.audio.repair import RepairedFile, true_header

Block = npt.NDArray[np.float32]
"""Samples as (frames, channels), -1 to 1."""

_BLOCK_FRAMES = 16_384
"""What is read at a time, and so at most lost before the place where a broken file cannot be read on."""
TELEPHONE_HZ = 8_000
WIDE_HZ = 16_000
"""More than this carries nothing that a speech model uses."""

LONGEST_HOURS = 12


@dataclass(slots=True)
class Source:
    """An open audio file."""

    file: soundfile.SoundFile
    path: Path
    faults: list[str] = field(default_factory=list)
    """What was found wrong while it was read, in English."""
    no_numbers: int = 0
    """How many samples that were read are no numbers, or infinite, of which only a float file has any."""

    @property
    def channels(self) -> int:
        """How many channels it has."""
        return int(self.file.channels)

    @property
    def rate(self) -> int:
        """Its own samples a second."""
        return int(self.file.samplerate)

    @property
    def is_coarse(self) -> bool:
        """Written with 256 equal steps of loudness: soft sounds drown in them."""
        return self.file.subtype in {"PCM_U8", "PCM_S8"}

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.file.frames / self.rate)

    @property
    def kept_rate(self) -> int:
        """The samples a second at which it is worth keeping: 8 or 16 kHz."""
        return TELEPHONE_HZ if self.rate < WIDE_HZ else WIDE_HZ

    def blocks(self, rate: int) -> Iterator[Block]:
        """The samples at `rate` a second, a few seconds at a time.

        A file that breaks off ends there, and `faults` says so. Raises AudioError where nothing can be read.
        """
        resample = soxr.ResampleStream(self.rate, rate, self.channels, dtype="float32") if rate != self.rate else None
        for block in self._own_blocks():
            if odd := block.size - int(np.count_nonzero(np.isfinite(block))):
                self.no_numbers += odd
                np.nan_to_num(block, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
            yield block if resample is None else _as_2d(resample.resample_chunk(block), self.channels)
        if resample is not None:
            empty = np.zeros((0, self.channels), dtype=np.float32)
            yield _as_2d(resample.resample_chunk(empty, last=True), self.channels)

    def _own_blocks(self) -> Iterator[Block]:
        done = 0
        while True:
            try:
                block = self.file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)
            except soundfile.LibsndfileError as exc:
                if not done:
                    raise AudioError(f"{self.path.name} cannot be read: {exc.error_string}") from exc
                at = clock(done / self.rate)
                self.faults.append(f"{self.path.name} breaks off at {at}: {exc.error_string}")
                return
            if not len(block):
                return
            done += len(block)
            yield block


def clock(seconds: float) -> str:
    """A time in a recording as people read it: '3:07'."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The audio of a file: WAV (PCM, float, A-law, mu-law), MP3, OGG, FLAC; 8 to 48 kHz, mono or stereo.

    A WAV whose header an Asterisk crash left untrue is read by what is there. Raises AudioError.
    """
    _check_there(path)
    repaired = true_header(path)
    stream = RepairedFile(path, repaired) if repaired else path.open("rb")
    with stream:
        try:
            file = soundfile.SoundFile(stream)
        except soundfile.LibsndfileError as exc:
            raise AudioError(f"{path.name} is not audio that can be read; give WAV, MP3, OGG or FLAC") from exc
        with file:
            source = Source(file, path)
            _check_usable(source)
            if repaired and repaired.share is not None:
                source.faults.append(_cut_off(source, repaired.share))
            yield source


def _cut_off(source: Source, share: float) -> str:
    told = source.seconds / share if share else source.seconds
    return f"{source.path.name} is cut off: it should last {clock(told)} and lasts {clock(source.seconds)}"


def _check_there(path: Path) -> None:
    if path.is_dir():
        raise AudioError(f"{path} is a folder; give the recordings in it one by one, or `callcenter transcribe` it")
    if path.exists() and not path.is_file():
        raise AudioError(f"{path} is no file but a pipe or a device; save the sound to a file, and give that")
    if not path.is_file():
        raise SoundAwayError(f"{path} is not there; check the path")
    if path.stat().st_size == 0:
        raise AudioError(f"{path.name} is empty; the recorder wrote nothing, so check its disk and rights")


def _check_usable(source: Source) -> None:
    name, file = source.path.name, source.file
    if source.channels > 2:
        raise AudioError(f"{name} has {source.channels} channels; give a mono or stereo file")
    if not TELEPHONE_HZ <= source.rate <= 192_000:
        raise AudioError(f"{name} has {source.rate} samples a second; give 8000 to 48000")
    if file.frames == 0:
        raise AudioError(f"{name} holds no sound; the recorder was stopped before anything was said")
    if file.frames / source.rate > LONGEST_HOURS * 3600:
        raise AudioError(f"{name} is longer than {LONGEST_HOURS} hours; cut it into calls first")


def _as_2d(block: npt.NDArray[np.float32], channels: int) -> Block:
    return block.reshape(-1, channels)
