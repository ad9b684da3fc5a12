"""Which speech model is used for a language."""

from collections.abc import Sequence
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.layout import missing_part
from recordings.model_shelf.manifest import Manifest, read_manifest
from recordings.model_shelf.receipt import read_receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.vocabulary import language_of_model, words_of_model
from recordings.model_shelf.wording import pull_command
from recordings.transcribe.port import ModelUnusableError, SpeechModel

SHIPPED = Path(__file__).parent.parent / "demo_model" / "models"
"""Demo models that come with the product, as demo-<language>."""

_LONGEST_NAME = 120


class ModelStore:
    """The clinic's own models, one folder a language, and the demo models that come with the product."""

    def __init__(self, folder: Path, *, allow_demo: bool, shipped: Path = SHIPPED) -> None:
        """`folder` holds <language>/ with a Vosk model each; demo models are used only with `allow_demo`,
        because they understand synthetic voices and would write nonsense for a real caller."""
        self._shelf = Shelf(folder)
        self._allow_demo = allow_demo
        self._shipped = shipped
        self._judged: dict[Path, tuple[tuple[int, ...], Language | None]] = {}

    def find(self, language: Language) -> SpeechModel | None:
        """The model for `language`; None where there is none, which is a normal thing. A demo model is none for a
        real clinic, wherever it lies.

        The path is that of the model itself, not of a link that may point to another one a moment later.
        Raises ModelUnusableError where the folder is there but holds no whole model, or one of another language.
        """
        try:
            own = self._shelf.place(language)
            if own is not None:
                return self._usable(own, language)
            demo = self._shipped / f"demo-{language.value}"
            return self._usable(demo, language) if self._allow_demo and demo.is_dir() else None
        except ModelError as exc:
            raise ModelUnusableError(str(exc)) from exc
        except OSError as exc:
            raise ModelUnusableError(
                f"the {language.english_name} speech model cannot be read ({exc.filename}: {exc.strerror}); "
                "change its owner or mode"
            ) from exc

    def languages(self) -> Sequence[Language]:
        """The languages that can be transcribed here."""
        return [language for language in Language if self._is_there(language)]

    def _is_there(self, language: Language) -> bool:
        try:
            return self.find(language) is not None
        except ModelUnusableError:
            return False

    def _usable(self, folder: Path, language: Language) -> SpeechModel | None:
        if missing := missing_part(folder):
            raise ModelUnusableError(
                f"the {language.english_name} speech model in {folder} is not whole, {missing} is missing; "
                f"run `{pull_command(language)}`, or put a complete Vosk model there"
            )
        manifest = read_manifest(folder)
        if manifest.is_demo and not self._allow_demo:
            return None
        told = manifest.language or self._language_by_words(folder)
        if told is not None and told is not language:
            raise ModelUnusableError(
                f"the speech model in {folder} is for {told.english_name}; put one for {language.english_name} there, "
                f"or run `{pull_command(language)}`"
            )
        return SpeechModel(language=language, path=folder, name=_name(folder, manifest), is_demo=manifest.is_demo)

    def _language_by_words(self, folder: Path) -> Language | None:
        """Judged once for each file of words, since a model is looked for before every recording; a folder put there
        by hand may be replaced by another one in the same place."""
        words = words_of_model(folder)
        if words is None:
            return None
        stat = words.stat()
        mark = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        before = self._judged.get(words)
        if before is None or before[0] != mark:
            before = self._judged[words] = (mark, language_of_model(folder))
        return before[1]


def _name(folder: Path, manifest: Manifest) -> str:
    """As transcripts name it: official models say nothing of themselves, so the receipt does."""
    receipt = read_receipt(folder)
    named = receipt.name if receipt else f"{manifest.name or folder.name} {manifest.version}"
    return named.strip()[:_LONGEST_NAME]
