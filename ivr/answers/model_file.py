"""Answer models as files: what the trainer writes and the parser reads. One of the few places here that touch files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.wordmodel import features
from callcenter.kit.wordmodel.linear import packed
from ivr.answers import answer_features
from ivr.answers.model import AnswerModel
from ivr.answers.names import Asked, Meaning

SHIPPED = Path(__file__).parent / "models"
VERSION = features.VERSION * 100 + answer_features.VERSION
"""Of the features that a model knows."""
_PARTS = ("features", "weights", "scale", "bias", "meanings", "sharpness")


class AnswerModelError(CallCenterError):
    """A model of answers cannot be used; the message says what to do."""


@cache
def load_models(language: Language, folder: Path = SHIPPED) -> Mapping[Asked, AnswerModel]:
    """The models of a language by question. Raises AnswerModelError where they are missing, broken or too old."""
    path = models_path(language, folder)
    try:
        with np.load(path) as file:
            if int(file["version"]) != VERSION:
                raise AnswerModelError(f"{path.name} was made for other features; run 'make answer-models'")
            parts = {asked: {name: file[f"{asked}.{name}"] for name in _PARTS} for asked in Asked}
    except (OSError, ValueError, KeyError) as exc:
        raise AnswerModelError(f"{path.name} cannot be read ({exc}); put the product's own file back") from exc
    return {asked: _unpacked(part) for asked, part in parts.items()}


def _unpacked(parts: Mapping[str, NDArray[np.generic]]) -> AnswerModel:
    return AnswerModel(
        meanings=tuple(Meaning(str(name)) for name in parts["meanings"]),
        rows={int(feature): row for row, feature in enumerate(parts["features"].tolist())},
        weights=parts["weights"].astype(np.float32) * parts["scale"].astype(np.float32),
        bias=parts["bias"].astype(np.float32),
        sharpness=float(parts["sharpness"].item()),
    )


def save_models(models: Mapping[Asked, AnswerModel], language: Language, folder: Path = SHIPPED) -> Path:
    """Write the models of a language."""
    folder.mkdir(parents=True, exist_ok=True)
    path = models_path(language, folder)
    parts: dict[str, NDArray[np.generic]] = {"version": np.array(VERSION)}
    for asked, model in models.items():
        ordered = sorted(model.rows)
        steps, scale = packed(model.weights[[model.rows[feature] for feature in ordered]])
        parts |= {
            f"{asked}.features": np.array(ordered, dtype=np.uint32),
            f"{asked}.weights": steps,
            f"{asked}.scale": scale,
            f"{asked}.bias": model.bias,
            f"{asked}.meanings": np.array([meaning.value for meaning in model.meanings]),
            f"{asked}.sharpness": np.array(model.sharpness),
        }
    np.savez_compressed(path, **parts)  # type: ignore[arg-type] # its stub takes the names for its own options
    return path


def models_path(language: Language, folder: Path = SHIPPED) -> Path:
    """Where the models of a language stand."""
    return folder / f"{language.value}.npz"


def manifest_path(language: Language, folder: Path = SHIPPED) -> Path:
    """Where it stands what the models of a language were made from."""
    return folder / f"{language.value}.json"


@dataclass(frozen=True, slots=True)
class AnswerManifest:
    """What the models of a language were made from."""

    version: int
    """Of the features."""
    made_from: str
    """The SHA-256 of the corpus and of the words of concepts."""


def load_manifest(language: Language, folder: Path = SHIPPED) -> AnswerManifest:
    """What the models of a language were made from. Raises AnswerModelError."""
    try:
        written = json.loads(manifest_path(language, folder).read_text(encoding="utf-8"))
        return AnswerManifest(int(written["features"]), str(written["made_from"]))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise AnswerModelError(
            f"the manifest of the answer models for {language} cannot be read; run 'make answer-models'"
        ) from exc
