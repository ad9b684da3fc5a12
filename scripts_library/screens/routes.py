"""HTTP in and out of scripts: the list, the page of one, versions, export."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import Response

from callcenter.kit.content import ContentError
from callcenter.kit.errors import NotFoundError
from callcenter.kit.words import N_
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.pages import is_htmx, page, see_other
from callcenter.web.viewer import AnyViewer, ManagerViewer, Viewer
from scripts_library.book.compiling import parse_document
from scripts_library.book.differences import StepChange, differences
from scripts_library.book.documents import NO_DOCUMENT, Edition, Key
from scripts_library.book.opened import Listed
from scripts_library.limits import is_id
from scripts_library.problems import Problem
from scripts_library.screens.addresses import address_of, key_at
from scripts_library.screens.editor_routes import EditorRoutes
from scripts_library.screens.import_routes import ImportRoutes
from scripts_library.screens.page import TONES
from scripts_library.screens.panel import panel_view
from scripts_library.screens.parts import ScriptParts
from scripts_library.screens.problem_words import say
from scripts_library.screens.shared_routes import DOCUMENT, PostedForm, Shower, may_edit, number
from scripts_library.screens.view import rows_of

_HERE = Path(__file__).parent


class ScriptRoutes:
    """The addresses."""

    def __init__(self, parts: ScriptParts) -> None:
        self._parts = parts
        self._book = parts.book
        self._show = Shower(parts)

    def feature(self) -> Feature:
        """What the web application needs of scripts."""
        router = APIRouter(include_in_schema=False)
        router.get("/scripts")(self.overview)
        router.get("/scripts/export.zip")(self.export_all)
        router.post("/scripts/unusable")(self.throw_away)
        ImportRoutes(self._parts, self._show).add_to(router)
        router.get(DOCUMENT)(self.document)
        router.get(f"{DOCUMENT}/versions")(self.versions)
        router.get(f"{DOCUMENT}/export.yaml")(self.export)
        router.post(f"{DOCUMENT}/versions/{{edition}}/back")(self.take_back)
        router.post(f"{DOCUMENT}/follow")(self.follow)
        router.post(f"{DOCUMENT}/delete")(self.delete)
        EditorRoutes(self._parts, self._show).add_to(router)
        return Feature(
            name="scripts",
            router=router,
            templates=_HERE / "templates",
            static=_HERE / "static",
            navigation=(NavigationItem(path="/scripts", title=N_("Scripts"), place=28),),
        )

    def overview(self, request: Request, viewer: AnyViewer, q: str = "") -> Response:
        """All scripts and parts."""
        listed = self._book.overview()
        edits = may_edit(viewer)
        rows = rows_of(
            [one for one in listed if edits or one.held], self._parts.scripts, viewer.language, q[:100], self._problems
        )
        return page(request, "scripts/list.html", rows=rows, search=q[:100], may_edit=edits, is_empty=not listed)

    def document(self, request: Request, viewer: AnyViewer, language: str, name: str, step: str = "") -> Response:
        """The picture of a script, with one step open beside it; for htmx that step alone."""
        key = key_at(language, name)
        shown = self._show.page(self._show.opened(key, viewer), viewer)
        panel = panel_view(shown, step, self._parts.criteria(viewer.language), self._parts.scripts.library)
        edits = may_edit(viewer)
        if is_htmx(request):
            return page(request, "scripts/_panel.html", view=shown, panel=panel, may_edit=edits, errors={}, refused="")
        siblings = [
            one for one in self._book.overview() if (one.key.kind, one.key.id) == (key.kind, key.id) and one.held
        ]
        return page(
            request,
            "scripts/script.html",
            siblings={one.key.language: address_of(one.key) for one in siblings},
            view=shown,
            panel=panel,
            may_edit=edits,
            tones=TONES,
            errors={},
            refused="",
        )

    def versions(self, request: Request, viewer: AnyViewer, language: str, name: str) -> Response:
        """All editions, each with what it changed."""
        key = key_at(language, name)
        opened = self._show.opened(key, viewer)
        editions = self._book.editions(key)
        return page(
            request,
            "scripts/versions.html",
            key=key,
            address=address_of(key),
            title=self._title(key, opened.source),
            held=opened.held,
            newer=opened.newer,
            editions=[(one, self._changes(one, editions[number + 1 :])) for number, one in enumerate(editions)],
            may_edit=may_edit(viewer),
        )

    def take_back(self, viewer: ManagerViewer, language: str, name: str, edition: str) -> Response:
        """An older text becomes the draft."""
        key = key_at(language, name)
        self._book.put(viewer.operator, key, self._book.source(key, number(edition)))
        return see_other(address_of(key))

    def follow(self, request: Request, viewer: ManagerViewer, language: str, name: str) -> Response:
        """The product's newer text holds."""
        key = key_at(language, name)
        done = self._book.follow_product(viewer.operator, key)
        if isinstance(done, int):
            return see_other(address_of(key))
        return self._refused(request, viewer, key, done)

    def delete(self, request: Request, viewer: ManagerViewer, language: str, name: str) -> Response:
        """No new call begins with it."""
        key = key_at(language, name)
        left = self._book.delete(viewer.operator, key)
        return self._refused(request, viewer, key, left) if left else see_other("/scripts")

    def export(self, viewer: AnyViewer, language: str, name: str, edition: str = "") -> Response:
        """One text as a file: that of an edition, else the draft or what holds."""
        key = key_at(language, name)
        source = self._book.source(key, number(edition)) if edition else self._show.opened(key, viewer).source
        headers = {"content-disposition": f'attachment; filename="{key.id}.{key.language.value}.yaml"'}
        return Response(source, media_type="application/yaml; charset=utf-8", headers=headers)

    def export_all(self, viewer: AnyViewer) -> Response:
        """All texts that hold, as files in folders."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, source in sorted(self._book.sources().items()):
                if not is_id(key.id):  # one of before ids were checked: it could name a file anywhere
                    continue
                archive.writestr(key.path, source)
        headers = {"content-disposition": 'attachment; filename="scripts.zip"'}
        return Response(packed.getvalue(), media_type="application/zip", headers=headers)

    def throw_away(self, viewer: ManagerViewer, form: PostedForm) -> Response:
        """A document whose id no address can name, from before ids were checked."""
        listed = next((one for one in self._book.overview() if str(one.key) == form.get("key")), None)
        if listed is None or is_id(listed.key.id):
            raise NotFoundError(NO_DOCUMENT)
        if listed.draft:
            self._book.discard(viewer.operator, listed.key)
        if listed.held:
            self._book.delete(viewer.operator, listed.key)
        return see_other("/scripts")

    def _refused(self, request: Request, viewer: Viewer, key: Key, problems: tuple[Problem, ...]) -> Response:
        said = [say(one, viewer.texts.gettext) for one in problems]
        return page(request, "scripts/refused.html", status=422, key=key, address=address_of(key), problems=said)

    def _changes(self, edition: Edition, older: Sequence[Edition]) -> tuple[StepChange, ...] | None:
        """What an edition changed against the one before it; None where one of them cannot be read."""
        if edition.is_deleted:
            return ()
        before = next((one for one in older if not one.is_deleted), None)
        try:
            was = parse_document(edition.key, self._book.source(edition.key, before.number)) if before else None
            return differences(was, parse_document(edition.key, self._book.source(edition.key, edition.number)))
        except ContentError:
            return None

    def _title(self, key: Key, source: str) -> str:
        try:
            return parse_document(key, source).title
        except ContentError:
            return key.id

    def _problems(self, one: Listed) -> int:
        return len(self._book.check(one.key, one.draft.source if one.draft else one.source))
