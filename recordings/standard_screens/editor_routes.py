"""HTTP for the editor: begin a draft, look at it, change it, publish it, throw it away."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer, Viewer
from recordings.own_standard.differences import differences
from recordings.own_standard.draft import Draft
from recordings.own_standard.editing import Deed, Edit
from recordings.own_standard.service import DraftChangedError, DraftGoneError, Edited, Standards
from recordings.scoring.stage_titles import STAGE_TITLES
from recordings.scoring.standard import STAGES
from recordings.standard_screens.addresses import language_in, number_in
from recordings.standard_screens.editor_view import Said, joined
from recordings.standard_screens.examples import Examples
from recordings.standard_screens.examples_loader import load_examples
from recordings.standard_screens.import_routes import PostedForm
from recordings.standard_screens.posted import read_edit
from recordings.standard_screens.typed import changed_fields, fields_of, join, sums_of, told
from recordings.standard_screens.view import criterion_view, standard_view

_NONE = Examples()
_NOTHING_SAID = Said()


class EditorRoutes:
    """The addresses."""

    def __init__(self, standards: Standards) -> None:
        self._standards = standards

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.post("/standard/draft/begin")(self.begin)
        router.get("/standard/draft")(self.look)
        router.post("/standard/draft")(self.edit)
        router.post("/standard/draft/discard")(self.discard)

    def begin(self, viewer: ManagerViewer) -> Response:
        """Begin to edit, or go on."""
        self._standards.begin(viewer.operator)
        return see_other("/standard/draft")

    def look(self, request: Request, viewer: ManagerViewer, texts: str = "") -> Response:
        """The editor; `texts` is the language of the texts in it."""
        draft = self._standards.overview().draft
        if draft is None:
            return see_other("/standard")
        return self._editor(request, viewer, draft, language_in(texts, viewer.language))

    def edit(self, request: Request, viewer: ManagerViewer, form: PostedForm) -> Response:
        """Keep what was typed and do what was pressed. What is not saved stands in the editor again."""
        language = language_in(form.get("texts", ""), viewer.language)
        try:
            draft = self._standards.draft()
            edit, errors = read_edit(form, draft, language)
            if errors:
                return self._editor(request, viewer, draft, language, Said(typed=form, errors=errors))
            done = self._standards.edit(viewer.operator, edit)
        except DraftGoneError as exc:
            return _gone(request, form, str(exc))
        except DraftChangedError:
            return self._overtaken(request, viewer, language, form)
        except BadInputError as exc:
            said = Said(typed=form, problem=str(exc))
            return self._editor(request, viewer, self._standards.draft(), language, said)
        if done.hindrances:
            said = Said(hindrances=done.hindrances, note=edit.note)
            return self._editor(request, viewer, done.draft, language, said)
        return see_other(_next_page(edit, done, form))

    def discard(self, request: Request, viewer: ManagerViewer, revision: Annotated[str, Form()] = "") -> Response:
        """Throw the draft away, where it is the one that was looked at."""
        try:
            self._standards.discard(viewer.operator, number_in(revision))
        except DraftGoneError:
            return see_other("/standard")
        except DraftChangedError as exc:
            return self._editor(request, viewer, self._standards.draft(), viewer.language, Said(problem=str(exc)))
        return see_other("/standard")

    def _overtaken(self, request: Request, viewer: Viewer, language: Language, form: Mapping[str, str]) -> Response:
        """The draft that somebody else has saved, with what was typed in it."""
        draft = self._standards.draft()
        said = joined(join(form, fields_of(draft.standard, language)))
        return self._editor(request, viewer, draft, language, said)

    def _editor(
        self, request: Request, viewer: Viewer, draft: Draft, language: Language, said: Said = _NOTHING_SAID
    ) -> Response:
        examples = load_examples(language)
        today = self._standards.overview()
        removed = self._standards.removed(draft)
        return page(
            request,
            "standard/draft.html",
            status=422 if said.is_refusal else 200,
            view=standard_view(draft.standard, language, examples, with_empty=True),
            draft=draft,
            today=today.number,
            texts_in=language,
            removed=[criterion_view(one, viewer.language, examples.get(one.id, _NONE)) for one in removed],
            said=said,
            shown=sums_of(fields_of(draft.standard, language)),
            stages=STAGE_TITLES,
            own_stages={name: title for name, title in STAGE_TITLES.items() if name != STAGES[-1]},
            changed=differences(today.standard, draft.standard, viewer.language),
            between=differences(self._standards.version(draft.base), today.standard, viewer.language),
        )


def _gone(request: Request, form: Mapping[str, str], problem: str) -> Response:
    """There is no draft: what was typed, to be copied into a new one."""
    typed = list(told(changed_fields(form), form))
    return page(request, "standard/gone.html", status=422, problem=problem, typed=typed)


def _next_page(edit: Edit, done: Edited, form: Mapping[str, str]) -> str:
    """Where to go on after what was done."""
    if done.published is not None:
        return "/standard"
    places = {
        Deed.TAKE_OUT: "#removed",
        Deed.PUT_BACK: f"#criterion-{edit.criterion}",
        Deed.ADD: f"#stage-{edit.new_stage}",
    }
    do, _, what = form.get("do", "").partition(":")
    language = language_in(what, edit.language) if do == "texts" else edit.language
    return f"/standard/draft?texts={language.value}{places.get(edit.deed, '')}"
