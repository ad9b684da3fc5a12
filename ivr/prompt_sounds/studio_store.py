"""The clinic's studio recordings: <language>/<prompt>.json names the files in use, <prompt>.<digest>.wav and .wav16.

The manifest is replaced in one step when the sounds are on the disk: whoever is killed on the way leaves the recording
before in use. The one before is kept, so that an import can be undone.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from ivr.prompt_sounds.pair_store import PART, force_folder, path_of, read_samples, write_pair, write_whole
from ivr.prompt_sounds.sound import Pair, Rate
from ivr.prompt_sounds.versions import (
    NO_VERSIONS,
    BadManifestError,
    Recording,
    Versions,
    from_json,
    is_prompt_name,
    to_json,
)
from ivr.speech.port import Samples

log = get_logger(__name__)

_LOCK = ".lock"


class ManifestError(BadInputError):
    """What is known of a prompt's recordings cannot be read."""


class StudioStore:
    """A folder of recordings. Readers need no lock; those who change it wait for each other, also across processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def versions(self, language: Language, prompt: str) -> Versions:
        """The recordings of a prompt; none where its manifest is damaged, which is logged."""
        try:
            return self._versions(language, prompt)
        except ManifestError:
            log.warning("what is known of a recorded prompt cannot be read", prompt=prompt, language=language.value)
            return NO_VERSIONS

    def samples(self, language: Language, prompt: str, recording: Recording, rate: Rate) -> Samples | None:
        """The sound of a recording; None where its file is gone or damaged."""
        return read_samples(self.path(language, prompt, recording, rate), rate)

    def path(self, language: Language, prompt: str, recording: Recording, rate: Rate) -> Path:
        """Where a recording lies."""
        return path_of(self.folder / language.value, f"{prompt}.{recording.digest}", rate)

    def put(self, language: Language, prompt: str, recording: Recording, pair: Pair) -> bool:
        """Use a recording from now on; False where this very sound is in use for this text already.

        `recording.digest` is found here. Raises OSError (a full disk), with the recording before still in use.
        """
        new = replace(recording, digest=digest_of(pair))
        with self._changing(language, prompt) as versions:
            if (
                (now := versions.now)
                and now.digest == new.digest
                and now.fits(new.text)
                and self._is_whole(language, prompt, now)
            ):
                return False
            write_pair(self.folder / language.value, f"{prompt}.{new.digest}", pair, forced=True)
            self._write(language, prompt, versions.with_new(new))
        return True

    def change(self, language: Language, prompt: str, how: Callable[[Versions], Versions]) -> Versions:
        """Other versions than before, by `how`, which may refuse by raising. Raises OSError, ManifestError."""
        with self._changing(language, prompt) as versions:
            changed = how(versions)
            self._write(language, prompt, changed)
        return changed

    def _is_whole(self, language: Language, prompt: str, recording: Recording) -> bool:
        return all(self.samples(language, prompt, recording, rate) is not None for rate in Rate)

    def _versions(self, language: Language, prompt: str) -> Versions:
        if not is_prompt_name(prompt):
            return NO_VERSIONS  # so that no id leads out of the folder
        path = self._manifest(language, prompt)
        try:
            return from_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return NO_VERSIONS
        except (OSError, BadManifestError) as exc:
            raise ManifestError(
                f"{path} cannot be read ({exc}); bring it back from a backup, or delete it and import the prompt again"
            ) from exc

    @contextmanager
    def _changing(self, language: Language, prompt: str) -> Iterator[Versions]:
        """The versions of a prompt while nobody else changes anything; kill -9 lets go of the lock too."""
        if not is_prompt_name(prompt):
            raise BadInputError(f"{prompt!r} cannot be the id of a prompt: use letters, digits, _ and -")
        folder = self.folder / language.value
        folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            versions = self._versions(language, prompt)
            self._tidy(folder, prompt, versions)
            yield versions

    def _write(self, language: Language, prompt: str, versions: Versions) -> None:
        path = self._manifest(language, prompt)
        write_whole(path, to_json(prompt, versions).encode(), forced=True)
        force_folder(path.parent)

    def _tidy(self, folder: Path, prompt: str, versions: Versions) -> None:
        """What a killed import left of this prompt, and what undo no longer needs."""
        for part in folder.glob(f"*{PART}"):
            part.unlink(missing_ok=True)
        for rate in Rate:
            for path in folder.glob(f"{prompt}.*.{rate.ending}"):
                if path.name.split(".")[1] not in versions.digests:
                    path.unlink(missing_ok=True)

    def _manifest(self, language: Language, prompt: str) -> Path:
        return self.folder / language.value / f"{prompt}.json"


def digest_of(pair: Pair) -> str:
    """The name of a sound by what it holds."""
    return hashlib.sha256(pair.wide.tobytes() + pair.narrow.tobytes()).hexdigest()[:16]
