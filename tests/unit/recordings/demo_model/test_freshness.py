"""`callcenter lint` tells when the demo's texts have changed and a speech model has not."""

import json
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.demo_model.freshness import stale_models
from recordings.demo_model.product_phrases import phrases_of


def manifest(folder: Path, language: Language, digest: str) -> Path:
    path = folder / f"demo-{language.value}" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"language": language.value, "phrases_sha256": digest}, indent=1), encoding="utf-8")
    return path


def test_a_model_of_other_texts_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = manifest(tmp_path, Language.PL, "0" * 64)

    (problem,) = stale_models(tmp_path)

    assert problem.startswith(f"{path}:3: the demo's texts have changed")
    assert "make demo-model LANG=pl" in problem


def test_a_model_of_the_texts_of_now_is_no_problem(tmp_path: Path) -> None:
    manifest(tmp_path, Language.EN, phrases_of(Language.EN).digest())

    assert list(stale_models(tmp_path)) == []


def test_a_language_without_a_model_is_no_problem(tmp_path: Path) -> None:
    assert list(stale_models(tmp_path)) == []
