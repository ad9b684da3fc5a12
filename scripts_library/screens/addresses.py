"""The address of a document: /scripts/en/new_patient, /scripts/en/part:ends. Pure."""

from scripts_library.book.documents import Key, Kind, key_from

_PART = "part:"


def address_of(key: Key) -> str:
    """Where the page of a document is."""
    return f"/scripts/{key.language.value}/{_PART if key.kind is Kind.PART else ''}{key.id}"


def key_at(language: str, name: str) -> Key:
    """The document of an address. Raises NotFoundError."""
    kind = Kind.PART if name.startswith(_PART) else Kind.SCRIPT
    return key_from(kind.value, name.removeprefix(_PART), language)
