"""What is written into a model's folder when it is installed: where it came from, and every file with its checksum."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.checksum import sha256_of
from recordings.model_shelf.errors import ModelError

FILE = "installed.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMark:
    """One file as it was when the model was installed."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Where an installed model came from."""

    name: str
    language: Language
    source: str
    """The address, or the name of the file or folder that was brought."""
    checked: str
    """How the file was checked when it came, as an English clause."""
    sha256: str
    """Of the zip file; empty for a folder that was brought."""
    installed_at: datetime
    files: Mapping[str, FileMark]

    @property
    def bytes(self) -> int:
        """What the model takes on the disk."""
        return sum(mark.size for mark in self.files.values())


def mark_files(folder: Path) -> dict[str, FileMark]:
    """Every file of a model with its size and checksum."""
    return {
        str(path.relative_to(folder)): FileMark(size=path.stat().st_size, sha256=sha256_of(path))
        for path in _files(folder)
    }


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Put the receipt into the model's folder, forced to the disk."""
    data = asdict(receipt) | {"language": receipt.language.value, "installed_at": receipt.installed_at.isoformat()}
    with (folder / FILE).open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read_receipt(folder: Path) -> Receipt | None:
    """The receipt of an installed model; None for one that somebody put there by hand.

    Raises ModelError for a receipt that cannot be read.
    """
    path = folder / FILE
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Receipt(
            name=str(said["name"]),
            language=Language(said["language"]),
            source=str(said["source"]),
            checked=str(said["checked"]),
            sha256=str(said["sha256"]),
            installed_at=datetime.fromisoformat(said["installed_at"]),
            files={
                name: FileMark(size=int(mark["size"]), sha256=str(mark["sha256"]))
                for name, mark in said["files"].items()
            },
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:
        raise ModelError(f"{path} cannot be read; install this model again") from exc


def damage(folder: Path, receipt: Receipt, *, thorough: bool) -> Iterator[str]:
    """What is no longer as it was installed. `thorough` reads every file; else only sizes are compared."""
    there = {str(path.relative_to(folder)): path for path in _files(folder)}
    for name, mark in receipt.files.items():
        if name not in there:
            yield f"{name} is gone"
        elif there[name].stat().st_size != mark.size or (thorough and sha256_of(there[name]) != mark.sha256):
            yield f"{name} has changed"
    if thorough:
        yield from (f"{name} was added" for name in sorted(there.keys() - receipt.files.keys()))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != FILE)
