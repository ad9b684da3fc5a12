"""From the corpus's files to the models' files, with a manifest beside them that says how well they did unseen."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.act_trainer.augment import Lesson
from recordings.act_trainer.common import common_words
from recordings.act_trainer.labelled import labelled_calls
from recordings.act_trainer.opinion import train_opinion
from recordings.act_trainer.train import train
from recordings.act_trainer.validate import CrossValidated, calibrated, cross_validate
from recordings.scoring.acts import features
from recordings.scoring.acts.corpus import Example, read_corpus
from recordings.scoring.acts.freshness import SHIPPED as SHIPPED_CORPUS
from recordings.scoring.acts.freshness import corpus_path
from recordings.scoring.acts.model_file import ADMINISTRATOR, SHIPPED, SIDES, manifest_path, save_model
from recordings.scoring.acts.names import AdministratorAct, PatientAct
from recordings.scoring.engine import RULES
from recordings.scoring.opinion.opinion_file import save_opinion
from recordings.scoring.text import UNSPACED_LANGUAGES, make_spoken


def build_language(language: Language, corpus: Path = SHIPPED_CORPUS, models: Path = SHIPPED) -> Iterator[str]:
    """Train both sides of a language; yields what a person wants to read about it."""
    manifest: dict[str, object] = {"language": language.value, "features": features.VERSION, "sides": {}}
    sides: dict[str, object] = {}
    for side in SIDES:
        path = corpus_path(language, side, corpus)
        examples = read_side(path, side)
        common = common_words(text for other in SIDES for text in _texts(corpus_path(language, other, corpus), other))
        lessons = [lesson for example in examples if (lesson := make_lesson(example, language)).words]
        acts = sorted({act for lesson in lessons for act in lesson.acts})
        spaced = language.value not in UNSPACED_LANGUAGES
        validated = cross_validate(lessons, acts, spaced=spaced)
        model = calibrated(train(lessons, acts, spaced=spaced), validated)
        written = save_model(model, language, side, models, common=common)
        sides[side] = {
            "corpus": sha256(path.read_bytes()).hexdigest(),
            "utterances": len(lessons),
            "acts": {act: found.as_json() for act, found in validated.items()},
        }
        yield summary(language, side, len(lessons), validated, written.stat().st_size)
        for act, found in sorted(validated.items(), key=lambda item: item[1].f1)[:12]:
            yield f"    {act:18} {found.utterances:5} utterances  F1 {found.f1:.2f}  damaged {found.f1_damaged:.2f}"
    manifest["sides"] = sides
    manifest_path(language, models).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def build_opinion() -> Iterator[str]:
    """Form the second opinion from the labelled calls; yields what a person wants to read about it."""
    calls = list(labelled_calls())
    opinion = train_opinion(calls, list(RULES))
    save_opinion(opinion)
    deciding = [name for name, one in {**opinion.criteria, **opinion.facts}.items() if one.decides]
    yield f"second opinion from {len(calls)} labelled calls; it decides on {', '.join(deciding)}"


def read_side(path: Path, side: str) -> list[Example]:
    """The utterances of a side's corpus."""
    known = [*(AdministratorAct if side == ADMINISTRATOR else PatientAct)]
    return list(read_corpus(path.read_text(encoding="utf-8"), path, [act.value for act in known]))


def _texts(path: Path, side: str) -> list[str]:
    return [example.text for example in read_side(path, side)]


def make_lesson(example: Example, language: Language) -> Lesson:
    """An utterance in matching form."""
    return Lesson(make_spoken(example.text, language.value).words, example.acts)


def summary(language: Language, side: str, lessons: int, validated: dict[str, CrossValidated], size: int) -> str:
    """One line about a side."""
    mean = sum(found.f1 for found in validated.values()) / len(validated)
    damaged = sum(found.f1_damaged for found in validated.values()) / len(validated)
    return f"{language} {side}: {lessons} utterances, F1 {mean:.3f}, damaged {damaged:.3f}, {size / 1e6:.1f} MB"
