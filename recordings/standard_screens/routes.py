"""HTTP in and out of the phone standard: its page, the editor, versions, scoring anew, export."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.domain.people import Role
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.live import live_stream
from callcenter.web.pages import page, see_other
from callcenter.web.screens import Region
from callcenter.web.viewer import AnyViewer, ManagerViewer, Viewer
from recordings.own_standard.book import NO_VERSION
from recordings.own_standard.differences import differences
from recordings.own_standard.draft import Draft, Hindrance
from recordings.own_standard.service import Standards
from recordings.rescoring.service import Rescoring
from recordings.scoring.standard import STAGES
from recordings.standard_screens.examples import Examples
from recordings.standard_screens.examples_loader import load_examples
from recordings.standard_screens.export import as_csv
from recordings.standard_screens.import_routes import ImportRoutes, PostedForm
from recordings.standard_screens.posted import Posted, read_posted, without
from recordings.standard_screens.view import STAGE_TITLES, criterion_view, standard_view

_HERE = Path(__file__).parent
_PROGRESS_S = 2.0
_DEFAULT_DAYS = 30
_NONE = Examples()


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
        router.post("/standard/draft/begin")(self.begin)
        router.get("/standard/draft")(self.draft)
        router.post("/standard/draft")(self.edit)
        router.post("/standard/draft/discard")(self.discard)
        router.get("/standard/versions")(self.versions)
        router.post("/standard/versions/{number}/again")(self.publish_again)
        router.post("/standard/scores")(self.score_anew)
        router.post("/standard/scores/{run}/stop")(self.stop)
        router.get("/standard/export.csv")(self.export)
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
        number = _number(version) if version else overview.number
        lines = _language(examples, viewer.language)
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
            context = {"run": run, "may_edit": _may_edit(viewer)}
            return (Region("standard-run", "standard/_run.html", context, again_s),)

        return live_stream(request, viewer, regions)

    def begin(self, viewer: ManagerViewer) -> Response:
        """Begin to edit, or go on."""
        self._standards.begin(viewer.operator)
        return see_other("/standard/draft")

    def draft(self, request: Request, viewer: ManagerViewer, texts: str = "") -> Response:
        """The editor; `texts` is the language of the texts in it."""
        if self._standards.overview().draft is None:
            return see_other("/standard")
        return self._editor(request, viewer, self._standards.draft(), _language(texts, viewer.language))

    def edit(self, request: Request, viewer: ManagerViewer, form: PostedForm) -> Response:
        """Keep what was typed, then do what was pressed. Nothing of it is kept where a field cannot be read."""
        draft, language = self._standards.draft(), _language(form.get("texts", ""), viewer.language)
        posted = read_posted(form, draft.standard)
        do, _, what = form.get("do", "save").partition(":")
        if do == "out":
            posted = without(posted, what)
        if posted.errors:
            return self._editor(request, viewer, draft, language, posted=posted, typed=form)
        revision = _number(form.get("revision", ""))
        saved = self._standards.write(viewer.operator, revision, posted.written, language, posted.title)
        if do == "publish":
            return self._publish(request, viewer, saved, language, form)
        anchor = self._do(viewer, do, what, saved, form)
        shown = _language(what, language) if do == "texts" else language
        return see_other(f"/standard/draft?texts={shown.value}{anchor}")

    def discard(self, viewer: ManagerViewer) -> Response:
        """Throw the draft away."""
        self._standards.discard(viewer.operator)
        return see_other("/standard")

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
            older = _number(number)
        except BadInputError as exc:
            raise NotFoundError(NO_VERSION) from exc
        self._standards.publish_again(viewer.operator, older)
        return see_other("/standard")

    def score_anew(self, viewer: ManagerViewer, days: Annotated[str, Form()] = "") -> Response:
        """Score the calls of the last days anew."""
        self._rescoring.ask(viewer.operator, _number(days))
        return see_other("/standard#rescoring")

    def stop(self, viewer: ManagerViewer, run: str) -> Response:
        """Leave the rest of them as they are."""
        self._rescoring.stop(run)
        return see_other("/standard#rescoring")

    def export(self, viewer: AnyViewer, version: str = "") -> Response:
        """The standard as a table."""
        number = _number(version) if version else self._standards.overview().number
        table = as_csv(self._standards.version(number), viewer.language, viewer.texts.gettext)
        headers = {"content-disposition": f'attachment; filename="standard-{number}.csv"'}
        return Response(table, media_type="text/csv; charset=utf-8", headers=headers)

    def _do(self, viewer: Viewer, do: str, what: str, draft: Draft, form: Mapping[str, str]) -> str:
        """What was pressed besides 'save'; where on the page to go on."""
        who, revision = viewer.operator, draft.revision
        if do in {"spread", "alike"}:
            self._standards.spread(who, revision, alike=do == "alike")
        elif do == "out":
            self._standards.take_out(who, revision, what)
            return "#removed"
        elif do == "back":
            self._standards.put_back(who, revision, what)
            return f"#criterion-{what}"
        elif do == "add":
            stage = form.get("new-stage", "")
            self._standards.add(who, revision, form.get("new-title", ""), stage if stage in STAGES[:-1] else STAGES[0])
            return f"#stage-{stage}"
        return ""

    def _publish(
        self, request: Request, viewer: Viewer, draft: Draft, language: Language, form: Mapping[str, str]
    ) -> Response:
        done = self._standards.publish(viewer.operator, draft.revision, form.get("note", ""))
        if isinstance(done, int):
            return see_other("/standard")
        return self._editor(request, viewer, draft, language, hindrances=done, note=form.get("note", ""))

    def _editor(
        self,
        request: Request,
        viewer: Viewer,
        draft: Draft,
        language: Language,
        *,
        posted: Posted | None = None,
        typed: Mapping[str, str] | None = None,
        hindrances: tuple[Hindrance, ...] = (),
        note: str = "",
    ) -> Response:
        examples = load_examples(language)
        removed = self._standards.removed(draft)
        today = self._standards.overview()
        return page(
            request,
            "standard/draft.html",
            status=422 if posted or hindrances else 200,
            view=standard_view(draft.standard, language, examples, with_empty=True),
            draft=draft,
            today=today.number,
            texts_in=language,
            removed=[criterion_view(one, viewer.language, examples.get(one.id, _NONE)) for one in removed],
            errors=posted.errors if posted else {},
            typed=typed or {},
            hindrances=hindrances,
            note=note,
            stages={name: title for name, title in STAGE_TITLES.items() if name != STAGES[-1]},
            changed=differences(today.standard, draft.standard, viewer.language),
        )


def _may_edit(viewer: Viewer) -> bool:
    return viewer.operator.role.includes(Role.MANAGER)


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise BadInputError(N_("A number is expected here. Go back, load the page again and try once more."))


def _language(text: str, otherwise: Language) -> Language:
    return Language(text) if text in set(Language) else otherwise
