"""What is known of a studio recording, and the one before it; a small JSON file beside the sound. Pure."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from callcenter.kit.clock import as_utc

_FORM = 1
_NAME = re.compile(r"[\w-]{1,80}")
_DIGEST = re.compile(r"[0-9a-f]{16}")


class BadManifestError(ValueError):
    """These are not the words of a manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One studio recording of a prompt."""

    digest: str
    """The hash of its samples; part of its files' names."""
    text: str
    """What it was recorded for."""
    imported_at: datetime
    source: str
    """Name of the studio's file."""
    loudness_before: float
    loudness_after: float
    """In LUFS."""
    seconds: float

    def fits(self, text: str) -> bool:
        """Whether it says exactly this; the writing of blanks aside."""
        return text_hash(self.text) == text_hash(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The recording in use and the one before it."""

    now: Recording | None = None
    before: Recording | None = None

    def with_new(self, recording: Recording | None) -> "Versions":
        """A new one in use, or none; what was in use last is the one before."""
        return Versions(now=recording, before=self.now or self.before)

    def undone(self) -> "Versions":
        """The one before in use again; the one in use is kept as the one before, so that this can be undone too."""
        return Versions(now=self.before, before=self.now)

    def accepted_for(self, text: str) -> "Versions":
        """The recording in use taken as right for a text that has changed since."""
        return replace(self, now=replace(self.now, text=text) if self.now else None)

    @property
    def digests(self) -> frozenset[str]:
        """Of all recordings whose files must stay."""
        return frozenset(one.digest for one in (self.now, self.before) if one)


NO_VERSIONS = Versions()


def text_hash(text: str) -> str:
    """What tells whether a text has changed."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def is_prompt_name(name: str) -> bool:
    """Whether an id may be the name of a file."""
    return _NAME.fullmatch(name) is not None


def to_json(prompt: str, versions: Versions) -> str:
    """The manifest of one prompt."""
    kept = {"now": _out(versions.now), "before": _out(versions.before)}
    return json.dumps({"form": _FORM, "prompt": prompt, **kept}, ensure_ascii=False, indent=2) + "\n"


def from_json(raw: str) -> Versions:
    """What `to_json` wrote. Raises BadManifestError."""
    try:
        data = json.loads(raw)
        return Versions(now=_in(data["now"]), before=_in(data["before"]))
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise BadManifestError(f"the manifest cannot be read ({exc})") from exc


def _out(one: Recording | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {**asdict(one), "imported_at": one.imported_at.isoformat(), "text_hash": text_hash(one.text)}


def _in(raw: object) -> Recording | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or not _DIGEST.fullmatch(str(raw["digest"])):
        raise BadManifestError("a recording is named wrongly")
    return Recording(
        digest=str(raw["digest"]),
        text=str(raw["text"]),
        imported_at=as_utc(datetime.fromisoformat(str(raw["imported_at"]))),
        source=str(raw["source"]),
        loudness_before=float(raw["loudness_before"]),
        loudness_after=float(raw["loudness_after"]),
        seconds=float(raw["seconds"]),
    )
