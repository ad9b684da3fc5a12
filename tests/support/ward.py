"""A small live feature for tests of the web edge: one call with a note, and a list of names."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from callcenter.kit.errors import BadInputError
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.live import live_stream
from callcenter.web.pages import no_content, page, see_other
from callcenter.web.screens import Region
from callcenter.web.viewer import AnyViewer
from tests.support.web import NOON


@dataclass
class Ward:
    """What the page shows; tests change it and let an event happen."""

    caller: str = "Maria Petrova"
    since: datetime = NOON
    ringing: bool = False
    note: str = ""
    names: list[str] = field(default_factory=lambda: ["Ivan", "Olga"])
    errors: dict[str, str] = field(default_factory=dict)
    answered: int = 0
    looks: int = 0
    again_s: float | None = None

    def feature(self) -> Feature:
        """The feature with its page, its stream and its posts."""
        router = APIRouter(prefix="/ward")
        router.get("")(self.show)
        router.get("/live")(self.live)
        router.post("/note")(self.save)
        router.post("/answer")(self.answer)
        router.post("/fail")(self.fail)
        return Feature(
            name="ward",
            router=router,
            templates=Path(__file__).parent / "templates",
            navigation=(NavigationItem(path="/ward", title="Ward", place=10),),
            home="/ward",
        )

    def show(self, request: Request, viewer: AnyViewer) -> Response:
        """The page."""
        return page(request, "ward/ward.html", ward=self)

    async def live(self, request: Request, viewer: AnyViewer) -> Response:
        """The stream of the page."""
        return live_stream(request, viewer, self.regions)

    def regions(self) -> list[Region]:
        """The live parts as they are now."""
        self.looks += 1
        return [
            Region("call", "ward/_call.html", {"ward": self}, self.again_s),
            Region("list", "ward/_list.html", {"ward": self}),
        ]

    def save(self, note: Annotated[str, Form()]) -> Response:
        """Keep the note."""
        self.note = note
        return see_other("/ward")

    def answer(self) -> Response:
        """Take the call."""
        self.answered += 1
        return no_content()

    def fail(self) -> Response:
        """Refuse."""
        raise BadInputError("This line is busy.")
