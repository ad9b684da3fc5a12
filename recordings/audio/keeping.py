"""Writing the one WAV file that is kept of a recording: to a side name first, so that a crash leaves no half file."""

import hashlib
import os
import wave
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from recordings.audio.alignment import CallTimes, SidePlace, align
from recordings.audio.errors import AudioError, SoundAwayError
from recordings.audio.loudness import Loudness
from recordings.audio.sides import beside, shifted, to_pcm, with_pauses
from recordings.audio.source import Block, Source, open_source


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
    is_overdriven: tuple[bool, ...] = ()
    """By channel: it was recorded too loud, and its peaks are cut off."""
    is_coarse: bool = False
    """A file was written in linear 8 bits."""
    missing: tuple[str, ...] = ()
    """Files of a side that could not be used, and why."""
    cut_off: tuple[str, ...] = ()
    """Files that break off before their end, and where."""
    no_numbers: tuple[str, ...] = ()
    """Files with samples that are no numbers, and how many."""
    out_of_step: str = ""
    """Why and by how much the sides may be out of step; empty where they are not."""


def keep_sides(patient: Path, administrator: Path, times: CallTimes, target: Path) -> KeptAudio:
    """The two one-sided files of a call as one stereo file, patient left, administrator right, each where it belongs.

    A side whose file cannot be used is silence. Raises AudioError where neither can be used, SoundAwayError
    where a file of them is not there.
    """
    with ExitStack() as stack:
        opened = [_open_side(stack, path) for path in (patient, administrator)]
        missing = [str(problem) for problem in opened if isinstance(problem, AudioError)]
        sources = [source for source in opened if isinstance(source, Source)]
        if not sources:
            may_come = any(isinstance(problem, SoundAwayError) for problem in opened)
            raise (SoundAwayError if may_come else AudioError)("; ".join(missing))
        found = align([one.seconds if isinstance(one, Source) else None for one in opened], times)
        begin = min(0.0, *(place.offset for place in found.sides))
        rate = max(source.kept_rate for source in sources)
        left, right = (
            _in_place(source, place, begin, rate) if isinstance(source, Source) else ()
            for source, place in zip(opened, found.sides, strict=True)
        )
        kept = _write(beside(left, right), rate, 2, target, lead_seconds=-begin)
        broken = [fault for source in sources for fault in source.faults]
        return replace(
            kept,
            missing=tuple(missing),
            cut_off=tuple(broken),
            no_numbers=_no_numbers(sources),
            out_of_step=found.doubt,
            is_coarse=any(source.is_coarse for source in sources),
        )


def _in_place(source: Source, place: SidePlace, begin: float, rate: int) -> Iterator[Block]:
    """A side with silence before it and in its pauses; the file as a whole begins `begin` seconds from the answer."""
    late = shifted(source.blocks(rate), round((place.offset - begin) * rate))
    return with_pauses(late, [(round((one.start - begin) * rate), round(one.seconds * rate)) for one in place.pauses])


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
        return replace(kept, cut_off=tuple(source.faults), is_coarse=source.is_coarse, no_numbers=_no_numbers([source]))


def _no_numbers(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(
        f"{source.path.name} has {source.no_numbers} samples that are no numbers"
        for source in sources
        if source.no_numbers
    )


def channels_of(path: Path) -> int:
    """How many channels an audio file has, 1 or 2. Raises AudioError."""
    with open_source(path) as source:
        return source.channels


def _write(blocks: Iterable[Block], rate: int, channels: int, target: Path, *, lead_seconds: float) -> KeptAudio:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
    loudness = Loudness(channels)
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
                    loudness.take(block)
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
        is_silent=loudness.is_silent,
        is_overdriven=loudness.is_overdriven,
        sha256=digest.hexdigest(),
    )
