"""The table of the official speech models (offered.yaml)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from callcenter.kit.content import Entry, read_content
from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError

TABLE = Path(__file__).with_name("offered.yaml")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class ModelSize(StrEnum):
    """Which of a language's models: a small one answers quickly and fits every machine, a large one hears better."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedModel:
    """One official model."""

    language: Language
    size: ModelSize
    name: str
    bytes: int
    """Of the zip file."""
    is_exact: bool
    """False where `bytes` is only about right."""
    licence: str
    sha256: str
    """Of the zip file; empty where it is not known."""

    @property
    def file(self) -> str:
        """The name of the zip file at the site."""
        return f"{self.name}.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """All official models, and where they are."""

    site: str
    models: tuple[OfferedModel, ...]

    def find(self, language: Language, size: ModelSize) -> OfferedModel:
        """The model of a language in one size. Raises ModelError where there is none."""
        found = [model for model in self.models if (model.language, model.size) == (language, size)]
        if not found:
            others = ", ".join(model.size for model in self.of(language)) or "none"
            raise ModelError(f"there is no {size} model for {language.english_name}; there is: {others}")
        return found[0]

    def of(self, language: Language) -> Sequence[OfferedModel]:
        """The models of one language, the small one first."""
        return [model for model in self.models if model.language is language]

    def named(self, name: str) -> OfferedModel | None:
        """The model of this name; None for one that is not official."""
        return next((model for model in self.models if model.name == name), None)


def load_offers(table: Path = TABLE) -> Offers:
    """Read the table. Raises ContentError with file and line where it is wrong."""
    fields = read_content(table).fields(required=("site", "models"))
    models = tuple(_model(entry) for entry in fields["models"].items())
    return Offers(site=fields["site"].text().rstrip("/"), models=models)


def _model(entry: Entry) -> OfferedModel:
    fields = entry.fields(required=("language", "size", "name", "licence", "sha256"), allowed=("bytes", "about"))
    name, sha256 = fields["name"].text(), "" if fields["sha256"].value is None else fields["sha256"].text()
    if not _NAME.fullmatch(name):
        raise fields["name"].fail("the name of a model has letters, digits, dots and dashes")
    if sha256 and not _SHA256.fullmatch(sha256):
        raise fields["sha256"].fail("a sha256 has 64 digits 0-9 and a-f; leave it empty where it is not known")
    try:
        language, size = Language(fields["language"].text()), ModelSize(fields["size"].text())
    except ValueError as exc:
        raise entry.fail(str(exc)) from exc
    if ("bytes" in fields) is ("about" in fields):
        raise entry.fail("give the size either as bytes or as about")
    return OfferedModel(
        language=language,
        size=size,
        name=name,
        bytes=(fields.get("bytes") or fields["about"]).integer(),
        is_exact="bytes" in fields,
        licence=fields["licence"].text(),
        sha256=sha256,
    )
