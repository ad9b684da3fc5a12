"""HTTP in and out of the phone standard: its page, versions, scoring anew, export."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.domain.people import Role
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.words import N_
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.live import live_stream
from callcenter.web.pages import page, see_other
from callcenter.web.screens import Region
from callcenter.web.viewer import AnyViewer, ManagerViewer, Viewer
from recordings.own_standard.book import NO_VERSION
from recordings.own_standard.differences import differences
from recordings.own_standard.service import Standards
from recordings.rescoring.service import Rescoring
from recordings.scoring.stage_titles import STAGE_TITLES
from recordings.standard_screens.addresses import language_in, number_in
from recordings.standard_screens.editor_routes import EditorRoutes
from recordings.standard_screens.examples_loader import load_examples
from recordings.standard_screens.export import as_csv
from recordings.standard_screens.import_routes import ImportRoutes
from recordings.standard_screens.view import standard_view

_HERE = Path(__file__).parent
_PROGRESS_S = 2.0
_DEFAULT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardParts:
    """What the pages stand on; given by the composition root."""

    standards: Standards
    rescoring: Rescoring


class StandardRoutes:
    """The addresses."""

    def __init__(self, parts: StandardParts) -> None:
        self._standards = parts.standards
        self._rescoring = parts.rescoring

    def feature(self) -> Feature:
        """What the web application needs of the standard."""
        router = APIRouter(include_in_schema=False)
        router.get("/standard")(self.standard)
        router.get("/standard/live")(self.live)
        router.get("/standard/versions")(self.versions)
        router.post("/standard/versions/{number}/again")(self.publish_again)
        router.post("/standard/scores")(self.score_anew)
        router.post("/standard/scores/{run}/stop")(self.stop)
        router.get("/standard/export.csv")(self.export)
        EditorRoutes(self._standards).add_to(router)
        ImportRoutes(self._standards).add_to(router)
        return Feature(
            name="standard",
            router=router,
            templates=_HERE / "templates",
            static=_HERE / "static",
            navigation=(NavigationItem(path="/standard", title=N_("Standard"), place=30),),
        )

    def standard(self, request: Request, viewer: AnyViewer, version: str = "", examples: str = "") -> Response:
        """The standard of today, or an older version; `examples` is the language of the examples."""
        overview = self._standards.overview()
        number = number_in(version) if version else overview.number
        lines = language_in(examples, viewer.language)
        return page(
            request,
            "standard/standard.html",
            view=standard_view(self._standards.version(number), viewer.language, load_examples(lines)),
            overview=overview,
            number=number,
            published=next((one for one in overview.versions if one.number == number), None),
            examples_in=lines,
            may_edit=_may_edit(viewer),
            run=self._rescoring.newest(),
            days=_DEFAULT_DAYS,
            calls=self._rescoring.count(_DEFAULT_DAYS),
        )

    def live(self, request: Request, viewer: AnyViewer) -> Response:
        """The stream of that page: how far scoring anew is."""

        def regions() -> tuple[Region, ...]:
            run = self._rescoring.newest()
            again_s = _PROGRESS_S if run and run.is_running else None
            today = self._standards.overview().number
            context = {"run": run, "may_edit": _may_edit(viewer), "today": today}
            return (Region("standard-run", "standard/_run.html", context, again_s),)

        return live_stream(request, viewer, regions)

    def versions(self, request: Request, viewer: AnyViewer) -> Response:
        """All versions, each with what it changed."""
        overview = self._standards.overview()
        changed = {
            one.number: differences(
                self._standards.version(one.number - 1), self._standards.version(one.number), viewer.language
            )
            for one in overview.versions
        }
        return page(
            request,
            "standard/versions.html",
            overview=overview,
            changed=changed,
            stages=STAGE_TITLES,
            may_edit=_may_edit(viewer),
        )

    def publish_again(self, viewer: ManagerViewer, number: str) -> Response:
        """Publish an older version once more."""
        try:
            older = number_in(number)
        except BadInputError as exc:
            raise NotFoundError(NO_VERSION) from exc
        self._standards.publish_again(viewer.operator, older)
        return see_other("/standard")

    def score_anew(self, viewer: ManagerViewer, days: Annotated[str, Form()] = "") -> Response:
        """Score the calls of the last days anew."""
        self._rescoring.ask(viewer.operator, number_in(days))
        return see_other("/standard#rescoring")

    def stop(self, viewer: ManagerViewer, run: str) -> Response:
        """Leave the rest of them as they are."""
        self._rescoring.stop(run)
        return see_other("/standard#rescoring")

    def export(self, viewer: AnyViewer, version: str = "") -> Response:
        """The standard as a table."""
        number = number_in(version) if version else self._standards.overview().number
        table = as_csv(self._standards.version(number), viewer.language, viewer.texts.gettext)
        headers = {"content-disposition": f'attachment; filename="standard-{number}.csv"'}
        return Response(table, media_type="text/csv; charset=utf-8", headers=headers)


def _may_edit(viewer: Viewer) -> bool:
    return viewer.operator.role.includes(Role.MANAGER)
