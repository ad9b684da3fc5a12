"""HTTP for private words: the sound that a player asks for, copies to take along, corrections by hand."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import RecordingId
from callcenter.kit.words import N_
from callcenter.web.pages import is_htmx, no_content, see_other
from callcenter.web.viewer import AnyViewer, Viewer
from recordings.audio.covering import CoveredSound
from recordings.copies.service import Copies
from recordings.copies.words_file import as_json
from recordings.private_words.labels import labels_of
from recordings.private_words.look import Look, PrivateWish
from recordings.private_words.spans import PrivateKind

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
"""A header that asks for anything else is left unheeded, as RFC 9110 (14.2) has it: the answer is the whole."""

_COPIES = {f"masked.{ending}": ending for ending in ("wav", "txt", "json")}
"""The copies that there are, and how the names of their files end."""


class CopiesRoutes:
    """The addresses."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get("/recordings/{recording}/sound")(self.sound)
        router.get("/recordings/{recording}/original")(self.original)
        router.get("/recordings/{recording}/copy/{file}")(self.copy)
        router.post("/recordings/{recording}/private")(self.correct)
        router.post("/recordings/{recording}/private/undo")(self.undo)

    def sound(self, request: Request, viewer: AnyViewer, recording: str, private: str = "") -> Response:
        """The sound, whole or the range of bytes that a player asks for (206)."""
        found = self._copies.hear(viewer.operator, RecordingId(recording), look_of(viewer, private))
        if isinstance(found, Path):
            return FileResponse(found, media_type="audio/wav")
        return _covered(found, request.headers.get("range", ""))

    def original(self, viewer: AnyViewer, recording: str) -> Response:
        """The file as it was kept, to take along."""
        path = self._copies.original(viewer.operator, RecordingId(recording))
        name = self._copies.file_name(RecordingId(recording), viewer.zone, is_masked=False)
        return FileResponse(path, media_type="audio/wav", filename=f"{name}.wav")

    def copy(self, viewer: AnyViewer, recording: str, file: str) -> Response:
        """A copy without private words: masked.wav, masked.txt or masked.json."""
        name = RecordingId(recording)
        if not (ending := _COPIES.get(file)):
            raise BadInputError(N_("There is no such copy; take one of those that the page of the call offers."))
        called = self._copies.file_name(name, viewer.zone, is_masked=True)
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{quote(f'{called}.{ending}')}",
            "cache-control": "no-store",
        }
        if file == "masked.wav":
            return _covered(self._copies.masked_sound(viewer.operator, name), "", headers)
        if file == "masked.txt":
            text = self._copies.text(self._copies.masked_words(viewer.operator, name))
            return PlainTextResponse(text, headers=headers)
        words = as_json(self._copies.masked_words(viewer.operator, name))
        return Response(words, media_type="application/json", headers=headers)

    def correct(
        self,
        request: Request,
        viewer: AnyViewer,
        recording: str,
        turn: Annotated[int, Form()],
        start: Annotated[float, Form()],
        end: Annotated[float, Form()],
        kind: Annotated[str, Form()] = "",
        remove: Annotated[str, Form()] = "",
    ) -> Response:
        """Mark words as private by hand, or (`remove`) as not private."""
        try:
            private = None if remove else PrivateKind(kind)
        except ValueError as exc:
            raise BadInputError(N_("Choose what kind of private words these are.")) from exc
        self._copies.correct(viewer.operator, RecordingId(recording), turn, (start, end), private)
        return _done(request, recording)

    def undo(self, request: Request, viewer: AnyViewer, recording: str) -> Response:
        """Take back what was last put right by hand."""
        self._copies.undo(viewer.operator, RecordingId(recording))
        return _done(request, recording)


def look_of(viewer: Viewer, private: str, words: str = "") -> Look:
    """How somebody looks at a call, from the address."""
    wish = PrivateWish(private) if private in set(PrivateWish) else PrivateWish.AS_USUAL
    return Look(wish=wish, labels=labels_of(viewer.texts.pgettext), words=words)


def _done(request: Request, recording: str) -> Response:
    return no_content() if is_htmx(request) else see_other(f"/recordings/{recording}")


def _covered(sound: CoveredSound, asked: str, headers: Mapping[str, str] | None = None) -> Response:
    """The bytes of a covered sound, or the range of them that was asked for."""
    first, last = 0, sound.size - 1
    shown = {"accept-ranges": "bytes", "cache-control": "no-store", **(headers or {})}
    found = _RANGE.fullmatch(asked)
    if found and (found[1] or found[2]):
        first = int(found[1]) if found[1] else max(0, sound.size - int(found[2]))
        last = min(last, int(found[2])) if found[1] and found[2] else last
        shown["content-range"] = f"bytes {first}-{last}/{sound.size}"
        if first > last:
            return Response(status_code=416, headers={"content-range": f"bytes */{sound.size}"})
    shown["content-length"] = str(last - first + 1)
    status = 206 if "content-range" in shown else 200
    return StreamingResponse(sound.read(first, last), status_code=status, headers=shown, media_type="audio/wav")
