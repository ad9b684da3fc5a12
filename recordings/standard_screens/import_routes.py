"""HTTP for taking over somebody else's standard: a file, a preview to put right, then a draft."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, UploadFile
from starlette.responses import Response

from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import new_id
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer, Viewer
from recordings.own_standard.foreign.table import LARGEST, read_table
from recordings.own_standard.foreign.taking import standard_of
from recordings.own_standard.service import Standards
from recordings.scoring.stage_titles import STAGE_TITLES
from recordings.scoring.standard import STAGES, Criterion
from recordings.standard_screens.addresses import number_in
from recordings.standard_screens.import_view import (
    Preview,
    chosen_preview,
    columns_from,
    guessed_preview,
    rows_from_json,
)

_LARGEST_POST = 5 * LARGEST
"""Bytes. Beyond LARGEST our own page says what is wrong, in the browser too; beyond this the server does, in two words.
The form of the rows brings the whole table along, up to nine bytes for each sign of it."""


_MOST_FIELDS = 2_000


async def _posted(request: Request) -> Mapping[str, str]:
    """The fields of a form that are not known beforehand; of those that are there twice the last."""
    form = await request.form(max_fields=_MOST_FIELDS, max_part_size=_LARGEST_POST)
    return {name: value for name, value in form.items() if isinstance(value, str)}


PostedForm = Annotated[Mapping[str, str], Depends(_posted)]


def _uploaded(file: Annotated[UploadFile | None, File()] = None) -> bytes:
    return file.file.read(LARGEST + 1) if file else b""


class ImportRoutes:
    """The addresses."""

    def __init__(self, standards: Standards) -> None:
        self._standards = standards

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get("/standard/import")(self.ask)
        router.post("/standard/import", max_body_size=_LARGEST_POST)(self.read)
        router.post("/standard/import/rows", max_body_size=_LARGEST_POST)(self.take)

    def ask(self, request: Request, viewer: ManagerViewer) -> Response:
        """Which file?"""
        return self._asked(request, "")

    def read(self, request: Request, viewer: ManagerViewer, data: Annotated[bytes, Depends(_uploaded)]) -> Response:
        """The preview of a file; nothing is stored."""
        try:
            preview = guessed_preview(read_table(data), list(self._known().values()))
        except BadInputError as exc:
            return self._asked(request, str(exc))
        return self._preview(request, viewer, preview)

    def take(self, request: Request, viewer: ManagerViewer, form: PostedForm) -> Response:
        """Count anew by what was chosen, or put the rows in place of the draft."""
        known = self._known()
        try:
            rows = rows_from_json(form.get("table", ""))
        except BadInputError as exc:
            return self._asked(request, str(exc))
        columns = columns_from(form, rows)
        try:
            if columns is None or _said(form, "name", "weight", "critical") != form.get("was", ""):
                return self._preview(request, viewer, guessed_preview(rows, list(known.values()), columns))
        except BadInputError as exc:
            guessed = guessed_preview(rows, list(known.values()))
            return self._preview(request, viewer, guessed, str(exc))
        preview = chosen_preview(rows, columns, form, list(known.values()))
        if form.get("do") != "take":
            return self._preview(request, viewer, preview)
        base = self._standards.overview().standard
        try:
            ids = [new_id() for _ in preview.taken]
            standard = standard_of(preview.taken, known, base, viewer.language, ids)
            self._standards.take_over(viewer.operator, standard, number_in(form.get("draft", "0")))
        except BadInputError as exc:
            return self._preview(request, viewer, preview, str(exc))
        return see_other("/standard/draft")

    def _known(self) -> dict[str, Criterion]:
        return {criterion.id: criterion for criterion in self._standards.known()}

    def _asked(self, request: Request, problem: str) -> Response:
        status = 422 if problem else 200
        draft = self._standards.overview().draft
        return page(request, "standard/import.html", status=status, problem=problem, has_draft=draft is not None)

    def _preview(self, request: Request, viewer: Viewer, preview: Preview, problem: str = "") -> Response:
        known, draft = self._known().values(), self._standards.overview().draft
        return page(
            request,
            "standard/import_rows.html",
            status=422 if problem else 200,
            preview=preview,
            problem=problem,
            choices=[
                (title, [(one.id, one.title.get(viewer.language, one.id)) for one in known if one.stage == stage])
                for stage, title in STAGE_TITLES.items()
            ],
            stages={name: title for name, title in STAGE_TITLES.items() if name != STAGES[-1]},
            draft=draft.revision if draft else 0,
        )


def _said(form: Mapping[str, str], *names: str) -> str:
    return ",".join(form.get(name, "") for name in names)
