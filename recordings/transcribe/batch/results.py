"""The JSON files that hold the words of recordings. A file is there whole or not at all, and only our own is replaced.
Nobody but its owner may read it.

Each carries, under 'transcribed', what it was made of: so the next run knows which need not be done again.
"""

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from callcenter.kit.errors import BadInputError
from callcenter.kit.outside import printable
from recordings.transcribe.batch.drafts import Draft
from recordings.transcribe.told_marks import marks_of
from recordings.transcript import CallTranscript, Json
from recordings.transcript_json import transcript_to_json

_MARK = "transcribed"


class ForeignFileError(BadInputError):
    """Something that we did not write stands where a result would go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
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


def origin_of(audio: Path, settings: dict[str, str]) -> MadeFrom:
    """Of a recording as it is now. Raises OSError where it is gone."""
    stat = audio.stat()
    return MadeFrom(bytes=stat.st_size, modified_ns=stat.st_mtime_ns, settings=settings)


def done_before(result: Path, origin: MadeFrom) -> Mapping[str, Json] | None:
    """What the result tells of what may make it wrong; None where it is not there, or was not made of just this.

    Raises ForeignFileError for a file that is not ours, BadInputError where no file can have this name.
    """
    try:
        text = result.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as exc:
        if exc.errno == errno.ENAMETOOLONG:
            raise BadInputError(
                f"the name of its result, {printable(result.name)}, is longer than the disk allows; "
                "give the recording a shorter name"
            ) from exc
        raise _foreign(result) from exc
    except UnicodeDecodeError as exc:
        raise _foreign(result) from exc
    try:
        told = json.loads(text)
        mark = told[_MARK]
        if mark["by"] != "callcenter":
            raise _foreign(result)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as exc:
        raise _foreign(result) from exc
    return marks_of(told) if mark == origin.to_json() else None


def write_result(draft: Draft, call: CallTranscript, origin: MadeFrom) -> None:
    """Write the words of a recording; a crash in the middle leaves what was there before. Raises NoResultError."""
    marked = replace(call, extra={**call.extra, _MARK: origin.to_json()})
    draft.publish(json.dumps(transcript_to_json(marked), ensure_ascii=False) + "\n")


def _foreign(result: Path) -> ForeignFileError:
    return ForeignFileError(
        f"{printable(str(result))} is there, and not a result of ours; move it away or give another --out folder"
    )
