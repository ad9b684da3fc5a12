"""Writing the one WAV file that is kept of a recording: to a side name first, so that a crash leaves no half file."""

import hashlib
import os
import wave
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from recordings.audio.errors import AudioError
from recordings.audio.sides import SILENT_BELOW, beside, shifted, to_pcm
from recordings.audio.source import Block, Source, open_source

MOST_OFFSET_S = 3600.0
"""More than this between the answer and a file's first sample tells of a clock that jumped, not of a late recording;
believed, it would fill the disk with silence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAudio:
    """The file as it was written."""

    path: Path
    seconds: float
    channels: int
    lead_seconds: float
    """How much of it lies before the answer."""
    is_silent: tuple[bool, ...]
    """By channel: nothing louder than line noise."""
    sha256: str
    missing: tuple[str, ...] = ()
    """What could not be used and why: the file of a side, or the end of a file that breaks off."""


def keep_sides(patient: Path, administrator: Path, offsets: tuple[float, float], target: Path) -> KeptAudio:
    """The two one-sided files of a call as one stereo file, patient left, administrator right.

    `offsets` are the seconds from the answer to the first sample of each, negative where it began before the answer.
    A side whose file cannot be used is silence. Raises AudioError where neither can be used.
    """
    faults = []
    if not all(abs(offset) <= MOST_OFFSET_S for offset in offsets):  # not `any >`: what is no number is refused too
        faults.append("the exchange's clock was put right during the call, so the two sides may not be in step")
        offsets = (0.0, 0.0)
    begin = min(0.0, *offsets)
    with ExitStack() as stack:
        opened = [_open_side(stack, path) for path in (patient, administrator)]
        missing = [str(problem) for problem in opened if isinstance(problem, AudioError)]
        sources = [source for source in opened if isinstance(source, Source)]
        if not sources:
            raise AudioError("; ".join(missing))
        rate = max(source.kept_rate for source in sources)
        left, right = (
            shifted(source.blocks(rate), round((offset - begin) * rate)) if isinstance(source, Source) else ()
            for source, offset in zip(opened, offsets, strict=True)
        )
        kept = _write(beside(left, right), rate, 2, target, lead_seconds=-begin)
        broken = [fault for source in sources for fault in source.faults]
        return replace(kept, missing=(*missing, *broken, *faults))


def _open_side(stack: ExitStack, path: Path) -> Source | AudioError:
    try:
        return stack.enter_context(open_source(path))
    except AudioError as exc:
        return exc


def keep_file(path: Path, target: Path, channels: Sequence[int]) -> KeptAudio:
    """A file from outside; `channels` says which of its channels (from 0) are kept, in which order.

    Raises AudioError, also where the file lacks a channel.
    """
    with open_source(path) as source:
        rate = source.kept_rate
        picked = (block[:, list(channels)] for block in source.blocks(rate))
        kept = _write(picked, rate, len(channels), target, lead_seconds=0.0)
        return replace(kept, missing=tuple(source.faults))


def channels_of(path: Path) -> int:
    """How many channels an audio file has, 1 or 2. Raises AudioError."""
    with open_source(path) as source:
        return source.channels


def _write(blocks: Iterable[Block], rate: int, channels: int, target: Path, *, lead_seconds: float) -> KeptAudio:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    loudest = np.zeros(channels)
    frames = 0
    digest = hashlib.sha256()
    try:
        with draft.open("wb") as file:
            with wave.open(file, "wb") as out:
                out.setnchannels(channels)
                out.setsampwidth(2)
                out.setframerate(rate)
                for block in blocks:
                    pcm = to_pcm(block)
                    frames += len(pcm)
                    loudest = np.maximum(loudest, np.abs(block).max(axis=0, initial=0.0))
                    digest.update(pcm.tobytes())
                    out.writeframesraw(pcm.tobytes())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return KeptAudio(
        path=target,
        seconds=frames / rate,
        channels=channels,
        lead_seconds=lead_seconds,
        is_silent=tuple(bool(peak < SILENT_BELOW) for peak in loudest),
        sha256=digest.hexdigest(),
    )
