"""espeak-ng's library: loaded, told what to say, and its events. The only file that imports espeakng_loader.

One a process: started a second time, it reads freed memory and crashes. The product speaks through a process of its own
(espeak_child.py); the builder of the demo's speech models uses it directly.
"""

import ctypes
from collections.abc import Callable, Mapping
from enum import IntEnum

import espeakng_loader

_SYNCHRONOUS = 2
_CHARACTER_POSITION = 1
_UTF8 = 1


class Parameter(IntEnum):
    """What of a voice can be set."""

    RATE = 1
    VOLUME = 2
    PITCH = 3
    RANGE = 4


class EventId(ctypes.Union):
    """What an event carries."""

    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class SpeechEvent(ctypes.Structure):
    """espeak_EVENT of espeak-ng's speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", EventId),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(SpeechEvent))


class EspeakLibrary:
    """The library, loaded and ready."""

    def __init__(self, take: Callable[[int | None, int, "ctypes._Pointer[SpeechEvent]"], int], events: int = 0) -> None:
        """`take` is given each piece of sound (its address, how many samples) with its events, up to one of type 0, and
        returns 0 to go on; `events` asks for more of them than words. Raises OSError without espeak-ng's data.
        """
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = str(espeakng_loader.get_data_path()).encode()
        self.rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, events))
        """Samples a second."""
        if self.rate <= 0:
            raise OSError("espeak-ng found no data files; reinstall espeakng-loader")
        self._callback = _Callback(take)  # kept: the library holds only its address
        self._library.espeak_SetSynthCallback(self._callback)

    @property
    def version(self) -> str:
        """The library's version, such as '1.52.0'."""
        self._library.espeak_Info.restype = ctypes.c_char_p
        return str(self._library.espeak_Info(None).decode())

    def seed(self, number: int) -> None:
        """Where the noise of its voices begins."""
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(number))

    def use(self, voice: str, parameters: Mapping[Parameter, int]) -> bool:
        """Take a voice; False where there is none of this name."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            return False
        for parameter, value in parameters.items():
            self._library.espeak_SetParameter(int(parameter), value, 0)
        return True

    def say(self, text: str) -> None:
        """Say a text; all of it has been handed over when this returns."""
        raw = text.encode()
        size = ctypes.c_size_t(len(raw) + 1)
        self._library.espeak_Synth(raw, size, 0, _CHARACTER_POSITION, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
