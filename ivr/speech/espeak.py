"""espeak-ng, the voice that comes with the product: every language of ours, no files to fetch, not a natural voice."""

from pathlib import Path

import numpy as np
import soxr

from callcenter.kit.languages import Language
from ivr.speech import frames
from ivr.speech.cache import SpeechCache, key_of
from ivr.speech.espeak_process import EspeakProcess, Request
from ivr.speech.port import RATE_HZ, Samples, Speaker, Speech, SpeechError, Word
from ivr.speech.spelling import for_espeak
from ivr.speech.voices import sound_of

LONGEST_TEXT = 2000
"""Signs; about two minutes of speech. A longer text is a mistake in the content."""

_VERSION = "espeak-1"
"""Part of every cache key: raise it when the way from text to samples changes."""


class EspeakVoice:
    """A `Voice` by espeak-ng in a process of its own, with a cache on disk where a folder is given."""

    def __init__(
        self, cache: Path | None = None, *, process: EspeakProcess | None = None, rate_hz: int = RATE_HZ
    ) -> None:
        """`rate_hz`: samples a second of what it gives, up to the engine's own 22,050."""
        self._rate_hz = rate_hz
        self._cache = SpeechCache(cache) if cache else None
        self._process = process or EspeakProcess()

    def speak(self, text: str, language: Language, speaker: str) -> Speech:
        """`text` said by the voice of `speaker`, a value of Speaker. Raises SpeechError."""
        text = " ".join(text.replace("\0", " ").split())
        if not text:
            return Speech(np.zeros(0, dtype=np.int16), rate_hz=self._rate_hz)
        if len(text) > LONGEST_TEXT:
            raise SpeechError(f"a text of {len(text)} signs is too long to be said; {LONGEST_TEXT} is the most")
        frame = self._render(_request(text, language, speaker))
        samples = np.frombuffer(frame.pcm, dtype="<i2").astype(np.int16, copy=False)
        return Speech(samples, tuple(Word(word, start) for word, start in frame.words), self._rate_hz)

    def samples(self, text: str, language: Language, speaker: str) -> Samples:
        """The sound alone."""
        return self.speak(text, language, speaker).samples

    def fingerprint(self, text: str, language: Language, speaker: str) -> str:
        """Names everything that shapes the sound of a text; another voice, speed or spelling gives another one."""
        return self._key(_request(" ".join(text.split()), language, speaker))

    def close(self) -> None:
        """End the engine's process; the next text starts a new one."""
        self._process.close()

    def _key(self, request: Request) -> str:
        return key_of((_VERSION, str(self._rate_hz), request.line().decode()))

    def _render(self, request: Request) -> frames.Frame:
        key = self._key(request)
        kept = self._cache.find(key) if self._cache else None
        if kept is not None:
            return kept
        frame = _at_rate(self._process.render(request), self._rate_hz)
        if self._cache:
            self._cache.keep(key, frame)
        return frame


def _known(speaker: str) -> Speaker:
    try:
        return Speaker(speaker)
    except ValueError as exc:
        known = ", ".join(one.value for one in Speaker)
        raise SpeechError(f"speaker {speaker!r} is not known; use one of {known}") from exc


def _request(text: str, language: Language, speaker: str) -> Request:
    sound = sound_of(language, _known(speaker))
    return Request(
        text=for_espeak(text, language),
        voice=sound.voice,
        speed=sound.speed,
        pitch=sound.pitch,
        inflection=sound.inflection,
        volume=sound.volume,
    )


def _at_rate(frame: frames.Frame, rate_hz: int) -> frames.Frame:
    """The same speech at the rate that was asked for."""
    raw = np.frombuffer(frame.pcm, dtype="<i2")
    if not len(raw):
        raise SpeechError("the voice engine made no sound of a text; it may hold only signs that cannot be said")
    resampled = np.asarray(soxr.resample(raw, frame.rate, rate_hz), dtype="<i2")
    return frames.Frame(rate_hz, resampled.tobytes(), frame.words)
