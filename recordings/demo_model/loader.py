"""A language's phrase file; every mistake is reported as file:line: message."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.content import Entry, read_content
from callcenter.kit.languages import Language
from recordings.demo_model.phrases import GoldenTurn

FOLDER = Path(__file__).parent / "phrases"
"""Phrase files, as <language>.yaml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseFile:
    """What one file says; the meaning of each field is that of `Phrases`."""

    slots: Mapping[str, tuple[str, ...]]
    templates: tuple[str, ...]
    answers: tuple[str, ...]
    handwritten: tuple[str, ...]
    unknown: tuple[str, ...]
    golden: tuple[GoldenTurn, ...]
    pronunciations: Mapping[str, tuple[str, ...]]
    compounds: frozenset[str]


def read_phrases(language: Language, folder: Path = FOLDER) -> PhraseFile:
    """The phrase file of `language`. Raises ContentError naming file and line."""
    raw = read_content(folder / f"{language.value}.yaml").fields(
        required=("language", "slots", "templates", "handwritten"),
        allowed=("answers", "unknown", "golden", "pronunciations", "compounds"),
    )
    if raw["language"].text() != language.value:
        raise raw["language"].fail(f"this file must be about {language.value!r}")
    return PhraseFile(
        slots={name: _options(entry) for name, entry in raw["slots"].fields().items()},
        templates=_texts(raw["templates"]),
        answers=_texts(raw.get("answers")),
        handwritten=_texts(raw["handwritten"]),
        unknown=_texts(raw.get("unknown")),
        golden=tuple(_golden(entry) for entry in raw["golden"].items()) if "golden" in raw else (),
        pronunciations={name: _texts(entry) for name, entry in raw["pronunciations"].fields().items()}
        if "pronunciations" in raw
        else {},
        compounds=frozenset(word for row in _texts(raw.get("compounds")) for word in row.split("|")),
    )


def _texts(entry: Entry | None) -> tuple[str, ...]:
    return tuple(item.text() for item in entry.items()) if entry is not None else ()


def _options(entry: Entry) -> tuple[str, ...]:
    """Choices as one text with | between them, or as a list."""
    if isinstance(entry.value, str):
        return tuple(option.strip() for option in entry.text().split("|"))
    return _texts(entry)


def _golden(entry: Entry) -> GoldenTurn:
    ((speaker, text),) = entry.fields(allowed=("administrator", "patient")).items()
    return GoldenTurn(speaker, text.text())
