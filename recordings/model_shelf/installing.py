"""From a folder of files to the model in use: checked first, and only then put in place of the one before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.layout import find_model
from recordings.model_shelf.manifest import read_manifest
from recordings.model_shelf.receipt import Receipt, mark_files, write_receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.trial import Trial
from recordings.model_shelf.vocabulary import language_of_model

Step = Callable[[str], None]
"""Told what is being done, as an English clause; the longer ones take half a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOrigin:
    """Where the files of a model came from."""

    name: str
    language: Language
    source: str
    checked: str
    sha256: str = ""


def install(shelf: Shelf, draft: Path, origin: ModelOrigin, *, trial: Trial, now: datetime, step: Step) -> Receipt:
    """Make the model that lies somewhere in `draft` the one in use. Raises ModelError; then the one before stays."""
    model = find_model(draft)
    _refuse_demo(model)
    _check_language(model, origin.language)
    step("loading it for a try")
    trial(model)
    step("noting its files")
    receipt = Receipt(
        name=origin.name,
        language=origin.language,
        source=origin.source,
        checked=origin.checked,
        sha256=origin.sha256,
        installed_at=now,
        files=mark_files(model),
    )
    write_receipt(model, receipt)
    shelf.put(origin.language, model, origin.name)
    return receipt


def _refuse_demo(model: Path) -> None:
    if read_manifest(model).is_demo:
        raise ModelError(
            "this is a demo model, which understands synthetic voices only and is never used for real calls; "
            "the demo clinic has its own already, and a real one wants an official model"
        )


def _check_language(model: Path, language: Language) -> None:
    told = read_manifest(model).language or language_of_model(model)
    if told is not None and told is not language:
        raise ModelError(
            f"this model's words are {told.english_name}, not {language.english_name}; "
            f"give the {language.english_name} model, or install this one for {told.english_name}"
        )
