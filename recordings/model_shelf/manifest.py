"""What a model says of itself in manifest.json: ours say it, Vosk's official ones have no such file."""

import json
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is used of it."""

    name: str = ""
    version: str = ""
    language: Language | None = None
    is_demo: bool = False


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a model; an empty one where it has none.

    Raises ModelError for one that cannot be read: it may be what says that the model is a demo's.
    """
    path = folder / "manifest.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, RecursionError) as exc:
        raise ModelError(f"{path} cannot be read; put a complete Vosk model there") from exc
    if not isinstance(said, dict):
        raise ModelError(f"{path} holds no JSON object; put a complete Vosk model there")
    return Manifest(
        name=str(said.get("name", "")),
        version=str(said.get("version", "")),
        language=_language(path, said.get("language")),
        is_demo=said.get("demo") is True,
    )


def _language(path: Path, said: object) -> Language | None:
    if said is None:
        return None
    try:
        return Language(str(said))
    except ValueError as exc:
        raise ModelError(f"{path} is of a model for {str(said)[:20]!r}, a language that we do not have") from exc
