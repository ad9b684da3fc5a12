"""espeak-ng in this process, with the exact time of every word and phoneme.

At build time only: the product itself speaks through a process of its own (ivr/speech), which gives no phonemes.
"""

import ctypes

import espeakng_loader
import numpy as np

from callcenter.kit.errors import CallCenterError
from recordings.demo_model.speech import Event, Kind, Speech
from recordings.demo_model.voices import Voice

_SYNCHRONOUS = 2
_PHONEME_EVENTS = 1
_CHARACTER_POSITION = 1
_UTF8 = 1
_RATE, _PITCH, _RANGE = 1, 3, 4


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """espeak_EVENT of espeak-ng's speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    )


_ID_OFFSET = int(_Event.id.offset)
_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """The library. One a process: started a second time, it reads freed memory and crashes."""

    _is_started = False

    def __init__(self) -> None:
        if Espeak._is_started:
            raise CallCenterError("espeak-ng runs in this process already; use the one that was made first")
        Espeak._is_started = True
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        self._rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _PHONEME_EVENTS))
        if self._rate <= 0:
            raise CallCenterError("espeak-ng did not start; reinstall the espeakng-loader package")
        self._sound = bytearray()
        self._events: list[Event] = []
        self._callback = _Callback(self._collect)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)

    @property
    def version(self) -> str:
        """The library's version, such as '1.52.0'."""
        self._library.espeak_Info.restype = ctypes.c_char_p
        return str(self._library.espeak_Info(None).decode())

    def speak(self, text: str, voice: Voice) -> Speech:
        """`text` as sound. Raises CallCenterError for a voice that is not there."""
        if self._library.espeak_SetVoiceByName(voice.name.encode()) != 0:
            raise CallCenterError(f"espeak-ng has no voice {voice.name!r}; use one that `espeak-ng --voices` lists")
        for parameter, value in ((_RATE, voice.speed), (_PITCH, voice.pitch), (_RANGE, voice.pitch_range)):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._sound.clear()
        self._events.clear()
        raw = text.encode()
        size = ctypes.c_size_t(len(raw) + 1)
        self._library.espeak_Synth(raw, size, 0, _CHARACTER_POSITION, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        return Speech(np.frombuffer(bytes(self._sound), np.int16), self._rate, tuple(self._events))

    def _collect(self, wave: int | None, count: int, events: "ctypes._Pointer[_Event]") -> int:
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
