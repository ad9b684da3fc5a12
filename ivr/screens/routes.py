"""HTTP in and out of flows: the list, the picture of one, a talk with it, the sound of its prompts."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from callcenter.domain.people import Role
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.pages import is_htmx, page
from callcenter.web.viewer import AnyViewer, Viewer
from ivr.flow.inputs import AnsweredBy
from ivr.screens.parts import FlowParts
from ivr.screens.service import DAYS, FlowPages
from ivr.screens.talk import MOST_VISITS, Setting, TalkView
from ivr.screens.text_routes import TextRoutes, language_at

_HERE = Path(__file__).parent
_FLOW = "/flows/{flow}"


class FlowRoutes:
    """The addresses."""

    def __init__(self, parts: FlowParts) -> None:
        self._pages = FlowPages(parts)
        self._texts = TextRoutes(parts)

    def feature(self) -> Feature:
        """What the web application needs of flows."""
        router = APIRouter(include_in_schema=False)
        router.get("/flows")(self.overview)
        router.get(_FLOW)(self.flow)
        router.get(f"{_FLOW}/try")(self.begin_talk)
        router.post(f"{_FLOW}/try")(self.talk)
        self._texts.add_to(router)
        router.get(f"{_FLOW}/sounds/{{language}}/{{prompt}}.wav")(self.sound)
        return Feature(
            name="flows",
            router=router,
            templates=_HERE / "templates",
            static=_HERE / "static",
            navigation=(NavigationItem(path="/flows", title=N_("Robot"), place=30),),
        )

    def overview(self, request: Request, viewer: AnyViewer) -> Response:
        """All flows."""
        return page(request, "flows/list.html", rows=self._pages.rows(viewer.texts), days=DAYS)

    def flow(self, request: Request, viewer: AnyViewer, flow: str, step: str = "") -> Response:
        """The picture of a flow, with one step open beside it; for htmx that step alone."""
        found = self._pages.flow(flow)
        on_screen = self._pages.on_screen(found, _spoken(request, viewer), viewer.texts)
        template = "flows/_panel.html" if is_htmx(request) else "flows/flow.html"
        return page(request, template, view=on_screen.view(step), talk=None, edits=_edits(viewer), refused={})

    def begin_talk(
        self, request: Request, viewer: AnyViewer, flow: str, visits: str = "1", by: str = "human", closed: str = ""
    ) -> Response:
        """A talk that begins."""
        found = self._pages.flow(flow)
        setting = _setting(_spoken(request, viewer), visits, by, closed)
        talk = self._pages.talk(found, setting, (), viewer.texts)
        return self._talk_page(request, viewer, flow, talk)

    def talk(
        self,
        request: Request,
        viewer: AnyViewer,
        flow: str,
        spoken: Annotated[str, Form()],
        visits: Annotated[str, Form()] = "1",
        by: Annotated[str, Form()] = "human",
        closed: Annotated[str, Form()] = "",
        typed: Annotated[list[str] | None, Form()] = None,
        answer: Annotated[str | None, Form()] = None,
    ) -> Response:
        """The talk after one more answer; `typed` holds those before it."""
        found = self._pages.flow(flow)
        setting = _setting(language_at(spoken), visits, by, closed)
        answers = [*(typed or ()), *([answer] if answer is not None else ())]
        return self._talk_page(request, viewer, flow, self._pages.talk(found, setting, answers, viewer.texts))

    def sound(self, viewer: AnyViewer, flow: str, language: str, prompt: str) -> Response:
        """A prompt to hear."""
        try:
            return Response(self._pages.sound(flow, language_at(language), prompt), media_type="audio/wav")
        except NotFoundError as exc:
            return JSONResponse({"problem": viewer.texts.gettext(str(exc))}, status_code=404)

    def _talk_page(self, request: Request, viewer: Viewer, flow: str, talk: TalkView) -> Response:
        found = self._pages.flow(flow)
        view = self._pages.on_screen(found, talk.setting.language, viewer.texts).view()
        template = "flows/_talk.html" if is_htmx(request) else "flows/flow.html"
        return page(request, template, view=view, talk=talk, edits=False, refused={})


def _edits(viewer: Viewer) -> bool:
    """Managers change texts, everybody reads."""
    return viewer.operator.role.includes(Role.MANAGER)


def _spoken(request: Request, viewer: Viewer) -> Language:
    """In which language prompts are shown: as asked, else that of the reader."""
    asked = request.query_params.get("in", "")
    return language_at(asked) if asked else viewer.language


def _setting(language: Language, visits: str, by: str, closed: str) -> Setting:
    """What a talk is about; whatever is not known is as usual."""
    count = int(visits) if visits.isascii() and visits.isdigit() and len(visits) == 1 else 1
    answered = AnsweredBy(by) if by in set(AnsweredBy) else AnsweredBy.HUMAN
    return Setting(language=language, visits=min(count, MOST_VISITS), answered_by=answered, is_closed=bool(closed))
