"""A studio in small: prompts said by the real voice engine, and the files that a studio would send."""

from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from callcenter.kit.languages import Language
from ivr.speech.espeak import EspeakVoice
from ivr.speech.port import Speaker

RATE_HZ = 16000
Wave = npt.NDArray[np.float64]


@cache
def spoken(text: str, language: Language = Language.RU) -> Wave:
    """`text` in another voice than the robot's, -1 to 1 at RATE_HZ."""
    voice = EspeakVoice(rate_hz=RATE_HZ)
    try:
        return voice.samples(text, language, Speaker.OPERATOR_MALE).astype(np.float64) / 32768
    finally:
        voice.close()


def studio_file(path: Path, wave: Wave, rate_hz: int = RATE_HZ, *, subtype: str | None = None) -> Path:
    """The file a studio sends; its form is told by the ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, wave, rate_hz, subtype=subtype)
    return path
