"""Fetching one file so that it can be gone on with: after a lost connection, a full disk or kill -9."""

import http.client
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path

from recordings.model_shelf.disk import full_disk
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.site import ModelSite, Reply
from recordings.model_shelf.wording import megabytes

Progress = Callable[[int, int], None]
"""Called now and then with the bytes that are there and the bytes in all (0: nobody knows)."""

_PIECE = 1 << 18
_UNPACKED = 1.6
"""Times the size of the zip file that the official models have on the disk, at most."""
_MOST_TRIES = 8
"""Connections in a row for one file; a try that brought nothing is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that has come whole, as far as anybody can tell."""

    path: Path
    went_on: bool
    """A part of it was there before."""
    has_told_end: bool
    """False where the server told neither length nor end, so that the connection may have broken off unseen."""


class _End(Enum):
    """How a connection ended."""

    WHOLE = auto()
    BROKEN = auto()
    UNTOLD = auto()
    """It was closed, and the server had told neither length nor end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """Beside the part: which version of which file it is a part of."""

    url: str
    validator: str
    total: int | None


def fetch(site: ModelSite, file: str, part: Path, *, most: int, exact: int | None, progress: Progress) -> Fetched:
    """Fetch `file` into `part`, or go on where an earlier try stopped.

    `most` bytes are taken at most; `exact` is the size that the file must have, where that is known.
    Raises ModelError; what has come stays for the next try, unless it cannot be of use.
    """
    went_on = _there(site, file, part) > 0
    for _ in range(_MOST_TRIES):
        before = _there(site, file, part)
        try:
            end = _fetch_on(site, file, part, most=most, exact=exact, progress=progress)
        except OSError as exc:
            if full := full_disk(exc, part):
                raise full from exc
            raise
        if end is not _End.BROKEN:
            return Fetched(path=part, went_on=went_on, has_told_end=end is _End.WHOLE)
        if _size(part) <= before:
            break
        went_on = True
    raise broken_off(site, part)


def broken_off(site: ModelSite, part: Path, why: str = "") -> ModelError:
    """The error to raise over a connection that broke off, for the reason `why` perhaps only; the part stays."""
    told = f"{why} may have broken off" if why else f"the connection to {site.address} broke off"
    return ModelError(f"{told} after {megabytes(_size(part))}; run this again, it goes on where it stopped")


def forget(part: Path) -> None:
    """Throw away what has come."""
    part.unlink(missing_ok=True)
    _mark_of(part).unlink(missing_ok=True)


def _fetch_on(site: ModelSite, file: str, part: Path, *, most: int, exact: int | None, progress: Progress) -> _End:
    """One connection, and how it ended."""
    there, mark = _there(site, file, part), _read_mark(part)
    if mark and mark.total is not None and there == mark.total:
        return _End.WHOLE
    reply = site.open(file, there, mark.validator if mark else "")
    with reply.body:
        begin = reply.begins_at
        if begin not in {0, there}:
            forget(part)
            raise ModelError(f"the server of {site.url(file)} sends another part than asked for; use another mirror")
        _check_size(site.url(file), reply, most, exact)
        _check_room(part, (reply.total or 0) - begin, reply.total or 0)
        if begin == 0:
            _write_mark(part, _Mark(url=site.url(file), validator=reply.validator, total=reply.total))
        with part.open("r+b" if begin else "wb") as out:
            out.seek(begin)
            out.truncate()
            has_ended = _copy(reply, out.write, site.url(file), begin, most, progress)
            out.flush()
            os.fsync(out.fileno())
    return _end(reply, _size(part), exact) if has_ended else _whole_at(_size(part), reply.total)


def _end(reply: Reply, size: int, exact: int | None) -> _End:
    """How a connection ended that was closed in good order."""
    if reply.total is not None:
        return _whole_at(size, reply.total)
    if reply.tells_end:
        return _End.WHOLE
    return _End.UNTOLD if exact is None else _whole_at(size, exact)


def _whole_at(size: int, wanted: int | None) -> _End:
    return _End.WHOLE if size == wanted else _End.BROKEN


def _copy(reply: Reply, write: Callable[[bytes], int], url: str, begin: int, most: int, progress: Progress) -> bool:
    """Whether the end came in good order, and not with an error."""
    done, is_broken = begin, False
    while not is_broken:
        piece, is_broken = _next(reply)
        if not piece:
            break
        done += len(piece)
        if done > most:
            raise ModelError(f"{url} is far larger than the model; check CALLCENTER_MODELS_URL")
        write(piece)
        progress(done, reply.total or 0)
    return not is_broken


def _next(reply: Reply) -> tuple[bytes, bool]:
    """The next bytes, none at the end, and whether the connection broke after them."""
    try:
        return reply.body.read(_PIECE), False
    except http.client.IncompleteRead as exc:
        return exc.partial, True
    except (OSError, http.client.HTTPException):
        return b"", True


def _check_size(url: str, reply: Reply, most: int, exact: int | None) -> None:
    if reply.total is None:
        return
    if exact is not None and reply.total != exact:
        raise ModelError(
            f"{url} has {reply.total:,} bytes, the official model has {exact:,}: it is another file; "
            "put the official one on this server, or unset CALLCENTER_MODELS_URL"
        )
    if reply.total > most:
        raise ModelError(f"{url} has {megabytes(reply.total)}, far more than the model; check CALLCENTER_MODELS_URL")


def _check_room(part: Path, wanted: int, total: int) -> None:
    """Said before hours of fetching, not after."""
    free, needed = shutil.disk_usage(part.parent).free, wanted + round(total * _UNPACKED)
    if free < needed:
        raise ModelError(
            f"{megabytes(needed)} are needed, for the file and for what it unpacks to, and the disk of {part.parent} "
            f"has {megabytes(free)} free; make room there, then run this again"
        )


def _there(site: ModelSite, file: str, part: Path) -> int:
    """How many bytes of this very file are there and can be gone on with."""
    mark = _read_mark(part)
    return _size(part) if mark and mark.url == site.url(file) and mark.validator else 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _mark_of(part: Path) -> Path:
    return part.with_name(f"{part.name}.of")


def _read_mark(part: Path) -> _Mark | None:
    try:
        return _Mark(**json.loads(_mark_of(part).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write_mark(part: Path, mark: _Mark) -> None:
    """Written before the first byte, and the part of another version thrown away: the two are never mixed."""
    part.unlink(missing_ok=True)
    _mark_of(part).write_text(json.dumps(asdict(mark)), encoding="utf-8")
