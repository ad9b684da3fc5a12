"""What people edit: the documents of scripts and parts, their editions, and drafts of the next ones. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from scripts_library.limits import is_id
from scripts_library.model import Part, Script

NO_DOCUMENT = N_("There is no such script; choose one from the list.")


class Kind(StrEnum):
    """What a document holds."""

    SCRIPT = "script"
    PART = "part"


class Origin(StrEnum):
    """Who wrote an edition."""

    SHIPPED = "shipped"
    """It came with the product, or from the clinic's own folder of content."""
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Which document."""

    kind: Kind
    id: str
    language: Language

    @property
    def path(self) -> str:
        """Its name in messages and exports: 'en/new_patient.yaml', 'en/parts/ends.yaml'."""
        folder = f"{self.language.value}/parts" if self.kind is Kind.PART else self.language.value
        return f"{folder}/{self.id}.yaml"

    def __str__(self) -> str:
        return f"{self.kind.value} {self.id} {self.language.value}"


def key_of(one: Script | Part) -> Key:
    """The document that a script or part belongs in."""
    return Key(Kind.SCRIPT if isinstance(one, Script) else Kind.PART, one.id, one.language)


def key_from(kind: str, name: str, language: str) -> Key:
    """The key that an address names. Raises NotFoundError."""
    if not is_id(name):
        raise NotFoundError(NO_DOCUMENT)
    try:
        return Key(Kind(kind), name, Language(language))
    except ValueError as exc:
        raise NotFoundError(NO_DOCUMENT) from exc


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One text of a document, without the text."""

    key: Key
    number: int
    origin: Origin
    at: datetime
    operator: str = ""
    """Id of who published it; empty: it came with the product."""
    who: str = ""
    """Their name; empty where nobody knows them any more."""
    note: str = ""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest version of a script, without its content."""

    number: int
    digest: str
    at: datetime
    has_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next text of a document while it is edited."""

    key: Key
    base: int
    """The edition that it was begun from; 0: from nothing."""
    revision: int
    source: str
    at: datetime
    operator: OperatorId
    """Who changed it last."""
    can_undo: bool = False


def current(editions: Iterable[Edition]) -> Edition | None:
    """The edition that holds, of one document: what a person chose last. Whoever chose the product's text gets its next
    ones too. None where there is none, or where it is deleted."""
    rows = sorted(editions, key=lambda one: one.number)
    chosen = next((one for one in reversed(rows) if one.operator), None)
    if chosen is None or (chosen.origin is Origin.SHIPPED and not chosen.is_deleted):
        chosen = next((one for one in reversed(rows) if one.origin is Origin.SHIPPED), chosen)
    return None if chosen is None or chosen.is_deleted else chosen


def newer_shipped(editions: Iterable[Edition]) -> Edition | None:
    """The product's text that came after the clinic's own, where the clinic's own holds."""
    rows = tuple(editions)
    held = current(rows)
    if held is None or held.origin is Origin.SHIPPED:
        return None
    later = [one for one in rows if one.origin is Origin.SHIPPED and one.number > held.number and not one.is_deleted]
    return max(later, key=lambda one: one.number, default=None)
