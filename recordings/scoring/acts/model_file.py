"""Act models as files: what the trainer writes and the scoring reads. One of the few places here that touch files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import Language
from callcenter.kit.wordmodel.linear import packed
from recordings.scoring.acts import features
from recordings.scoring.acts.model import ActModel
from recordings.scoring.text import UNSPACED_LANGUAGES

SHIPPED = Path(__file__).parent / "models"
ADMINISTRATOR, PATIENT = "administrator", "patient"
SIDES = (ADMINISTRATOR, PATIENT)


class ActModelError(CallCenterError):
    """A model of acts cannot be used; the message says what to do."""


@cache
def load_model(language: Language, side: str, folder: Path = SHIPPED) -> ActModel:
    """The model of one language and side. Raises ActModelError where it is missing, broken or of another version."""
    path = model_path(language, side, folder)
    try:
        with np.load(path) as file:
            parts = {name: file[name] for name in ("features", "weights", "scale", "bias", "acts", "version", "common")}
    except (OSError, ValueError, KeyError) as exc:
        raise ActModelError(f"{path.name} cannot be read ({exc}); put the product's own file back") from exc
    if int(parts["version"]) != features.VERSION:
        raise ActModelError(f"{path.name} was made for other features; run 'make act-models'")
    return ActModel(
        acts=tuple(str(act) for act in parts["acts"]),
        rows={int(feature): row for row, feature in enumerate(parts["features"])},
        weights=parts["weights"].astype(np.float32) * parts["scale"],
        bias=parts["bias"],
        spaced=language.value not in UNSPACED_LANGUAGES,
        common=frozenset(str(word) for word in parts["common"]),
    )


def save_model(
    model: ActModel, language: Language, side: str, folder: Path = SHIPPED, *, common: tuple[str, ...] = ()
) -> Path:
    """Write a model; weights are kept in steps of a 127th of the act's largest."""
    folder.mkdir(parents=True, exist_ok=True)
    path = model_path(language, side, folder)
    ordered = sorted(model.rows)
    weights: NDArray[np.float32] = model.weights[[model.rows[feature] for feature in ordered]]
    steps, scale = packed(weights)
    np.savez_compressed(
        path,
        features=np.array(ordered, dtype=np.uint32),
        weights=steps,
        scale=scale,
        bias=model.bias,
        acts=np.array(model.acts),
        version=np.array(features.VERSION),
        common=np.array(common, dtype=np.str_),
    )
    return path


def model_path(language: Language, side: str, folder: Path = SHIPPED) -> Path:
    """Where the model of a language and side stands."""
    return folder / f"{language.value}-{side}.npz"


def manifest_path(language: Language, folder: Path = SHIPPED) -> Path:
    """Where it stands what the models of a language were made from."""
    return folder / f"{language.value}.json"


@dataclass(frozen=True, slots=True)
class ActManifest:
    """What the models of a language were made from."""

    version: int
    """Of the features."""
    corpus: Mapping[str, str]
    """The SHA-256 of the corpus by side."""


def load_manifest(language: Language, folder: Path = SHIPPED) -> ActManifest:
    """What the models of a language were made from. Raises ActModelError."""
    path = manifest_path(language, folder)
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        sides = {side: str(given["corpus"]) for side, given in written["sides"].items()}
        return ActManifest(int(written["features"]), sides)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ActModelError(
            f"the manifest of the act models for {language} cannot be read; run 'make act-models'"
        ) from exc
