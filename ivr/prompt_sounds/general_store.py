"""The general prompt: what is said in place of words that cannot be said. Shipped as sound, so no engine is needed.

A clinic's studio may record it too, under the id `general`. `make_general` renders the shipped files anew.
"""

from contextlib import suppress
from pathlib import Path

from callcenter.kit.languages import Language
from ivr.prompt_sounds.cleaning import levelled
from ivr.prompt_sounds.limited_voice import PromptVoice
from ivr.prompt_sounds.pair_store import path_of, read_samples, write_pair
from ivr.prompt_sounds.sound import NO_SAMPLES, Pair, Rate
from ivr.speech.port import Samples, Speaker

GENERAL = "general"
"""Its id among the prompts."""

GENERAL_TEXTS = {
    Language.RU: "Одну минуту, пожалуйста, вам поможет администратор.",
    Language.UK: "Одну хвилину, будь ласка, вам допоможе адміністратор.",
    Language.PL: "Chwileczkę, proszę, zaraz ktoś Państwu pomoże.",
    Language.EN: "One moment please, a person will help you.",
    Language.ZH: "请稍等，工作人员马上为您服务。",
}

SHIPPED = Path(__file__).parent / "general"


class GeneralStore:
    """The general prompts, copied to where the exchange finds all sounds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for language in Language:
            self._lay_out(language)

    def find(self, language: Language, rate: Rate) -> tuple[Path, Samples]:
        """The file and its samples; it is laid out again where somebody deleted it."""
        laid = path_of(self._folder, language.value, rate)
        samples = read_samples(laid, rate)
        if samples is None:
            self._lay_out(language)
            samples = read_samples(laid, rate)
        if samples is not None:
            return laid, samples
        shipped = path_of(SHIPPED, language.value, rate)
        found = read_samples(shipped, rate)
        return shipped, NO_SAMPLES if found is None else found

    def _lay_out(self, language: Language) -> None:
        parts = {rate: read_samples(path_of(SHIPPED, language.value, rate), rate) for rate in Rate}
        narrow, wide = parts[Rate.NARROW], parts[Rate.WIDE]
        if narrow is None or wide is None:
            return
        if all(read_samples(path_of(self._folder, language.value, rate), rate) is not None for rate in Rate):
            return
        with suppress(OSError):  # a full disk: the shipped file itself is played
            self._folder.mkdir(parents=True, exist_ok=True)
            write_pair(self._folder, language.value, Pair(wide=wide, narrow=narrow))


def make_general(voice: PromptVoice, folder: Path = SHIPPED) -> None:
    """Render the general prompts of all languages. Raises SpeechError, OSError."""
    for language, text in GENERAL_TEXTS.items():
        speech = voice.speak(text, language, Speaker.ROBOT)
        write_pair(folder, language.value, levelled(speech.samples, speech.rate_hz))
