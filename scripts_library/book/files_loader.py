"""The texts of scripts and parts from folders of YAML files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.content import ContentError, parse_content
from callcenter.kit.languages import Language
from scripts_library.book.documents import Key, Kind, key_of
from scripts_library.reading import is_part, read_part, read_script

_HEAD = re.compile(r"^(id|part|language): *([a-z0-9_]+) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file."""

    path: Path
    source: str


def read_documents(*folders: Path) -> Mapping[Key, SourceFile]:
    """Every document in `folders`; one of a later folder replaces that of an earlier one.

    Raises ContentError for a file that cannot be read, and for two files of one folder that hold the same.
    """
    found: dict[Key, SourceFile] = {}
    for folder in folders:
        here: dict[Key, SourceFile] = {}
        for path in sorted(folder.rglob("*.yaml")):
            file = SourceFile(path, _text(path))
            key = _quick_key(file) or _key(file)
            if key in here:
                other = here[key].path
                message = f"{key.kind} {key.id!r} ({key.language}) is in {other} too; rename one of them"
                raise ContentError(path, 1, message)
            here[key] = file
        found |= here
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as exc:
        raise ContentError(path, 1, "the file is not UTF-8; save it as UTF-8") from exc
    except OSError as exc:
        raise ContentError(path, 1, f"this cannot be read: {exc.strerror}") from exc


def _quick_key(file: SourceFile) -> Key | None:
    """What a file holds, by its first lines: to read all files whole takes seconds, at each start."""
    head = dict(reversed(_HEAD.findall(file.source)))
    if head.get("language") not in set(Language) or ("id" in head) == ("part" in head):
        return None
    kind, name = (Kind.SCRIPT, head["id"]) if "id" in head else (Kind.PART, head["part"])
    return Key(kind, name, Language(head["language"]))


def _key(file: SourceFile) -> Key:
    entry = parse_content(file.source, str(file.path))
    return key_of(read_part(entry) if is_part(entry) else read_script(entry))
