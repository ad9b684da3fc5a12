"""HTTP for editing: a step kept as it is typed, steps added and removed, undo, publishing, the whole text."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from callcenter.kit.content import ContentError
from callcenter.kit.errors import BadInputError, CallCenterError, NotFoundError
from callcenter.kit.words import N_
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer, Viewer
from scripts_library.book.changes import added_step, leading_to, with_step, without_step
from scripts_library.book.compiling import parse_document
from scripts_library.book.differences import differences
from scripts_library.book.documents import Key
from scripts_library.book.opened import LONGEST_SOURCE, Opened, too_long
from scripts_library.model import Step
from scripts_library.problems import Problem
from scripts_library.screens.addresses import address_of, key_at
from scripts_library.screens.page import TONES, ScriptPage
from scripts_library.screens.panel import Panel, panel_view
from scripts_library.screens.parts import ScriptParts
from scripts_library.screens.preview import Preview, Sample, facts_for, preview_of
from scripts_library.screens.problem_words import say
from scripts_library.screens.shared_routes import DOCUMENT, LARGEST_TEXT_POST, PostedForm, Shower, number
from scripts_library.screens.step_form import read_step
from scripts_library.screens.view import script_of

NO_STEP = N_("There is no such step any more; it was taken out. Load the page again.")
NO_REMOVAL = N_("Other steps lead here, so this step was not taken out. Let them lead elsewhere first.")
_STEP = f"{DOCUMENT}/steps/{{step}}"


class EditorRoutes:
    """The addresses."""

    def __init__(self, parts: ScriptParts, shower: Shower) -> None:
        self._parts = parts
        self._book = parts.book
        self._show = shower

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.post(f"{DOCUMENT}/begin")(self.begin)
        router.post(f"{DOCUMENT}/undo")(self.undo)
        router.post(f"{DOCUMENT}/discard")(self.discard)
        router.get(f"{DOCUMENT}/publish")(self.ask_to_publish)
        router.post(f"{DOCUMENT}/publish")(self.publish)
        router.post(f"{DOCUMENT}/steps")(self.add)
        router.post(_STEP)(self.keep)
        router.post(f"{_STEP}/remove")(self.remove)
        router.post(f"{_STEP}/own")(self.make_own)
        router.post(f"{_STEP}/preview")(self.preview)
        router.get(f"{DOCUMENT}/text")(self.text)
        router.post(f"{DOCUMENT}/text", max_body_size=LARGEST_TEXT_POST)(self.keep_text)
        router.get("/scripts/patients")(self.patients)

    def begin(self, viewer: ManagerViewer, language: str, name: str, step: str = "") -> Response:
        """Begin to edit, or go on."""
        key = key_at(language, name)
        self._book.begin(viewer.operator, key)
        return see_other(_at(key, step))

    def undo(self, viewer: ManagerViewer, language: str, name: str, form: PostedForm) -> Response:
        """Take the last change back."""
        key = key_at(language, name)
        self._book.undo(viewer.operator, key, number(form.get("revision", "")))
        return see_other(_at(key, form.get("step", "")))

    def discard(self, viewer: ManagerViewer, language: str, name: str) -> Response:
        """Throw the draft away."""
        key = key_at(language, name)
        held = self._book.open(key).held
        self._book.discard(viewer.operator, key)
        return see_other(address_of(key) if held else "/scripts")

    def ask_to_publish(self, request: Request, viewer: ManagerViewer, language: str, name: str) -> Response:
        """What will change, what stands in the way, and the note."""
        key = key_at(language, name)
        opened = self._book.open(key)
        if opened.draft is None:
            return see_other(address_of(key))
        return self._publishing(request, viewer, opened, self._book.check(key, opened.source), "")

    def publish(self, request: Request, viewer: ManagerViewer, language: str, name: str, form: PostedForm) -> Response:
        """New calls are led by it from now on."""
        key = key_at(language, name)
        note = form.get("note", "")
        done = self._book.publish(viewer.operator, key, number(form.get("revision", "")), note)
        if isinstance(done, int):
            return see_other(address_of(key))
        return self._publishing(request, viewer, self._book.open(key), done, note, status=422)

    def add(self, viewer: ManagerViewer, language: str, name: str, form: PostedForm) -> Response:
        """One more step, behind the one that was open."""
        key = key_at(language, name)
        step, title = form.get("new-name", "").strip(), " ".join(form.get("new-title", "").split())
        if not title:
            raise BadInputError(N_("Give the new step a title first."))
        known = self._show.page(self._book.open(key), viewer).script
        wanted = step or _free_name(known.steps if known else {})
        after = form.get("step", "")
        self._book.change(viewer.operator, key, lambda one: added_step(one, wanted, title, after))
        return see_other(_at(key, wanted))

    def remove(
        self, request: Request, viewer: ManagerViewer, language: str, name: str, step: str, form: PostedForm
    ) -> Response:
        """Take a step out; refused where another one leads to it."""
        key = key_at(language, name)
        opened = self._book.open(key)
        leads = tuple(leading_to(script_of(key, opened.sources), step))
        if leads:
            return page(
                request, "scripts/refused.html", status=422, key=key, address=_at(key, step), problems=(), leads=leads
            )
        self._book.change(viewer.operator, key, lambda one: without_step(one, step), number(form.get("revision", "")))
        return see_other(address_of(key))

    def make_own(self, viewer: ManagerViewer, language: str, name: str, step: str) -> Response:
        """A step of a part is written into the script itself, to be worded otherwise there."""
        key = key_at(language, name)
        found = script_of(key, self._book.open(key).sources).steps.get(step)
        if found is None:
            raise NotFoundError(NO_STEP)
        self._book.change(viewer.operator, key, lambda one: with_step(one, found))
        return see_other(_at(key, step))

    def keep(
        self, request: Request, viewer: ManagerViewer, language: str, name: str, step: str, form: PostedForm
    ) -> Response:
        """Keep what was typed into a step, and say what is wrong with it."""
        key = key_at(language, name)
        opened = self._book.open(key)
        before = self._own_step(opened, step)
        typed = read_step(form, _ticked(form), before)
        problem: CallCenterError | None = None
        if typed.step is not None:
            after = typed.step
            try:
                self._book.change(
                    viewer.operator, key, lambda one: with_step(one, after), number(form.get("revision", ""))
                )
            except (BadInputError, ContentError) as error:
                problem = error
        return self._kept(request, viewer, key, step, form, typed.step or before, typed.errors, problem)

    def preview(
        self, request: Request, viewer: ManagerViewer, language: str, name: str, step: str, form: PostedForm
    ) -> Response:
        """The sentence for another caller."""
        opened = self._book.open(key_at(language, name))
        typed = read_step(form, _ticked(form), self._own_step(opened, step, of_parts=True))
        shown = typed.step or self._own_step(opened, step, of_parts=True)
        return page(request, "scripts/_preview.html", preview=self._preview(viewer, opened.key, shown, form))

    def text(self, request: Request, viewer: ManagerViewer, language: str, name: str) -> Response:
        """The whole document as text."""
        opened = self._book.open(key_at(language, name))
        return self._texts(request, viewer, opened, opened.source, self._book.check(opened.key, opened.source))

    def keep_text(
        self, request: Request, viewer: ManagerViewer, language: str, name: str, form: PostedForm
    ) -> Response:
        """Keep the whole text; one that cannot be read stays on the page and is not kept."""
        key = key_at(language, name)
        source = form.get("source", "").replace("\r\n", "\n")
        opened = self._book.open(key)
        if len(source) > LONGEST_SOURCE:
            said = (Problem(key.path, 1, str(too_long())),)
            return self._texts(request, viewer, opened, source[:LONGEST_SOURCE], said, status=422)
        problems = self._book.check(key, source)
        if form.get("do") == "check":
            return self._texts(request, viewer, opened, source, problems, template="scripts/_text_problems.html")
        try:
            if opened.draft is None:
                self._book.put(viewer.operator, key, source)
            else:
                self._book.save(viewer.operator, key, number(form.get("revision", "")), source)
        except ContentError:
            return self._texts(request, viewer, opened, source, problems, status=422)
        return see_other(address_of(key))

    def patients(self, request: Request, viewer: ManagerViewer, q: str = "") -> Response:
        """Patients to try a sentence with."""
        return page(
            request, "scripts/_patients.html", patients=self._show.people.search(viewer.operator, q[:60]), search=q
        )

    def _own_step(self, opened: Opened, step: str, *, of_parts: bool = False) -> Step:
        one = script_of(opened.key, opened.sources) if of_parts else parse_document(opened.key, opened.source)
        found = one.steps.get(step)
        if found is None:
            raise NotFoundError(NO_STEP)
        return found

    def _kept(
        self,
        request: Request,
        viewer: Viewer,
        key: Key,
        step: str,
        form: Mapping[str, str],
        shown: Step,
        errors: Mapping[str, str],
        problem: CallCenterError | None,
    ) -> Response:
        view = self._show.page(self._book.open(key), viewer)
        return page(
            request,
            "scripts/_kept.html",
            view=view,
            panel=self._panel(view, viewer, step),
            errors=errors,
            refused=_refusal(problem, viewer.texts.gettext),
            may_edit=True,
            tones=TONES,
            preview=self._preview(viewer, key, shown, form),
        )

    def _panel(self, view: ScriptPage, viewer: Viewer, step: str) -> Panel | None:
        return panel_view(view, step, self._parts.criteria(viewer.language), self._parts.scripts.library)

    def _preview(self, viewer: Viewer, key: Key, step: Step, form: Mapping[str, str]) -> Preview:
        chosen = form.get("caller", "")
        sample = Sample(chosen) if chosen in set(Sample) else Sample.UNKNOWN
        named = form.get("patient", "")
        patient = self._show.people.get(viewer.operator, named) if named else None
        return preview_of(step, facts_for(sample, key.language, self._show.clinic(viewer), patient))

    def _publishing(
        self,
        request: Request,
        viewer: Viewer,
        opened: Opened,
        problems: tuple[Problem, ...],
        note: str,
        *,
        status: int = 200,
    ) -> Response:
        key = opened.key
        before = parse_document(key, opened.held_source) if opened.held_source else None
        after = parse_document(key, opened.source)
        return page(
            request,
            "scripts/publish.html",
            status=status,
            key=key,
            address=address_of(key),
            title=after.title,
            draft=opened.draft,
            problems=[say(one, viewer.texts.gettext) for one in problems],
            changed=differences(before, after),
            note=note,
        )

    def _texts(
        self,
        request: Request,
        viewer: Viewer,
        opened: Opened,
        source: str,
        problems: tuple[Problem, ...],
        *,
        status: int = 200,
        template: str = "scripts/text.html",
    ) -> Response:
        return page(
            request,
            template,
            status=status,
            key=opened.key,
            address=address_of(opened.key),
            draft=opened.draft,
            source=source,
            problems=[say(one, viewer.texts.gettext) for one in problems],
        )


def _at(key: Key, step: str) -> str:
    return f"{address_of(key)}?step={step}" if step else address_of(key)


def _ticked(form: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(name.partition(":")[2] for name in form if name.startswith(f"{kind}:"))
        for kind in ("criteria", "capture")
    }


def _free_name(known: Mapping[str, Step]) -> str:
    return next(name for number in range(1, 10_000) if (name := f"step_{number}") not in known)


def _refusal(problem: CallCenterError | None, translate: Callable[[str], str]) -> str:
    if isinstance(problem, ContentError):
        return say(Problem(problem.path, problem.line, problem.problem), translate).text
    return translate(str(problem)) if problem else ""
