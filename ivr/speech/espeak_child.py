"""The espeak-ng process: reads requests as JSON lines on standard input, writes frames on standard output.

Started by espeak_process.py as `python -m ivr.speech.espeak_child`. It ends when its input ends, which happens by
itself when the parent dies in whatever way.

Each text is said in a fork of the fresh engine: espeak-ng carries noise and pitch over from text to text, and without
this the same text would sound a little different every time (its length too). It costs about a millisecond.
"""

import contextlib
import ctypes
import json
import os
import signal
import sys
from typing import BinaryIO

from ivr.speech import frames
from ivr.speech.espeak_library import EspeakLibrary, Parameter, SpeechEvent

_EVENT_LIST_END, _EVENT_WORD = 0, 1
_LONGEST_S = 30


class Engine:
    """The library, loaded and ready."""

    def __init__(self) -> None:
        self._library = EspeakLibrary(self._take)
        self._library.seed(1)
        self.rate = self._library.rate
        self._pcm = bytearray()
        self._words: list[tuple[int, int, int]] = []

    def say(self, text: str, voice: str, *, speed: int, pitch: int, inflection: int, volume: int) -> frames.Frame:
        """`text` as sound; raises ValueError for a voice that is not there."""
        wanted = {
            Parameter.RATE: speed,
            Parameter.VOLUME: volume,
            Parameter.PITCH: pitch,
            Parameter.RANGE: inflection,
        }
        if not self._library.use(voice, wanted):
            raise ValueError(f"espeak-ng has no voice {voice!r}")
        self._pcm.clear()
        self._words.clear()
        self._library.say(text)
        return frames.Frame(self.rate, bytes(self._pcm), tuple(self._named_words(text)))

    def _take(self, wave: int | None, count: int, events: "ctypes._Pointer[SpeechEvent]") -> int:
        if wave and count > 0:
            self._pcm += ctypes.string_at(wave, 2 * count)
        index = 0
        while events[index].type != _EVENT_LIST_END:
            event = events[index]
            if event.type == _EVENT_WORD:
                self._words.append((event.text_position, event.length, event.sample))
            index += 1
        return 0

    def _named_words(self, text: str) -> list[tuple[str, float]]:
        """The words in their order; espeak also reports clause ends as words of one sign, which are left out."""
        found: list[tuple[str, float]] = []
        last = 0
        for position, length, sample in self._words:
            word = text[position - 1 : position - 1 + length].strip()
            if position <= last or not any(letter.isalnum() for letter in word):
                continue
            last = position
            found.append((word, round(sample / self.rate, 3)))
        return found


def serve(requests: BinaryIO, answers: BinaryIO) -> int:
    """Answer every request until the input ends; returns the process's exit code."""
    engine = Engine()
    for line in requests:
        pid = os.fork()
        if pid == 0:
            signal.alarm(_LONGEST_S)  # an engine that hangs ends here even when nobody is left to stop it
            with contextlib.suppress(BrokenPipeError):  # the parent has gone; nobody is left to hear it
                _answer(engine, line, answers)
            os._exit(0)
        if os.waitpid(pid, 0)[1] != 0:
            return 1  # how much of the answer went out is unknown: the parent starts anew
    return 0


def _answer(engine: Engine, line: bytes, answers: BinaryIO) -> None:
    try:
        asked = json.loads(line)
        frame = engine.say(
            str(asked["text"]),
            str(asked["voice"]),
            speed=int(asked["speed"]),
            pitch=int(asked["pitch"]),
            inflection=int(asked["inflection"]),
            volume=int(asked["volume"]),
        )
        answers.write(frames.encode(frame))
    except (ValueError, KeyError, TypeError) as exc:
        answers.write(frames.encode_error(str(exc)))
    answers.flush()


if __name__ == "__main__":
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
