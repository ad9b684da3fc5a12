"""The files of prompts as a real Asterisk plays them: a wrong header would be silence in the patient's ear."""

from pathlib import Path

import numpy as np
import pytest

from callcenter.kit.clock import SystemClock
from callcenter.kit.languages import Language
from callcenter.telephony.port import Offered
from ivr.flow.commands import Said
from ivr.prompt_sounds.general_store import GeneralStore
from ivr.prompt_sounds.limited_voice import LimitedVoice
from ivr.prompt_sounds.pair_store import path_of
from ivr.prompt_sounds.render_store import RenderStore
from ivr.prompt_sounds.service import PromptSounds
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.speech.espeak import EspeakVoice
from ivr.speech.port import Samples
from tests.support.asterisk.config import Settings
from tests.support.asterisk.driver import AsteriskUnderTest
from tests.support.asterisk.install import Installation
from tests.support.asterisk.running import RunningAsterisk

pytestmark = pytest.mark.asterisk

_LAST_FRAMES = 400
"""Samples at the end that may not have left yet when the next step begins."""


@pytest.mark.parametrize("only", [None, Rate.NARROW, Rate.WIDE], ids=["both", "8 kHz", "16 kHz"])
def test_patient_hears_the_very_samples_of_a_prompt(
    installation: Installation, tmp_path: Path, only: Rate | None
) -> None:
    voice = EspeakVoice(rate_hz=Rate.WIDE)
    sounds = PromptSounds(
        studio=StudioStore(tmp_path),
        renders=RenderStore(tmp_path / "rendered", SystemClock()),
        general=GeneralStore(tmp_path / "rendered" / "general"),
        voice=LimitedVoice(voice),
    )
    said = Said(prompt="wait", text="Ждите.", spoken="Спасибо, ждите.", private=False, fixed=True)
    sound = sounds.sound_of(said, Language.RU)
    voice.close()
    assert sound.path is not None
    if only is not None:
        other = Rate.WIDE if only is Rate.NARROW else Rate.NARROW
        path_of(sound.path.parent, sound.path.stem, other).unlink()
    asterisk = RunningAsterisk(installation, Settings(notice=str(sound.path.with_suffix(""))))
    with asterisk, AsteriskUnderTest(asterisk) as pbx:
        leg = pbx.patient_calls("+79161234567")
        pbx.first(Offered)
        heard = pbx.leg(leg).audio.heard()
    assert _likeness(heard, sound.samples[:-_LAST_FRAMES]) > 0.9


def _likeness(heard: Samples, played: Samples) -> float:
    """The highest correlation of what was played with any stretch of what was heard."""
    one, other = heard.astype(np.float64), played.astype(np.float64)
    assert len(one) >= len(other)
    size = 1 << (len(one) + len(other)).bit_length()
    products = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)[
        : len(one) - len(other) + 1
    ]
    sums = np.concatenate(([0.0], np.cumsum(one**2)))
    powers = sums[len(other) :] - sums[: len(one) - len(other) + 1]
    return float(np.max(products / np.sqrt(np.maximum(powers, 1.0) * (other**2).sum())))
