"""The folder of models on the disk: <language> points to the model in use, which is changed in one step.

A model lies in .store/<language>-<name>-<letters>, and <language> is a link to it. Whoever follows the link once has
the files of one model, never of two mixed; that model stays on the disk until the next command, for who has not read
them all yet. A plain folder <language>, put there by hand, is used as well, and so is a link that somebody made to a
folder elsewhere; what such a link points to is never deleted.
"""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.disk import full_disk
from recordings.model_shelf.errors import ModelError

_STORE = ".store"
_DRAFT = "draft-"


class Shelf:
    """All models of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()  # places are compared with each other, whatever links lead here
        self._store = (self.folder / _STORE).resolve()

    def place(self, language: Language) -> Path | None:
        """The folder of the model that a language uses; None without one. A link is followed once, here."""
        own = self.folder / language.value
        if own.is_symlink():
            own = own.resolve()
        return own if own.is_dir() else None

    def part(self, file: str) -> Path:
        """Where a file is kept while it comes."""
        return self._store / f"{file}.part"

    @contextmanager
    def only_one(self, language: Language) -> Iterator[None]:
        """Nobody else changes the model of this language meanwhile. Raises ModelError where somebody does already.

        The system lets go of it when the process ends, even by kill -9; what such a process left is then thrown away.
        """
        with _writable(self.folder):
            _make_readable(self.folder)
            _make_readable(self._store)
            lock = (self._store / f"{language.value}.lock").open("a+")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                lock.seek(0)
                raise ModelError(
                    f"the {language.english_name} model is being changed by another command "
                    f"(process {lock.read().strip() or 'unknown'}); wait until it is done"
                ) from exc
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            self._tidy(language)
            yield

    @contextmanager
    def draft(self, language: Language) -> Iterator[Path]:
        """An empty folder for a new model; thrown away unless `put` has taken it."""
        with _writable(self.folder):
            folder = Path(tempfile.mkdtemp(prefix=f"{_DRAFT}{language.value}-", dir=self._store))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def put(self, language: Language, model: Path, name: str) -> Path:
        """Make the whole model in a draft the one in use, in one step; the next command deletes the one before it."""
        target = self._store / f"{language.value}-{name}-{secrets.token_hex(4)}"
        try:
            _readable_by_all(model)
            model.rename(target)
            _force(self._store)
            self._point(language, target)
        except OSError as exc:
            if self.place(language) != target:
                shutil.rmtree(target, ignore_errors=True)
            raise full_disk(exc, self.folder) or exc from exc
        return target

    def take_away(self, language: Language) -> None:
        """Delete the model of a language; from the first moment on nobody finds it any more.

        Where somebody linked a folder from elsewhere, only the link goes.
        """
        place, own = self.place(language), self.folder / language.value
        if own.is_symlink():
            own.unlink()
            place = place if place is not None and place.parent == self._store else None
        elif place is not None:
            gone = self._store / f"{_DRAFT}{language.value}-gone"
            place.rename(gone)
            place = gone
        if place is not None:
            shutil.rmtree(place)

    def _point(self, language: Language, target: Path) -> None:
        own = self.folder / language.value
        if own.is_dir() and not own.is_symlink():
            # Put there by hand. A folder cannot be replaced in one step; without it the language waits for a moment.
            own.rename(self._by_hand(language))
        link = self._store / f"{_DRAFT}{language.value}-link"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(_STORE) / target.name)
        link.replace(own)
        _force(self.folder)
        shutil.rmtree(self._by_hand(language), ignore_errors=True)

    def _by_hand(self, language: Language) -> Path:
        return self._store / f"{_DRAFT}{language.value}-by-hand"

    def _tidy(self, language: Language) -> None:
        """Throw away what a killed command left: drafts, and models that nothing points to."""
        if self.place(language) is None and self._by_hand(language).is_dir():
            self._by_hand(language).rename(self.folder / language.value)  # killed in the middle of the change
        in_use = self.place(language)
        for path in self._store.glob(f"{_DRAFT}{language.value}-*"):
            if path.is_symlink():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)
        for path in self._store.glob(f"{language.value}-*"):
            if path.is_dir() and path != in_use:
                shutil.rmtree(path, ignore_errors=True)


def _make_readable(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise full_disk(exc, folder) or ModelError(
            f"{folder} cannot be written ({exc.strerror}); change its owner or mode, or set CALLCENTER_MODELS_DIR"
        ) from exc


def _readable_by_all(folder: Path) -> None:
    """Models are no secret, and the service may run as another user than whoever fetched them."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _force(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
