"""HTTP in and out of the texts of prompts: checked as they are typed, kept, taken back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer
from ivr.screens.parts import FlowParts
from ivr.screens.service import FlowPages
from ivr.screens.text_service import NewText, PromptTexts

_PROMPT = "/flows/{flow}/prompts/{language}/{prompt}"
Text = Annotated[str, Form()]


class TextRoutes:
    """The addresses; managers only."""

    def __init__(self, parts: FlowParts) -> None:
        self._texts = PromptTexts(parts)
        self._pages = FlowPages(parts)

    def add_to(self, router: APIRouter) -> None:
        """Add them."""
        router.post(f"{_PROMPT}/check")(self.check)
        router.post(_PROMPT)(self.keep)
        router.post(f"{_PROMPT}/back")(self.take_back)

    def check(
        self,
        request: Request,
        viewer: ManagerViewer,
        flow: str,
        language: str,
        prompt: str,
        text: Text = "",
        fallback: Text = "",
    ) -> Response:
        """How a text would be said, and what is wrong with it."""
        new = NewText(prompt=prompt, text=text, fallback=fallback)
        found = self._texts.check(language_at(language), new, viewer.texts)
        return page(request, "flows/_check.html", check=found, spoken=language, flow=flow)

    def keep(
        self,
        request: Request,
        viewer: ManagerViewer,
        flow: str,
        language: str,
        prompt: str,
        text: Text = "",
        fallback: Text = "",
        was: Text = "",
        step: Text = "",
    ) -> Response:
        """A text is kept, or shown again with what is wrong with it."""
        spoken, new = language_at(language), NewText(prompt=prompt, text=text, fallback=fallback)
        found = self._texts.keep(viewer.operator, spoken, new, viewer.texts, was=was)
        if not found.problems:
            return see_other(_step_at(flow, spoken, step))
        on_screen = self._pages.on_screen(self._pages.flow(flow), spoken, viewer.texts)
        refused = {prompt: (new, found)}
        return page(
            request, "flows/flow.html", status=422, view=on_screen.view(step), talk=None, edits=True, refused=refused
        )

    def take_back(self, viewer: ManagerViewer, flow: str, language: str, prompt: str, step: Text = "") -> Response:
        """The text from before the changes on screen."""
        spoken = language_at(language)
        self._texts.take_back(viewer.operator, spoken, prompt)
        return see_other(_step_at(flow, spoken, step))


def language_at(text: str) -> Language:
    """A language of our own addresses and forms. Raises BadInputError."""
    try:
        return Language(text)
    except ValueError as exc:
        raise BadInputError(N_("There is no such language. Go back and choose one of the list.")) from exc


def _step_at(flow: str, spoken: Language, step: str) -> str:
    name = step if step.replace("_", "").replace("-", "").isalnum() else ""
    return f"/flows/{flow}?in={spoken.value}&step={name}"
