"""espeak-ng in this process, with the exact time of every word and phoneme.

At build time only: the product itself speaks through a process of its own (ivr/speech), which gives no phonemes.
"""

import ctypes

import numpy as np

from callcenter.kit.errors import CallCenterError
from ivr.speech.espeak_library import EspeakLibrary, Parameter, SpeechEvent
from recordings.demo_model.speech import Event, Kind, Speech
from recordings.demo_model.voices import Voice

_PHONEME_EVENTS = 1
_ID_OFFSET = int(SpeechEvent.id.offset)


class Espeak:
    """The library. One a process: started a second time, it reads freed memory and crashes."""

    _is_started = False

    def __init__(self) -> None:
        if Espeak._is_started:
            raise CallCenterError("espeak-ng runs in this process already; use the one that was made first")
        Espeak._is_started = True
        try:
            self._library = EspeakLibrary(self._collect, _PHONEME_EVENTS)
        except OSError as exc:
            raise CallCenterError(str(exc)) from exc
        self._sound = bytearray()
        self._events: list[Event] = []

    @property
    def version(self) -> str:
        """The library's version, such as '1.52.0'."""
        return self._library.version

    def speak(self, text: str, voice: Voice) -> Speech:
        """`text` as sound. Raises CallCenterError for a voice that is not there."""
        wanted = {Parameter.RATE: voice.speed, Parameter.PITCH: voice.pitch, Parameter.RANGE: voice.pitch_range}
        if not self._library.use(voice.name, wanted):
            raise CallCenterError(f"espeak-ng has no voice {voice.name!r}; use one that `espeak-ng --voices` lists")
        self._sound.clear()
        self._events.clear()
        self._library.say(text)
        return Speech(np.frombuffer(bytes(self._sound), np.int16), self._library.rate, tuple(self._events))

    def _collect(self, wave: int | None, count: int, events: "ctypes._Pointer[SpeechEvent]") -> int:
        if wave and count > 0:
            self._sound += ctypes.string_at(wave, 2 * count)
        at = 0
        while (event := events[at]).type != Kind.END_OF_LIST:
            at += 1
            if event.type == Kind.WORD:
                self._events.append(Event(Kind.WORD, event.sample, event.text_position - 1, event.length))
            elif event.type == Kind.PHONEME:
                raw = ctypes.string_at(ctypes.addressof(event) + _ID_OFFSET, 8)  # eight bytes, not always ended by 0
                name = raw.split(b"\0")[0].decode("utf-8", "replace")
                self._events.append(Event(Kind.PHONEME, event.sample, phoneme=name))
        return 0
