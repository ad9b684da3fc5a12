"""What a document of a script must keep to before anybody uses it: ids, lengths, and what templates may do. Pure."""

import re
from collections.abc import Mapping

from callcenter.kit.content import Entry
from scripts_library.template_rules import LONGEST_TEXT, refusal

LONGEST_ID = 80
_ID = re.compile(rf"[a-z0-9_]{{1,{LONGEST_ID}}}")
_TEXTS = frozenset({"say", "fallback", "again"})
_CONDITIONS = frozenset({"when", "opens"})
_IDS = frozenset({"id", "part", "start", "enter", "goto", "otherwise", "script", "parts", "capture"})
_NAMED = frozenset({"steps", "fields", "set"})
_SHOWN = 40
"""Characters of a wrong id in a message."""


def is_id(name: str) -> bool:
    """Whether this can be the id of anything in a script: it stands in addresses, file names and statistics."""
    return _ID.fullmatch(name) is not None


def refuse_unfit(entry: Entry) -> None:
    """Raises ContentError for the first id, text or condition of a document that cannot be used."""
    _refuse_below("", entry)


def _refuse_below(field: str, entry: Entry) -> None:
    value = entry.value
    match value:
        case str() | int() | float():
            _refuse_scalar(field, entry, str(value))
        case Mapping():
            for name, item in value.items():
                if field in _NAMED:
                    _refuse_id(item, name)
                _refuse_below("" if field in _NAMED else name, item)
        case None:
            return
        case _:
            for item in value:
                _refuse_below(field, item)


def _refuse_scalar(field: str, entry: Entry, text: str) -> None:
    if field in _IDS:
        _refuse_id(entry, text.strip())
    problem = refusal(text, is_condition=True) if field in _CONDITIONS else None
    if field in _TEXTS:
        problem = refusal(text)
    if problem:
        raise entry.fail(f"{field!r}: {problem}")
    if len(text) > LONGEST_TEXT:
        raise entry.fail(f"a text has {LONGEST_TEXT:,} characters at most, not {len(text):,}; shorten it")


def _refuse_id(entry: Entry, name: str) -> None:
    if not is_id(name):
        shown = name if len(name) <= _SHOWN else name[:_SHOWN] + "…"
        raise entry.fail(
            f"{shown!r} cannot be an id: use small letters a to z, digits and underscores, {LONGEST_ID} at most"
        )
