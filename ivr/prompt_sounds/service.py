"""What is played for a prompt: the studio's recording, else the voice engine, else the general prompt."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from ivr.flow.commands import Said
from ivr.prompt_sounds.catalogue import FixedPrompt, PromptRow, PromptState
from ivr.prompt_sounds.cleaning import levelled
from ivr.prompt_sounds.general_store import GENERAL, GENERAL_TEXTS, GeneralStore
from ivr.prompt_sounds.limited_voice import LimitedVoice
from ivr.prompt_sounds.render_store import RenderStore
from ivr.prompt_sounds.sound import NO_SAMPLES, Pair, Rate, Sound, SoundSource
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.prompt_sounds.versions import text_hash
from ivr.speech.port import Samples, SpeechError

log = get_logger(__name__)

_LEVELLING = "prompts-1"
"""Part of every kept sound's name: raise it when the way from the engine's samples to the file changes."""


class PromptSounds:
    """May be asked from several threads."""

    def __init__(
        self, *, studio: StudioStore, renders: RenderStore, general: GeneralStore, voice: LimitedVoice
    ) -> None:
        self.studio = studio
        self._renders = renders
        self._general = general
        self._voice = voice
        self._counts: Counter[SoundSource] = Counter()
        self._lock = threading.Lock()

    def sound_of(self, said: Said, language: Language, rate: Rate = Rate.NARROW, *, as_file: bool = True) -> Sound:
        """What to play for one prompt. Raises nothing for whatever is wrong with files, disk or engine.

        `as_file`: the exchange plays a file, so there must be one; without it the samples alone are enough. Where the
        exchange does not find the file after all, ask once more: it is made again.
        """
        sound = self._sound(said, language, rate, as_file=as_file)
        with self._lock:
            self._counts[sound.source] += 1
        return sound

    def sounds_of(
        self, said: Sequence[Said], language: Language, rate: Rate = Rate.NARROW, *, as_file: bool = True
    ) -> tuple[Sound, ...]:
        """What to play for the prompts of one Play; once the general prompt stands for one, the rest is not said."""
        found: list[Sound] = []
        for one in said:
            found.append(self.sound_of(one, language, rate, as_file=as_file))
            if found[-1].is_general:
                break
        return tuple(found)

    def general_path(self, language: Language, rate: Rate = Rate.NARROW) -> Path:
        """The file of what fits everywhere: 'one moment please, a person will help you'. Raises nothing."""
        return self._general_sound(language, rate)[0]

    def counts(self) -> Mapping[SoundSource, int]:
        """How often each source has spoken since the start."""
        with self._lock:
            return {source: self._counts[source] for source in SoundSource}

    def row_of(self, prompt: FixedPrompt) -> PromptRow:
        """How it stands with a prompt. Raises SpeechError."""
        recording = self.studio.versions(prompt.language, prompt.id).now
        samples = recording and self.studio.samples(prompt.language, prompt.id, recording, Rate.WIDE)
        if recording and samples is not None:
            state = PromptState.RECORDED if recording.fits(prompt.text) else PromptState.STALE
            return PromptRow(prompt=prompt, state=state, seconds=recording.seconds)
        kept = self._renders.find(self._key(prompt.text, prompt.language), Rate.WIDE, fixed=True)
        if kept is None:
            return PromptRow(prompt=prompt, state=PromptState.MISSING)
        return PromptRow(prompt=prompt, state=PromptState.RENDERED, seconds=len(kept[1]) / Rate.WIDE)

    def render(self, prompt: FixedPrompt) -> tuple[Pair, bool]:
        """What the voice engine makes of a prompt, kept from now on, and whether it had to be said. Raises SpeechError,
        OSError where the disk takes no file.
        """
        key = self._key(prompt.text, prompt.language)
        found = {rate: self._renders.find(key, rate, fixed=True) for rate in Rate}
        wide, narrow = found[Rate.WIDE], found[Rate.NARROW]
        if wide is not None and narrow is not None:
            return Pair(wide=wide[1], narrow=narrow[1]), False
        pair = self._spoken(prompt.text, prompt.language)
        if self._renders.keep(key, pair, Rate.WIDE, fixed=True) is None:
            raise OSError(_NOT_KEPT)
        return pair, True

    def _sound(self, said: Said, language: Language, rate: Rate, *, as_file: bool) -> Sound:
        if not said.spoken.strip():
            return Sound(prompt=said.prompt, source=SoundSource.NOTHING, rate=rate, samples=NO_SAMPLES, path=None)
        try:
            return self._recorded(said, language, rate) or self._said(said, language, rate, as_file=as_file)
        except Exception as exc:  # noqa: BLE001 - the edge of a call: whatever goes wrong here, the caller hears something
            reason = type(exc).__name__
            log.warning("a prompt could not be said", prompt=said.prompt, language=language.value, reason=reason)
            path, samples = self._general_sound(language, rate)
            return Sound(prompt=said.prompt, source=SoundSource.GENERAL, rate=rate, samples=samples, path=path)

    def _recorded(self, said: Said, language: Language, rate: Rate) -> Sound | None:
        """The studio's recording of exactly these words."""
        recording = self.studio.versions(language, said.prompt).now
        if recording is None or not recording.fits(said.spoken):
            return None
        samples = self.studio.samples(language, said.prompt, recording, rate)
        if samples is None:
            log.warning("a recorded prompt has no sound", prompt=said.prompt, language=language.value)
            return None
        path = self.studio.path(language, said.prompt, recording, rate)
        return Sound(prompt=said.prompt, source=SoundSource.STUDIO, rate=rate, samples=samples, path=path)

    def _said(self, said: Said, language: Language, rate: Rate, *, as_file: bool) -> Sound:
        key = self._key(said.spoken, language)
        kept = self._renders.find(key, rate, fixed=True)  # where `render` puts what names nothing but the clinic too
        if kept is None and not said.fixed:
            kept = self._renders.find(key, rate, fixed=False)
        if kept is not None:
            path, samples = kept
            return Sound(prompt=said.prompt, source=SoundSource.KEPT, rate=rate, samples=samples, path=path)
        pair = self._spoken(said.spoken, language)
        written = self._renders.keep(key, pair, rate, fixed=said.fixed)
        if written is None and as_file:
            raise OSError(_NOT_KEPT)
        return Sound(prompt=said.prompt, source=SoundSource.ENGINE, rate=rate, samples=pair.at(rate), path=written)

    def _general_sound(self, language: Language, rate: Rate) -> tuple[Path, Samples]:
        recording = self.studio.versions(language, GENERAL).now
        if recording and recording.fits(GENERAL_TEXTS[language]):
            samples = self.studio.samples(language, GENERAL, recording, rate)
            if samples is not None:
                return self.studio.path(language, GENERAL, recording, rate), samples
        return self._general.find(language, rate)

    def _spoken(self, text: str, language: Language) -> Pair:
        speech = self._voice.speak(text, language)
        if not len(speech.samples) or int(np.abs(speech.samples.astype(np.int32)).max()) < _SOFTEST:
            raise SpeechError("the voice engine made no sound of a text; it may hold only signs that cannot be said")
        return levelled(speech.samples, speech.rate_hz)

    def _key(self, text: str, language: Language) -> str:
        return text_hash(f"{_LEVELLING} {self._voice.fingerprint(text, language)}")


_SOFTEST = 33
"""Of 32,768; a sound that stays below it (-60 dB) holds no words."""
_NOT_KEPT = "the disk took no file"
