"""The transcriber that is used: Vosk in processes of their own, one recording tried once more where one crashes."""

import os
import signal
import sys
import wave
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TypedDict, cast

from callcenter.kit.logs import get_logger
from recordings.audio.errors import SOUND_GONE
from recordings.model_shelf.wording import pull_command
from recordings.stretch import Stretch, joined
from recordings.transcribe.pool import ClosedError, WorkerPool
from recordings.transcribe.port import Heard, ModelUnusableError, Progress, SpeechModel, TranscribeError
from recordings.transcribe.voice_activity import spoken
from recordings.transcribe.worker import CrashedError, IdleEndedError, LoadCrashedError, Patience, RecogniserProcess
from recordings.transcript import Speaker, Word

_log = get_logger(__name__)

_IDLE_S = 60
"""A process that has nothing to do for this long gives its memory back."""
_CHILD = (sys.executable, "-m", "recordings.transcribe.child")
_TRIES = 2
"""A crash of the recogniser is tried once more in a new process; then the recording is marked as failed."""
_RECYCLED_AFTER_S = 20 * 3600.0
"""Of sound. Vosk holds on to no memory that we could see over ten hours; what nobody has seen yet ends here."""
_KILLED = (
    "the recogniser was killed twice, most likely because the machine has no memory left; set fewer "
    "CALLCENTER_JOB_WORKERS or take a smaller model (`callcenter models list`), then transcribe the recording again"
)
UNKNOWN = "[unk]"
"""What models write for a word that they do not know."""


class _HeardWord(TypedDict):
    word: str
    start: float
    end: float
    conf: float


class _Side(TypedDict):
    """One channel as the child tells of it; `vosk_engine.HeardSide`, which only a process with Vosk can import."""

    words: list[_HeardWord]
    voices: list[tuple[float, float]]


class VoskTranscriber:
    """`Transcriber` by Vosk in child processes. May be used by several threads, each gets a process of its own."""

    def __init__(
        self,
        child: Sequence[str] = _CHILD,
        patience: Patience | None = None,
        *,
        most: int | None = None,
        recycled_after: float = _RECYCLED_AFTER_S,
    ) -> None:
        """`child` is the command of the recogniser's process, less the model, its idle time and our process id.

        At most `most` processes run at a time, by default one for each core. One that was given `recycled_after`
        seconds of sound is replaced.
        """
        self._child = child
        self._patience = patience or Patience()
        self._pool = WorkerPool(most or usable_cores(), recycled_after)

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """The words of `audio`."""
        seconds = _length(audio, len(sides))
        crash = CrashedError()
        tries = _TRIES
        while tries:
            try:
                heard = self._ask(audio, seconds, model, progress)
            except IdleEndedError:
                continue  # no fault of this recording
            except ClosedError as exc:
                raise TranscribeError("the transcription was stopped; transcribe the recording again") from exc
            except CrashedError as exc:
                crash, tries = exc, tries - 1
                _log.warning("the recogniser crashed", model=model.name, why=str(exc), tries_left=tries)
                continue
            return _heard(heard, sides, seconds)
        if str(crash) == signal.SIGKILL.name:
            raise (ModelUnusableError if isinstance(crash, LoadCrashedError) else TranscribeError)(_KILLED)
        if isinstance(crash, LoadCrashedError):
            raise ModelUnusableError(unusable_model(model, f"it crashes the recogniser: {crash}"))
        raise TranscribeError(
            f"the recogniser crashed twice on this recording ({crash}); "
            f"check the model {model.name} with `callcenter doctor`"
        )

    def close(self) -> None:
        """End the processes now; they end by themselves too, when idle and when the program ends."""
        self._pool.close()

    def _ask(self, audio: Path, seconds: float, model: SpeechModel, progress: Progress | None) -> list[_Side]:
        command = [*self._child, str(model.path), str(_IDLE_S), str(os.getpid())]
        with self._pool.borrowed(_identity(model), command) as worker:
            try:
                return _answer(worker, audio, seconds, self._patience, progress)
            except ModelUnusableError as exc:
                raise ModelUnusableError(unusable_model(model, str(exc))) from exc
            except TranscribeError as exc:
                raise TranscribeError(
                    f"the recogniser gave up on this recording ({exc}); transcribe it again, and where it comes to the "
                    f"same check the model {model.name} with `callcenter models verify`"
                ) from exc


def unusable_model(model: SpeechModel, why: str) -> str:
    """What is told of a model that the recogniser cannot load, and what to do."""
    return (
        f"the model {model.name} cannot be used ({why}); run `{pull_command(model.language)}`, "
        "or put a complete Vosk model there"
    )


def usable_cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _answer(
    worker: RecogniserProcess, audio: Path, seconds: float, patience: Patience, progress: Progress | None
) -> list[_Side]:
    for message in worker.ask(audio, seconds, patience):
        if "sides" in message:
            return cast("list[_Side]", message["sides"])
        if progress is not None and seconds:
            progress(min(1.0, cast(float, message["done"]) / seconds))
    raise CrashedError("it gave no words")


def _identity(model: SpeechModel) -> Hashable:
    """Another one where the folder's files were replaced, so that a new model is used from the next recording on."""
    try:
        stat = (model.path / "am" / "final.mdl").stat()
    except OSError:
        return (model.path,)
    return (model.path, stat.st_ino, stat.st_mtime_ns)


def _length(audio: Path, sides: int) -> float:
    try:
        with wave.open(str(audio), "rb") as file:
            if file.getsampwidth() != 2 or file.getnchannels() < sides:
                raise TranscribeError("the kept audio is not 16-bit WAV with both sides; ingest the recording again")
            return file.getnframes() / file.getframerate()
    except FileNotFoundError as exc:
        raise TranscribeError(SOUND_GONE) from exc
    except (wave.Error, EOFError) as exc:
        raise TranscribeError(f"the kept audio cannot be read ({exc}); ingest the recording again") from exc


def _heard(heard: Sequence[_Side], sides: Mapping[int, Speaker], seconds: float) -> Heard:
    by_side = {side: heard[channel] for channel, side in sides.items()}
    words = {side: list(map(_word, one["words"])) for side, one in by_side.items()}
    return Heard(
        words={side: tuple(word for word in said if word.text != UNKNOWN) for side, said in words.items()},
        seconds=seconds,
        speech={side: _speech(one) for side, one in by_side.items()},
        unknown={
            side: tuple(Stretch(word.start, word.end) for word in said if word.text == UNKNOWN)
            for side, said in words.items()
        },
    )


def _speech(side: _Side) -> tuple[Stretch, ...]:
    """Where somebody spoke, in whole milliseconds as the words are."""
    said = joined(Stretch(word["start"], word["end"]) for word in side["words"])
    voices = [Stretch(start, end) for start, end in side["voices"]]
    return tuple(Stretch(round(one.start, 3), round(one.end, 3)) for one in spoken(voices, said))


def _word(word: _HeardWord) -> Word:
    return Word(
        text=word["word"],
        start=round(word["start"], 3),
        end=round(word["end"], 3),
        confidence=min(1.0, word["conf"]),
    )
