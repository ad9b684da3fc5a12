"""Measures a model: held-out voices, hand-written sentences, the demo's own calls, unknown words, quiet lines."""

import random
import time
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from callcenter.clinic.demo.load import load_demo
from recordings.demo_model.demo_calls import demo_calls
from recordings.demo_model.features import RATE
from recordings.demo_model.figures import Calls, Starts, UnknownWords
from recordings.demo_model.noises import quiet_lines
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.recognise import Recogniser
from recordings.demo_model.render import render
from recordings.demo_model.sentence_sets import SentenceSet
from recordings.demo_model.spoken_call import SIDES, speak_call, start_errors
from recordings.demo_model.talker import Matcher, Report, Talker
from recordings.demo_model.unknown_score import UnknownScore, count_unknown
from recordings.demo_model.voices import HELD_OUT_VARIANTS, random_voice
from recordings.demo_model.word_errors import Score, units
from scripts_library.loader import shipped_library

CHOOSING_SEED = 4242
"""Settings are chosen on the sentences of this seed; figures come from another."""
FINAL_SEED = 90_001
_VOICES = 11


@dataclass(slots=True)
class Measured:
    """Scores by the name of their set, and how fast the model was."""

    scores: dict[str, Score] = field(default_factory=dict)
    cpu_s: float = 0.0
    audio_s: float = 0.0


class Meter:
    """One model with the voice that it is measured with."""

    def __init__(self, recogniser: Recogniser, talker: Talker, phrases: Phrases, report: Report) -> None:
        self._recogniser = recogniser
        self._talker = talker
        self._phrases = phrases
        self._report = report

    def sentences(self, sets: Collection[SentenceSet], seed: int) -> Measured:
        """Word errors of each set; what was heard wrongly is reported."""
        measured = Measured()
        language = self._phrases.language
        for one in sets:
            rng = random.Random(seed + _VOICES)
            score = measured.scores[one.name] = Score()
            for text in one.texts:
                voice = random_voice(language, one.variants, rng)
                sound = render(self._talker, text, language, voice, rng, is_distorted=one.is_distorted)
                begun = time.process_time()
                heard = units(self._recogniser.hear(sound.samples).text, language)
                measured.cpu_s += time.process_time() - begun
                measured.audio_s += len(sound.samples) / RATE
                said = units(self._phrases.words(text), language)
                if score.add(said, heard):
                    self._report(f"    {voice.name}: {' '.join(said)} -> {' '.join(heard)}")
            self._report(f"{one.name}: {score.percent} % of {score.words} ({score.exact} of {score.sentences} exact)")
        return measured

    def unknown_words(self, vocabulary: Collection[str], seed: int, rounds: int = 3) -> UnknownWords:
        """What becomes of words outside the vocabulary and of the known words of the same sentences.

        Each sentence is said `rounds` times by held-out voices.
        """
        rng = random.Random(seed)
        language = self._phrases.language
        matcher = Matcher(self._talker, language)
        scores = UnknownScore(), UnknownScore()
        for text in self._phrases.unknown * rounds:
            voice = random_voice(language, HELD_OUT_VARIANTS, rng)
            sound = render(self._talker, text, language, voice, rng)
            spoken = matcher.match(sound.words, self._phrases.words(text))
            heard = self._recogniser.hear(sound.samples)
            if spoken is None:
                self._report(f"    passed over, parted into other words: {text}")
                continue
            said = " ".join(f"{word['word']}:{word['conf']:.2f}" for word in heard.words)
            self._report(f"    {text} -> {said}")
            count_unknown(spoken, sound.sounds[-1].start, heard.words, vocabulary, scores)
        return {"outside_vocabulary": scores[0].shares(), "inside_vocabulary": scores[1].shares()}

    def calls(self) -> Calls:
        """The demo's calls in the demo's voices: word errors, and how far the starts of words are off."""
        language = self._phrases.language
        score, late = Score(), list[float]()
        for call in demo_calls(load_demo(language), shipped_library()):
            spoken = speak_call(self._talker, self._phrases, call.turns)
            for channel, side in enumerate(SIDES):
                heard = self._recogniser.hear(spoken.samples[:, channel])
                truth = [word.text for word in spoken.words[side]]
                late += start_errors(spoken.words[side], heard.words)
                if score.add(units(truth, language), units(heard.text, language)):
                    self._report(f"    {call.id} {side}: {' '.join(truth)}\n    heard: {' '.join(heard.text)}")
        off = np.abs(late) * 1000
        starts = Starts(
            median=round(float(np.median(off))), p95=round(float(np.percentile(off, 95))), max=round(float(off.max()))
        )
        found = Calls(words=score.words, wrong=score.wrong, wer=score.percent, word_start_error_ms=starts)
        self._report(f"the demo's calls: {found}")
        return found

    def quiet(self) -> str:
        """All that is heard on lines on which nobody speaks; it should be nothing."""
        return " ".join(word for sound in quiet_lines().values() for word in self._recogniser.hear(sound).text)
