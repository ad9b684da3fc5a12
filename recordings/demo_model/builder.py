"""The steps of a build, in their order: network, graph, choice of settings, figures, manifest."""

import json
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from recordings.demo_model.espeak import Espeak
from recordings.demo_model.expand import expand, unknown_word
from recordings.demo_model.figures import Figures, Rate, Tried
from recordings.demo_model.golden import write_golden
from recordings.demo_model.lexicon import Heard, gather, unheard_words
from recordings.demo_model.limits import over_limits
from recordings.demo_model.manifest import manifest, readme
from recordings.demo_model.measure import CHOOSING_SEED, Meter
from recordings.demo_model.model_folder import ModelFolder
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.product_phrases import phrases_of
from recordings.demo_model.recognise import Recogniser
from recordings.demo_model.seen import seen_marks
from recordings.demo_model.sentence_sets import HANDWRITTEN, UNSEEN, sentence_sets
from recordings.demo_model.talker import Report

_SCALES = (0.4, 0.5, 0.6, 0.8, 1.0)
_FIRST_SCALE = 0.6
_CHOOSING_SENTENCES = 150


class Builder:
    """Builds the model of one language in `folder`; `work` keeps figures between steps."""

    def __init__(self, language: Language, folder: Path, work: Path, report: Report) -> None:
        self._language = language
        self._folder = ModelFolder(folder)
        self._figures = work / f"{language.value}-figures.json"
        self._report = report

    def build(self, *, is_new_network: bool, utterances: int, minutes: float, seed: int, sentences: int) -> None:
        """All steps; the network is kept where it can hear every word of the phrases."""
        if is_new_network or not self._network_fits():
            # Imported here: only a new network needs torch, and a changed phrase does not need a new network.
            from recordings.demo_model.teach import teach

            teach(self._phrases, self._espeak, self._folder, self._report, utterances=utterances, minutes=minutes)
            self.graph()
            self.choose()
        else:
            self._report(f"the network in {self._folder.path} can hear every word of the phrases; it is kept")
            self.graph()
        self.measure(seed, sentences)
        self.manifest()

    def graph(self, scale: float | None = None, *, has_unknown: bool = True) -> None:
        """A new graph on the network that is there; without `scale` the acoustic scale stays."""
        unknown = unknown_word(self._language) if has_unknown else None
        expand(self._phrases, self._heard, self._folder, self._report, unknown)
        self._folder.set_scale(scale or self._folder.scale() or _FIRST_SCALE)

    def choose(self) -> None:
        """Choose the acoustic scale on the choosing seed, and keep what was tried, also without an unknown word."""
        tried = [self._try(scale, has_unknown=True) for scale in _SCALES]
        best = min(tried, key=lambda row: row["unseen_sentences_wer"] + row["hand_written_wer"])
        scale = best["acoustic_scale"]
        self.graph(has_unknown=False)
        plain = self._try(scale, has_unknown=False)
        self.graph(scale)
        self._folder.add_to_training({"settings_chosen_on": [*tried, plain]})
        self._report(f"acoustic scale {scale} is chosen")

    def measure(self, seed: int, sentences: int) -> None:
        """Measure the model and keep the figures for the manifest."""
        meter = self._meter()
        seen = seen_marks(self._phrases, self._folder)
        measured = meter.sentences(sentence_sets(self._phrases, seen, sentences, seed), seed)
        figures = Figures(
            word_error_rate_percent={
                name: Rate(wer=score.percent, wrong=score.wrong, words=score.words)
                for name, score in measured.scores.items()
            },
            seed=seed,
            times_real_time_one_core=round(measured.audio_s / measured.cpu_s),
            unknown_words=meter.unknown_words(frozenset(self._folder.words()), seed),
            demo_dialogues=meter.calls(),
            heard_in_silence_noise_and_tones=meter.quiet(),
        )
        self._report(f"unknown words: {figures['unknown_words']}")
        self._figures.parent.mkdir(parents=True, exist_ok=True)
        self._figures.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")

    def manifest(self) -> None:
        """Write manifest.json and README.md from the last figures; CallCenterError where these miss the limits."""
        try:
            figures: Figures = json.loads(self._figures.read_text(encoding="utf-8"))
        except FileNotFoundError as exc:
            raise CallCenterError(f"no figures in {self._figures}; measure the model first: measure LANG") from exc
        engine = f"espeak-ng {self._espeak.version} (espeakng-loader {version('espeakng-loader')})"
        made = manifest(self._language, self._folder, figures, self._phrases.digest(), engine)
        self._folder.write_text("manifest.json", json.dumps(made, ensure_ascii=False, indent=1) + "\n")
        self._folder.write_text("README.md", readme(self._language, self._folder, figures))
        problems = list(over_limits(self._language, figures, self._folder.size))
        if problems:
            raise CallCenterError(
                f"the model in {self._folder.path} is not good enough: {'; '.join(problems)}. "
                "Train a new network (build LANG --new-network), or longer (--minutes)"
            )

    def golden(self, folder: Path) -> Path:
        """Write the golden dialogue of the tests."""
        return write_golden(self._espeak, self._phrases, folder)

    @cached_property
    def _phrases(self) -> Phrases:
        return phrases_of(self._language)

    @cached_property
    def _espeak(self) -> Espeak:
        return Espeak()

    @cached_property
    def _heard(self) -> Heard:
        return gather(self._phrases, self._espeak)

    def _network_fits(self) -> bool:
        """Whether there is a network, and it can hear every word in some way."""
        return self._folder.has_network and not unheard_words(self._phrases, self._heard, self._folder.phonemes())

    def _meter(self, report: Report | None = None) -> Meter:
        return Meter(Recogniser(self._folder.path), self._espeak, self._phrases, report or self._report)

    def _try(self, scale: float, *, has_unknown: bool) -> Tried:
        self._folder.set_scale(scale)
        sets = sentence_sets(self._phrases, seen_marks(self._phrases, self._folder), _CHOOSING_SENTENCES, CHOOSING_SEED)
        wanted = [one for one in sets if one.name in (UNSEEN, HANDWRITTEN)]
        scores = self._meter(lambda line: None).sentences(wanted, CHOOSING_SEED).scores
        row = Tried(
            seed=CHOOSING_SEED,
            acoustic_scale=scale,
            has_unknown_word=has_unknown,
            unseen_sentences_wer=scores[UNSEEN].percent,
            hand_written_wer=scores[HANDWRITTEN].percent,
        )
        self._report(f"tried: {row}")
        return row
