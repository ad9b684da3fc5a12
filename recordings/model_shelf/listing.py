"""What this machine has for each language: in use, damaged, missing."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.layout import missing_part
from recordings.model_shelf.manifest import read_manifest
from recordings.model_shelf.receipt import Receipt, damage, read_receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.trial import Trial
from recordings.model_shelf.vocabulary import language_of_model
from recordings.model_shelf.wording import pull_command


class State(StrEnum):
    """How far a language can be transcribed here."""

    READY = "ready"
    DEMO = "demo"
    """Only the demo model is there, and this is the demo clinic."""
    NOT_USED = "not used"
    """Somebody put a demo model there; real calls never use it."""
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundModel:
    """What there is for one language."""

    language: Language
    state: State
    name: str = ""
    folder: Path | None = None
    bytes: int = 0
    source: str = ""
    problem: str = ""
    """What is wrong and what to do; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where models are looked for."""

    shelf: Shelf
    shipped: Path
    """Demo models that come with the product, as demo-<language>."""
    allow_demo: bool


def found_for(places: Places, language: Language, *, trial: Trial | None = None) -> FoundModel:
    """What there is for a language. With `trial` every file is compared with its checksum and the model is loaded."""
    own = places.shelf.place(language)
    if own is not None:
        return _own(places, language, own, trial)
    demo = places.shipped / f"demo-{language.value}"
    if places.allow_demo and demo.is_dir():
        return _shipped(language, demo, trial)
    problem = f"none; run `{pull_command(language)}`"
    return FoundModel(language=language, state=State.MISSING, problem=problem)


def _own(places: Places, language: Language, own: Path, trial: Trial | None) -> FoundModel:
    found = FoundModel(language=language, state=State.READY, name=own.name, folder=own, source="put there by hand")
    try:
        receipt, manifest = read_receipt(own), read_manifest(own)
        name, size = receipt.name if receipt else manifest.name or own.name, receipt.bytes if receipt else _size(own)
        found = replace(found, name=name, bytes=size, source=receipt.source if receipt else found.source)
        problem = problem_with(own, language, receipt, trial)
    except ModelError as exc:
        problem = str(exc)
    except OSError as exc:
        problem = f"{exc.filename} cannot be read ({exc.strerror}); change its owner or mode"
    if problem:
        return replace(found, state=State.DAMAGED, problem=problem)
    if manifest.is_demo and not places.allow_demo:
        problem = f"a demo model is never used for real calls; run `{pull_command(language)}`"
        return replace(found, state=State.NOT_USED, problem=problem)
    return replace(found, state=State.DEMO if manifest.is_demo else State.READY)


def _shipped(language: Language, demo: Path, trial: Trial | None) -> FoundModel:
    found = FoundModel(
        language=language, state=State.DEMO, name=demo.name, folder=demo, source="shipped with the product"
    )
    try:
        problem = problem_with(demo, language, None, trial)
    except ModelError as exc:
        problem = str(exc)
    found = replace(found, bytes=_size(demo))
    return replace(found, state=State.DAMAGED, problem=problem) if problem else found


def problem_with(folder: Path, language: Language, receipt: Receipt | None, trial: Trial | None) -> str:
    """What is wrong with a model and what to do; empty where it can be used. Raises ModelError, also from `trial`."""
    again = f"run `{pull_command(language)}`, or `callcenter models add` with a whole one"
    if missing := missing_part(folder):
        return f"it is not whole, {missing} is missing; {again}"
    told = read_manifest(folder).language or language_of_model(folder)
    if told is not None and told is not language:
        return f"it is for {told.english_name}, not {language.english_name}; {again}"
    wrong = list(damage(folder, receipt, thorough=trial is not None)) if receipt else []
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        return f"{wrong[0]}{more}; {again}"
    if trial is not None:
        trial(folder)
    return ""


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
