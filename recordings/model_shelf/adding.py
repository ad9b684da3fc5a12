"""`callcenter models add`: a model that somebody brought, as a folder or a zip file, for a machine without network."""

import os
import shutil
import stat
from datetime import datetime
from pathlib import Path

from callcenter.kit.languages import Language
from recordings.model_shelf.archive import unpack
from recordings.model_shelf.checksum import sha256_of
from recordings.model_shelf.disk import full_disk
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.installing import ModelOrigin, Step, install
from recordings.model_shelf.layout import find_model
from recordings.model_shelf.manifest import read_manifest
from recordings.model_shelf.offered import OfferedModel, Offers
from recordings.model_shelf.receipt import Receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.trial import Trial, try_model
from recordings.model_shelf.vocabulary import language_of_model
from recordings.model_shelf.wording import megabytes

_LONGEST_NAME = 80


def add(
    shelf: Shelf,
    offers: Offers,
    given: Path,
    language: Language | None,
    *,
    now: datetime,
    step: Step,
    trial: Trial = try_model,
) -> Receipt:
    """Copy and install the model in `given`; `language` is needed only where the model does not tell it.

    An official zip file is compared with our table. Raises ModelError; then the model before stays.
    """
    if not given.exists():
        raise ModelError(f"there is no {given}; check the path, and that the stick is plugged in")
    _refuse_odd_files(given)
    name = given.name.removesuffix(".zip")[:_LONGEST_NAME]
    official = offers.named(name)
    known = language or (official.language if official else None) or _language_of(given)
    with shelf.only_one(known), shelf.draft(known) as draft:
        step(f"copying {given.name}")
        sha256, checked = _bring(given, draft, official)
        origin = ModelOrigin(name=_plain(name), language=known, source=given.name, checked=checked, sha256=sha256)
        return install(shelf, draft, origin, trial=trial, now=now, step=step)


def _refuse_odd_files(given: Path) -> None:
    """Links could bring in any file that we may read, a pipe would keep us waiting. Looked at before anything is read.

    A link that somebody gave us as the path itself is followed.
    """
    if not given.is_dir():
        if not given.is_file():
            raise ModelError(f"{given.name} is neither a file nor a folder, nothing was installed; give a model")
        return
    model = find_model(given)
    for path in sorted(model.rglob("*")):
        mode, name = path.lstat().st_mode, f"{path.relative_to(model)} in {model.name}"
        if stat.S_ISLNK(mode):
            raise ModelError(
                f"{name} is a link and links are not followed, nothing was installed; "
                "where you trust what it points to, copy the folder with `cp -rL` and add the copy"
            )
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise ModelError(f"{name} is neither a file nor a folder, nothing was installed; take a model without it")


def _language_of(given: Path) -> Language:
    if given.is_dir():
        model = find_model(given)
        told = read_manifest(model).language or language_of_model(model)
        if told is not None:
            return told
    raise ModelError(f"{given.name} does not tell its language; say it, such as --language pl")


def _bring(given: Path, draft: Path, official: OfferedModel | None) -> tuple[str, str]:
    """Copy or unpack into the draft. Gives the SHA-256 of a zip file, and how it was checked."""
    if given.is_dir():
        _copy(find_model(given), draft)
        return "", "brought as a folder"
    sha256 = sha256_of(given)
    if official is None or not official.sha256:
        checked = "brought as a file, nothing tells its checksum"
    elif sha256 == official.sha256:
        checked = "SHA-256 as in our table"
    else:
        raise ModelError(
            f"{given.name} is not the official file of that name (its SHA-256 is {sha256}), nothing was installed; "
            "copy or fetch it again"
        )
    unpack(given, draft)
    return sha256, checked


def _copy(model: Path, draft: Path) -> None:
    wanted = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    free = shutil.disk_usage(draft).free
    if wanted > free:
        raise ModelError(
            f"the model has {megabytes(wanted)} and the disk of {draft.parent} has {megabytes(free)} free; "
            "make room there, then run this again"
        )
    try:
        shutil.copytree(model, draft / "model", copy_function=_copy_file)
    except shutil.Error as exc:
        raise ModelError(
            f"{model.name} could not be copied: {exc.args[0][0][2]}; check the stick, and copy it again"
        ) from exc
    except OSError as exc:
        raise full_disk(exc, draft) or exc from exc


def _copy_file(source: str, target: str) -> None:
    with open(source, "rb") as read, open(target, "xb") as write:
        shutil.copyfileobj(read, write)
        write.flush()
        os.fsync(write.fileno())


def _plain(name: str) -> str:
    """The name as a part of a path: letters, digits, dots and dashes."""
    return "".join(sign if sign.isalnum() or sign in "._-" else "-" for sign in name) or "model"
