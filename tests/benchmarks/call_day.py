"""A day of recorded calls, made by a seed: demo dialogues in the product's own voices with ringback, hold music, pauses
in which somebody looks something up, interruptions, the hiss of lines, a street, a keyboard.

Stereo WAV files at 8 kHz, patient left. Made once and kept: the same seed and the same content give the same files.
"""

import hashlib
import json
import random
import re
import shutil
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from callcenter.kit.languages import Language
from callcenter.telephony.simulator.sound import through_the_line
from ivr.speech.espeak import EspeakVoice
from recordings.transcript import Speaker
from tests.benchmarks.dialogues import Line, demo_dialogues

RATE = 8000
SHORTEST_S, LONGEST_S = 25.0, 240.0
_USUAL_S = 40.0
"""Most calls to a clinic are about a minute or two long; few last four."""
_SIDES = (Speaker.PATIENT, Speaker.ADMINISTRATOR)

Sound = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDay:
    """The files of a day, in the order of the calls."""

    stereo: tuple[Path, ...]
    seconds: float
    """Of all calls together."""


def make_day(cache: Path, *, calls: int, seed: int, language: Language = Language.RU) -> CallDay:
    """A day of `calls` calls below `cache`; taken from there where it was made before."""
    dialogues = demo_dialogues(language)
    folder = cache / f"day-{language}-{calls}-{seed}-{_fingerprint(dialogues)}"
    if not folder.is_dir():
        _write_day(folder, dialogues, language, calls, seed)
    paths = tuple(sorted(folder.glob("*.wav")))
    return CallDay(stereo=paths, seconds=sum(map(_seconds, paths)))


def words_said(call: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is said in a call of the day by each channel, spelt as the demo models spell."""
    said: list[list[str]] = json.loads(call.with_suffix(".json").read_text(encoding="utf-8"))
    left, right = (
        tuple(plain for side, text in said if side == speaker for plain in spelt(text)) for speaker in _SIDES
    )
    return left, right


def spelt(text: str) -> list[str]:
    """The words of a text without signs and capitals."""
    return re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text.lower().replace("ё", "е"))


def split_sides(day: CallDay, folder: Path) -> Path:
    """Each side of each call as a mono file of its own in `folder`: call-000-0.wav is the first call's left."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in day.stereo:
        with wave.open(str(path), "rb") as file:
            both = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2)
        for channel in (0, 1):
            _write(folder / f"{path.stem}-{channel}.wav", both[:, channel : channel + 1])
    return folder


def _fingerprint(dialogues: Sequence[Sequence[Line]]) -> str:
    """Changes with what is said and with how it is put together."""
    return hashlib.sha256(repr(dialogues).encode() + Path(__file__).read_bytes()).hexdigest()[:12]


