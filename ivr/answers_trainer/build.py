"""From the corpus's files to the models' files, with a manifest beside them that says how well they did unseen."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from callcenter.kit.languages import Language
from ivr.answers.freshness import CORPUS, made_from, read_corpus
from ivr.answers.loader import load_concepts
from ivr.answers.model import AnswerModel
from ivr.answers.model_file import SHIPPED, VERSION, manifest_path, save_models
from ivr.answers.names import Asked
from ivr.answers_trainer.train import FIRST_SHARPNESS, train_all
from ivr.answers_trainer.validate import cross_validate, sharpness_of


def build_language(language: Language, corpus: Path = CORPUS, folder: Path = SHIPPED) -> Iterator[str]:
    """Train all questions of a language; yields what a person wants to read about it."""
    answers = read_corpus(language, corpus)
    concepts = load_concepts(language)
    trained = train_all(answers, language, concepts)
    validated = cross_validate(answers, language, concepts)
    models: dict[Asked, AnswerModel] = {}
    figures: dict[str, object] = {}
    for asked, guesses in validated.items():
        sharpness = sharpness_of(guesses, FIRST_SHARPNESS)
        models[asked] = replace(trained[asked], sharpness=sharpness)
        right = sum(guess.best is guess.lesson.meaning for guess in guesses) / max(1, len(guesses))
        figures[asked.value] = {"answers": len(guesses), "right": round(right, 3), "sharpness": sharpness}
        yield f"{language} {asked}: {len(guesses)} answers, {right:.1%} right unseen"
    path = save_models(models, language, folder)
    manifest = {
        "language": language.value,
        "features": VERSION,
        "made_from": made_from(language, corpus),
        "questions": figures,
    }
    manifest_path(language, folder).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    yield f"{path.name}: {path.stat().st_size / 1e6:.1f} MB"
