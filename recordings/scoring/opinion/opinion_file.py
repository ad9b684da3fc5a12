"""The opinion as a file: what the trainer writes and the scoring reads."""

from functools import cache
from pathlib import Path

import numpy as np

from recordings.scoring.acts.model_file import ActModelError
from recordings.scoring.opinion import features
from recordings.scoring.opinion.model import Choice, Opinion

SHIPPED = Path(__file__).parent / "opinion.npz"


@cache
def load_opinion(path: Path = SHIPPED) -> Opinion:
    """The shipped opinion. Raises ActModelError where it is missing, broken or of another version."""
    try:
        with np.load(path) as file:
            parts = {name: file[name] for name in file.files}
        if int(parts["version"]) != features.VERSION:
            raise ActModelError(f"{path.name} was made for other features; run 'make act-models'")
        return Opinion(
            criteria={str(name): _choice(str(name), parts) for name in parts["criteria"]},
            facts={str(name): _choice(str(name), parts) for name in parts["facts"]},
        )
    except (OSError, ValueError, KeyError) as exc:
        raise ActModelError(f"{path.name} cannot be read ({exc}); put the product's own file back") from exc


def _choice(name: str, parts: "dict[str, np.ndarray]") -> Choice:
    return Choice(
        values=tuple(str(value) for value in parts[f"{name}.values"]),
        own=tuple(str(one) for one in parts[f"{name}.own"]),
        weights=parts[f"{name}.weights"].astype(np.float32),
        bias=parts[f"{name}.bias"].astype(np.float32),
        decides=bool(parts[f"{name}.decides"]),
    )


def save_opinion(opinion: Opinion, path: Path = SHIPPED) -> None:
    """Write an opinion."""
    parts: dict[str, np.ndarray] = {
        "version": np.array(features.VERSION),
        "criteria": np.array(list(opinion.criteria)),
        "facts": np.array(list(opinion.facts)),
    }
    for name, one in (*opinion.criteria.items(), *opinion.facts.items()):
        parts[f"{name}.values"] = np.array(one.values)
        parts[f"{name}.own"] = np.array(one.own)
        parts[f"{name}.weights"] = one.weights.astype(np.float16)
        parts[f"{name}.bias"] = one.bias.astype(np.float32)
        parts[f"{name}.decides"] = np.array(one.decides)
    np.savez_compressed(path, **parts)  # type: ignore[arg-type] # its one option has a type of its own
