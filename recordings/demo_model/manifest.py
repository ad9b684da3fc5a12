"""What a model says of itself: manifest.json and README.md."""

import hashlib
from dataclasses import asdict

from callcenter.kit.languages import Language
from ivr.speech.port import Speaker
from recordings.demo_model.expand import unknown_word
from recordings.demo_model.figures import Figures
from recordings.demo_model.model_folder import ModelFolder
from recordings.demo_model.voices import HELD_OUT_VARIANTS, TRAINING_VARIANTS, demo_voice, voice_name

BUILDER_VERSION = "2"

_NAMES = {
    Language.RU: "Russian",
    Language.UK: "Ukrainian",
    Language.PL: "Polish",
    Language.EN: "English",
    Language.ZH: "Chinese",
}
_SPELLING = {
    Language.RU: "small letters; е for ё everywhere: compare after mapping ё to е; words with a hyphen are one word",
    Language.UK: "small letters; one apostrophe: ' (U+0027); words with a hyphen are one word",
    Language.PL: "small letters; words with a hyphen are one word",
    Language.EN: "small letters; American pronunciation (en-us); one apostrophe: ' (U+0027)",
    Language.ZH: "simplified signs without punctuation; which signs are one word, the phrase file's compounds say",
}
_HOW_MEASURED = (
    "Sentences that neither network nor language model saw, drawn with a seed on which nothing was chosen; settings"
    " (acoustic scale, unknown word) were chosen on another. Held-out voices are variants of the same synthesiser, and"
    " unseen sentences come from the same templates: hand-written sentences are the fairer figure. Chinese is counted"
    " in signs."
)
_README = """# demo-{code}: a Vosk model of the demo's own {name}

Recognises **synthetic speech of espeak-ng and nothing else**. It exists so that the demo and the tests run the real
path (sound, Vosk, words with times) on a machine without a network. On a human voice its output is nonsense, so a model
whose `manifest.json` says `"demo": true` is refused for real calls; a clinic uses an official Vosk model instead.

- Vocabulary: {words} words, every word of the demo's scripts, patients' replies, names, dates and times.
- Other words: {unknown} % of them come out as `[unk]` or with a confidence below 0.5; the rest are heard, with some
  confidence, as known words that sound alike. Of the known words beside them, {known} % come out so too.
- Spelling: {spelling}.
- Best recognised voices: those of the demo, `{demo}`.
- Figures, voices, hash of the phrases and checksums of the files: `manifest.json`. Size: {size:.1f} MB.
- When the demo's texts change, `callcenter lint` says so: `make demo-model LANG={code}` (see `recordings/demo_model`).
"""


def manifest(language: Language, folder: ModelFolder, figures: Figures, digest: str, engine: str) -> dict[str, object]:
    """The manifest of the model in `folder`; `digest` is the phrases' hash, `engine` names the voice."""
    files = folder.parts()
    return {
        "name": f"demo-{language.value}",
        "language": language.value,
        "demo": True,
        "version": "1",
        "purpose": "synthetic demo calls and tests only; refused for real calls",
        "rate": 8000,
        "phrases_sha256": digest,
        "vocabulary": len(folder.words()),
        "spelling": _SPELLING[language],
        "voices": {
            "engine": engine,
            "demo": [demo_voice(language, speaker).name for speaker in Speaker],
            "trained": [voice_name(language, variant) for variant in TRAINING_VARIANTS],
            "held_out": [voice_name(language, variant) for variant in HELD_OUT_VARIANTS],
        },
        **figures,
        "how_measured": _HOW_MEASURED,
        "built": {
            "builder_version": BUILDER_VERSION,
            "how": "phrases of the demo spoken by espeak-ng, telephone distortion, time-delay network on 40 MFCC,"
            " interpolated bigram, graph and Kaldi files written in Python",
            "acoustic_scale": folder.scale(),
            "unknown_word": asdict(unknown_word(language)),
            "network": folder.training(),
        },
        "size_bytes": folder.size,
        "files": {
            path.relative_to(folder.path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        },
    }


def readme(language: Language, folder: ModelFolder, figures: Figures) -> str:
    """The README of the model in `folder`."""
    unknown = figures["unknown_words"]
    return _README.format(
        code=language.value,
        name=_NAMES[language],
        words=len(folder.words()),
        unknown=unknown["outside_vocabulary"]["unknown_or_unsure_percent"],
        known=unknown["inside_vocabulary"]["unknown_or_unsure_percent"],
        spelling=_SPELLING[language],
        demo="`, `".join(demo_voice(language, speaker).name for speaker in Speaker),
        size=folder.size / 1e6,
    )
