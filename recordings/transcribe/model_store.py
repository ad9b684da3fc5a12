"""Which speech models this machine has."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from callcenter.kit.languages import Language
from recordings.transcribe.port import SpeechModel, TranscribeError

SHIPPED = Path(__file__).parent.parent / "models"
"""Demo models that come with the product, as demo-<language>."""

_MUST_HAVE = ("am/final.mdl", "conf/mfcc.conf")
_LONGEST_NAME = 120
_GRAPHS = ("graph/HCLG.fst", "graph/HCLr.fst")


class ModelStore:
    """The clinic's own models, one folder a language, and the demo models that come with the product."""

    def __init__(self, folder: Path, *, allow_demo: bool, shipped: Path = SHIPPED) -> None:
        """`folder` holds <language>/ with a Vosk model each; demo models are used only with `allow_demo`,
        because they understand synthetic voices and would write nonsense for a real caller."""
        self._folder = folder
        self._allow_demo = allow_demo
        self._shipped = shipped

    def find(self, language: Language) -> SpeechModel | None:
        """The model for `language`; None where there is none, which is a normal thing.

        Raises TranscribeError where the folder is there but holds no whole model, or one of another language.
        """
        own = self._folder / language.value
        if own.is_dir():
            model = _read(own, language)
            if model.is_demo and not self._allow_demo:
                raise TranscribeError(
                    f"the model in {own} is a demo model that understands synthetic voices only; "
                    "put an official Vosk model there"
                )
            return model
        demo = self._shipped / f"demo-{language.value}"
        if self._allow_demo and demo.is_dir():
            return _read(demo, language)
        return None

    def languages(self) -> Sequence[Language]:
        """The languages that can be transcribed here."""
        return [language for language in Language if self._is_there(language)]

    def _is_there(self, language: Language) -> bool:
        try:
            return self.find(language) is not None
        except TranscribeError:
            return False


def _read(folder: Path, language: Language) -> SpeechModel:
    missing = [name for name in _MUST_HAVE if not (folder / name).is_file()]
    if not any((folder / name).is_file() for name in _GRAPHS):
        missing.append(_GRAPHS[0])
    if missing:
        raise TranscribeError(
            f"the speech model in {folder} is not whole, {missing[0]} is missing; put a complete Vosk model there"
        )
    manifest = _manifest(folder)
    named = str(manifest.get("language", language.value))
    if named != language.value:
        raise TranscribeError(f"the speech model in {folder} is for {named}; put one for {language.value} there")
    is_demo = manifest.get("demo") is True
    name = f"{manifest.get('name', folder.name)} {manifest.get('version', '')}".strip()
    return SpeechModel(language=language, path=folder, name=name[:_LONGEST_NAME], is_demo=is_demo)


def _manifest(folder: Path) -> dict[str, object]:
    """What a model says of itself; official Vosk models say nothing.

    Raises TranscribeError for a manifest that cannot be read: it may be what says that the model is a demo's.
    """
    path = folder / "manifest.json"
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as exc:
        raise TranscribeError(f"{path} cannot be read; put a complete Vosk model there") from exc
    if not isinstance(said, dict):
        raise TranscribeError(f"{path} holds no JSON object; put a complete Vosk model there")
    return cast("dict[str, object]", said)