def _write_day(folder: Path, dialogues: Sequence[Sequence[Line]], language: Language, calls: int, seed: int) -> None:
    draft = folder.with_suffix(".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    voice = EspeakVoice(draft.parent / "speech")
    try:
        for number in range(calls):
            dice = random.Random(f"{seed}-{number}")  # noqa: S311 - a repeatable day, not a secret
            call = _Call(voice, language, dice)
            call.go_through(dialogues)
            _write(draft / f"call-{number:03d}.wav", call.samples())
            (draft / f"call-{number:03d}.json").write_text(json.dumps(call.said, ensure_ascii=False), encoding="utf-8")
    finally:
        voice.close()
    draft.replace(folder)


class _Call:
    """One call while it is put together."""

    def __init__(self, voice: EspeakVoice, language: Language, dice: random.Random) -> None:
        self._voice, self._language, self._dice = voice, language, dice
        self._noise = np.random.default_rng(dice.randrange(1 << 32))
        length = SHORTEST_S + _USUAL_S * dice.expovariate(1.0)
        self._length = round(min(LONGEST_S, length) * RATE)
        self._sides = {side: np.zeros(self._length) for side in _SIDES}
        self._at = 0
        self.said: list[tuple[Speaker, str]] = []
        """Every line in the order of its start."""

    def go_through(self, dialogues: Sequence[Sequence[Line]]) -> None:
        """Fill the call's time; whoever has more to say than fits leaves it unsaid."""
        dice = self._dice
        if dice.random() < 0.4:
            self._ringback(dice.randrange(1, 4))
        lines = list(dice.choice(dialogues))
        while True:
            for line in lines:
                if not self._say(line):
                    return
                if dice.random() < 0.06:
                    self._hold(dice.uniform(8, 40))
            lines = list(dice.choice(dialogues))[2:]

    def samples(self) -> npt.NDArray[np.int16]:
        """Both sides with the noise of their lines, as (frames, 2)."""
        sides = (self._sides[side] + self._hiss() for side in _SIDES)
        return np.clip(np.rint(np.stack(list(sides), axis=1)), -32768, 32767).astype(np.int16)

    def _say(self, line: Line) -> bool:
        """Say it where it fits; False where it does not."""
        dice = self._dice
        sound = through_the_line(self._voice.samples(line.text, self._language, line.voice.value), dice)
        pause = dice.uniform(2, 7) if dice.random() < 0.12 else dice.uniform(0.2, 1.3)
        if dice.random() < 0.05:
            pause = -0.4  # cuts in
        elif pause > 2 and line.side is Speaker.ADMINISTRATOR:
            self._type(pause)
        self._at += max(-self._at, round(pause * RATE))
        if self._at + len(sound) > self._length:
            return False
        self.said.append((line.side, line.text))
        self._at += self._add(line.side, sound * dice.uniform(0.5, 1.0), self._at)
        return True

    def _add(self, side: Speaker, sound: Sound, at: int) -> int:
        fits = sound[: max(0, self._length - at)]
        self._sides[side][at : at + len(fits)] += fits
        return len(sound)

    def _ringback(self, times: int) -> None:
        """One second of tone, four of silence: what the network plays to who waits for an answer."""
        for _ in range(times):
            self._add(Speaker.PATIENT, 3000 * np.sin(2 * np.pi * 425 * np.arange(RATE) / RATE), self._at)
            self._at += 5 * RATE

    def _hold(self, seconds: float) -> None:
        """Chords that change every second, on the clinic's side."""
        notes = [self._noise.choice([220, 262, 294, 330, 392, 440, 523], 3) for _ in range(int(seconds))]
        time = np.arange(RATE) / RATE
        fade = np.minimum(1, np.minimum(time, 1 - time) * 20) * np.exp(-1.5 * time)
        bars = [
            fade * sum(np.sin(2 * np.pi * hz * time) + 0.4 * np.sin(4 * np.pi * hz * time) for hz in bar)
            for bar in notes
        ]
        music: Sound = 1500.0 * np.concatenate(bars)
        self._at += round(0.5 * RATE)
        self._at += self._add(Speaker.ADMINISTRATOR, music, self._at)

    def _type(self, seconds: float) -> None:
        """A keyboard near the clinic's microphone."""
        at = self._at
        while at < self._at + round((seconds - 0.3) * RATE):
            click = self._noise.normal(0, 600, 80) * np.exp(-np.arange(80) / 15)
            self._add(Speaker.ADMINISTRATOR, click, at)
            at += round(self._dice.uniform(0.08, 0.4) * RATE)

    def _hiss(self) -> Sound:
        """The line: from an exchange's -70 dBFS to a street at -45, and some lines hum."""
        level = 32768 * 10 ** (self._dice.triangular(-72, -45, -66) / 20)
        white = self._noise.normal(0, 1, self._length)
        brown = np.convolve(white, np.exp(-np.arange(40) / 8), "same")
        noise = white if self._dice.random() < 0.5 else brown / brown.std()
        hum = np.sin(2 * np.pi * 100 * np.arange(self._length) / RATE) * (self._dice.random() < 0.2)
        line: Sound = level * (noise + hum)
        return line


def _seconds(path: Path) -> float:
    with wave.open(str(path), "rb") as file:
        return file.getnframes() / file.getframerate()


def _write(path: Path, samples: npt.NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.ascontiguousarray(samples, dtype="<i2").tobytes())
