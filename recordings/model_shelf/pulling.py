"""`callcenter models pull`: an official model from its site, or from a clinic's mirror of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from recordings.model_shelf.archive import unpack
from recordings.model_shelf.checksum import Digests, digests
from recordings.model_shelf.download import Progress, broken_off, fetch, forget
from recordings.model_shelf.errors import BrokenArchiveError, ModelError
from recordings.model_shelf.installing import ModelOrigin, Step, install
from recordings.model_shelf.offered import OfferedModel
from recordings.model_shelf.receipt import Receipt, damage, read_receipt
from recordings.model_shelf.shelf import Shelf
from recordings.model_shelf.site import LIST, ModelSite
from recordings.model_shelf.trial import Trial, try_model

_MOST_BEYOND = 1.5
"""Times the size in our table that is fetched at most, where that is only about right."""
_ZIP_BEGINS = frozenset({b"PK\x03\x04", b"PK\x05\x06"})
"""The second one is an empty zip file's."""

Trust = Callable[[OfferedModel, str], bool]
"""Asked with the file's SHA-256 where nothing tells what it should be: whether to use it all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Whom to tell of the work, and whom to ask."""

    trust: Trust
    progress: Progress = lambda done, total: None
    step: Step = lambda clause: None


def pull(
    shelf: Shelf,
    site: ModelSite,
    model: OfferedModel,
    *,
    watch: Watch,
    now: datetime,
    trial: Trial = try_model,
) -> Receipt:
    """Fetch, check and install a model; the one before is used until the new one is whole and has been tried.

    What is there already and undamaged is not fetched again. Raises ModelError.
    """
    with shelf.only_one(model.language):
        there = _whole_already(shelf, model)
        if there is not None:
            watch.step("it is there already")
            return there
        part = shelf.part(model.file)
        origin = _fetch_checked(site, model, part, watch)
        with shelf.draft(model.language) as draft:
            watch.step("unpacking it")
            try:
                unpack(part, draft)
            except BrokenArchiveError:
                forget(part)
                raise
            receipt = install(shelf, draft, origin, trial=trial, now=now, step=watch.step)
        forget(part)
        return receipt


def _whole_already(shelf: Shelf, model: OfferedModel) -> Receipt | None:
    place = shelf.place(model.language)
    try:
        receipt = read_receipt(place) if place else None
        if place is None or receipt is None or receipt.name != model.name:
            return None
        return None if any(damage(place, receipt, thorough=True)) else receipt
    except (ModelError, OSError):
        return None


def _fetch_checked(site: ModelSite, model: OfferedModel, part: Path, watch: Watch) -> ModelOrigin:
    """Fetch the zip file; one that was gone on with and is wrong is fetched once more from its beginning."""
    most = model.bytes if model.is_exact else round(model.bytes * _MOST_BEYOND)
    exact = model.bytes if model.is_exact else None
    while True:
        watch.step(f"fetching {model.name} from {site.address}")
        fetched = fetch(site, model.file, part, most=most, exact=exact, progress=watch.progress)
        watch.step("checking it")
        digest = digests(part)
        is_zip = _begins_as_zip(part)
        checked = _checked(site, model, digest, watch) if is_zip else ""
        if checked:
            return ModelOrigin(
                name=model.name,
                language=model.language,
                source=site.url(model.file),
                checked=checked,
                sha256=digest.sha256,
            )
        if not fetched.went_on and not is_zip:
            forget(part)
            raise ModelError(
                f"what came from {site.url(model.file)} is no zip file, but perhaps a page to sign in on; nothing was "
                "installed: look at this address in a browser, and check the network and CALLCENTER_MODELS_URL"
            )
        if not fetched.has_told_end:
            why = f"the server of {site.url(model.file)} does not say how long the file is, and the connection"
            raise broken_off(site, part, why)
        forget(part)
        if not fetched.went_on:
            raise ModelError(
                f"what came from {site.url(model.file)} is not the official file (its SHA-256 is {digest.sha256}), "
                "nothing was installed; run this again, and where it comes to the same take the official site "
                "or a fresh copy of it"
            )
        watch.step("what was there of it is damaged, so it is fetched anew")


def _begins_as_zip(part: Path) -> bool:
    with part.open("rb") as file:
        return file.read(4) in _ZIP_BEGINS


def _checked(site: ModelSite, model: OfferedModel, digest: Digests, watch: Watch) -> str:
    """How the file was found to be right; empty where it is wrong. Raises ModelError where nobody can tell."""
    if model.sha256:
        return "SHA-256 as in our table" if digest.sha256 == model.sha256 else ""
    if md5 := site.listed_md5(model.name):
        return f"MD5 as in {site.url(LIST)}" if digest.md5 == md5 else ""
    if watch.trust(model, digest.sha256):
        return "trusted at its first use: nothing told its checksum"
    raise ModelError(
        f"nothing tells the checksum of {model.name}, and nobody said that the file is to be trusted; "
        f"nothing was installed. Its SHA-256 is {digest.sha256}: run this again with --trust where that is right"
    )
