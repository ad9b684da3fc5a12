"""The JSON files that hold the words of recordings. A file is there whole or not at all, and only our own is replaced.
Nobody but its owner may read it.

Each carries, under 'transcribed', what it was made of: so the next run knows which need not be done again.
"""

import json
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from callcenter.kit.errors import BadInputError
from callcenter.kit.private_file import open_private
from recordings.transcript import CallTranscript, Json, transcript_to_json

_MARK = "transcribed"
_DRAFT = re.compile(r"\.(?P<name>.+)\.(?P<process>\d{1,9})\.draft")


class ForeignFileError(BadInputError):
    """Something that we did not write stands where a result would go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a result was made of. The same recording with the same settings gives the same words."""

    bytes: int
    modified_ns: int
    """When the recording was changed last, as the file system tells it."""
    settings: dict[str, str]
    """Model, language, sides and whatever else shaped the result."""

    def to_json(self) -> dict[str, Json]:
        """As it stands in the result."""
        settings: dict[str, Json] = dict(self.settings)
        return {"by": "callcenter", "bytes": self.bytes, "modified_ns": self.modified_ns, "settings": settings}


def origin_of(audio: Path, settings: dict[str, str]) -> Origin:
    """Of a recording as it is now. Raises OSError where it is gone."""
    stat = audio.stat()
    return Origin(bytes=stat.st_size, modified_ns=stat.st_mtime_ns, settings=settings)


def is_done(result: Path, origin: Origin) -> bool:
    """Whether the result is there and was made of just this. Raises ForeignFileError for a file that is not ours."""
    try:
        text = result.read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError) as exc:
        raise _foreign(result) from exc
    try:
        mark = json.loads(text)[_MARK]
        if mark["by"] != "callcenter":
            raise _foreign(result)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as exc:
        raise _foreign(result) from exc
    return bool(mark == origin.to_json())


def write_result(result: Path, call: CallTranscript, origin: Origin) -> None:
    """Write the words of a recording; a crash in the middle leaves what was there before. Raises OSError."""
    result.parent.mkdir(parents=True, exist_ok=True)
    marked = replace(call, extra={**call.extra, _MARK: origin.to_json()})
    draft = result.with_name(f".{result.name}.{os.getpid()}.draft")
    try:
        with open_private(draft) as file:
            json.dump(transcript_to_json(marked), file, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(result)
    finally:
        draft.unlink(missing_ok=True)


def tidy_up(results: Iterable[Path]) -> None:
    """Delete the half files of these results that a killed run has left."""
    names: dict[Path, set[str]] = {}
    for result in results:
        names.setdefault(result.parent, set()).add(result.name)
    for folder, own in names.items():
        with suppress(OSError):
            for entry in list(folder.iterdir()):
                draft = _DRAFT.fullmatch(entry.name)
                if draft and draft["name"] in own and not _is_running(int(draft["process"])):
                    entry.unlink()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _foreign(result: Path) -> ForeignFileError:
    return ForeignFileError(f"{result} is there, and not a result of ours; move it away or give another --out folder")
