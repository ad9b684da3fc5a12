"""HTTP in and out of the recordings: the list of calls, the page of one call, its sound."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from callcenter.kit.errors import BadInputError, CallCenterError, NotAllowedError
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.live import live_stream
from callcenter.web.pages import is_htmx, no_content, page, see_other
from callcenter.web.screens import Region
from callcenter.web.viewer import AnyViewer, Viewer
from recordings.calls.entry import parse_cursor
from recordings.calls.sound import Sound
from recordings.copies.routes import CopiesRoutes, look_of
from recordings.months.routes import MonthRoutes
from recordings.months.service import MonthParts, Months
from recordings.own_standard.book import StandardBook
from recordings.private_words.look import Look
from recordings.screens.list_view import ListView
from recordings.screens.page_view import PageView
from recordings.screens.service import CallScreens, CallScreensParts
from recordings.search.routes import SearchRoutes

_HERE = Path(__file__).parent
_LIST_REGIONS = ("badge", "rows")
_PROGRESS_S = 2.0
"""How often an open page looks how far a transcription or a robot is; nothing is told of that as an event."""
_PAGE_REGIONS = ("head", "sound", "found", "words", "robot", "parts", "score", "facts", "script", "notes")


class RecordingRoutes:
    """The addresses."""

    def __init__(self, parts: CallScreensParts) -> None:
        self._screens = CallScreens(parts)
        self._copies = CopiesRoutes(parts.copies)
        self._search = SearchRoutes(parts.search)
        titles = StandardBook(parts.standard).for_reading
        self._months = MonthRoutes(Months(MonthParts(database=parts.database, clock=parts.clock, standard=titles)))

    def feature(self) -> Feature:
        """What the web application needs of the recordings."""
        router = APIRouter(include_in_schema=False)
        router.include_router(self._search.router())
        router.get("/calls")(self.list)
        router.get("/calls/live")(self.list_live)
        router.get("/calls/{call}")(self.call)
        router.get("/calls/{call}/live")(self.call_live)
        router.post("/calls/{call}/facts/{fact}")(self.take_fact)
        router.post("/calls/{call}/facts/{fact}/undo")(self.undo_fact)
        router.get("/recordings/{recording}")(self.recording)
        router.get("/recordings/{recording}/live")(self.recording_live)
        router.get("/recordings/{recording}/peaks")(self.peaks)
        router.post("/recordings/{recording}/transcribe")(self.transcribe)
        router.post("/recordings/{recording}/language")(self.transcribe_in)
        self._copies.add_to(router)
        self._months.add_to(router)
        return Feature(
            name="recordings",
            router=router,
            templates=_HERE / "templates",
            static=_HERE / "static",
            navigation=(
                NavigationItem(path="/calls", title=N_("Calls"), place=20),
                NavigationItem(path="/scores", title=N_("Scores"), place=25),
            ),
        )

    def list(self, request: Request, viewer: AnyViewer, begin: str = "", differing: str = "") -> Response:
        """The list of calls: the newest, or from a place on; `differing` those whose words contradict the entry."""
        view = self._list(viewer, begin=begin, differing=bool(differing))
        self._screens.log_list(viewer.operator)
        return page(request, "recordings/list.html", view=view)

    def list_live(
        self, request: Request, viewer: AnyViewer, begin: str = "", top: str = "", differing: str = ""
    ) -> Response:
        """The stream of the list: the same rows kept up to date, and how many have come since."""
        parse_cursor(begin or top)  # a broken address is refused before the stream begins
        self._screens.log_list(viewer.operator)

        def regions() -> tuple[Region, ...]:
            view = self._list(viewer, begin=begin, top=top, differing=bool(differing))
            return tuple(
                Region(f"calls-{name}", f"recordings/_list_{name}.html", {"view": view}) for name in _LIST_REGIONS
            )

        return live_stream(request, viewer, regions)

    def call(self, request: Request, viewer: AnyViewer, call: str, private: str = "", words: str = "") -> Response:
        """The page of one call; `private` asks to show or hide private words, `words` to mark what a search found."""
        return self._page(request, viewer, self._call(viewer, call, look_of(viewer, private, words)))

    def call_live(self, request: Request, viewer: AnyViewer, call: str, private: str = "", words: str = "") -> Response:
        """The stream of the page of one call."""
        return self._live(request, viewer, lambda: self._call(viewer, call, look_of(viewer, private, words)))

    def recording(
        self, request: Request, viewer: AnyViewer, recording: str, private: str = "", words: str = ""
    ) -> Response:
        """The page of a recording from outside; one of ours is shown on the page of its call."""
        view = self._recording(viewer, recording, look_of(viewer, private, words))
        return see_other(view.row.href) if view.row.call else self._page(request, viewer, view)

    def recording_live(
        self, request: Request, viewer: AnyViewer, recording: str, private: str = "", words: str = ""
    ) -> Response:
        """The stream of that page."""
        return self._live(request, viewer, lambda: self._recording(viewer, recording, look_of(viewer, private, words)))

    def peaks(self, viewer: AnyViewer, recording: str, private: str = "") -> Response:
        """The outline of the waveform by channel, 0 to 1; `private` as for the sound."""
        try:
            peaks = self._screens.peaks(viewer.operator, RecordingId(recording), look_of(viewer, private))
            return JSONResponse({"peaks": peaks})
        except CallCenterError as exc:
            status = 403 if isinstance(exc, NotAllowedError) else 404
            return JSONResponse({"problem": viewer.texts.gettext(str(exc))}, status_code=status)

    def transcribe(self, request: Request, viewer: AnyViewer, recording: str) -> Response:
        """Transcribe once more."""
        self._screens.allow(viewer.operator, RecordingId(recording))
        self._screens.transcribe_again(viewer.operator, RecordingId(recording))
        return no_content() if is_htmx(request) else see_other(f"/recordings/{recording}")

    def transcribe_in(
        self, request: Request, viewer: AnyViewer, recording: str, language: Annotated[str, Form()] = ""
    ) -> Response:
        """Write it down anew in the language that was chosen."""
        self._screens.allow(viewer.operator, RecordingId(recording))
        self._screens.transcribe_in(viewer.operator, RecordingId(recording), _chosen(language))
        return no_content() if is_htmx(request) else see_other(f"/recordings/{recording}")

    def take_fact(self, request: Request, viewer: AnyViewer, call: str, fact: str) -> Response:
        """Take over what the words say in place of what the operator entered."""
        self._screens.take_fact(viewer.operator, CallId(call), fact)
        return no_content() if is_htmx(request) else see_other(f"/calls/{call}")

    def undo_fact(self, request: Request, viewer: AnyViewer, call: str, fact: str) -> Response:
        """Put back what the operator had entered."""
        self._screens.undo_fact(viewer.operator, CallId(call), fact)
        return no_content() if is_htmx(request) else see_other(f"/calls/{call}")

    def _list(self, viewer: Viewer, *, begin: str = "", top: str = "", differing: bool = False) -> ListView:
        who, language = viewer.operator, viewer.language
        if begin:
            return self._screens.older(who, language, parse_cursor(begin), differing=differing)
        return self._screens.newest(who, language, parse_cursor(top) if top else None, differing=differing)

    def _call(self, viewer: Viewer, call: str, look: Look) -> PageView:
        return self._screens.call_page(viewer.operator, CallId(call), viewer.language, look)

    def _recording(self, viewer: Viewer, recording: str, look: Look) -> PageView:
        return self._screens.recording_page(viewer.operator, RecordingId(recording), viewer.language, look)

    def _page(self, request: Request, viewer: Viewer, view: PageView) -> Response:
        self._screens.log_view(viewer.operator, view)
        return page(request, "recordings/call.html", view=view)

    def _live(self, request: Request, viewer: Viewer, look: Callable[[], PageView]) -> Response:
        self._screens.log_view(viewer.operator, look())  # refused, and kept in the log, before the stream begins

        def regions() -> tuple[Region, ...]:
            view = look()
            moves = view.sound is Sound.TRANSCRIBING or (view.robot is not None and not view.robot.outcome)
            again_s = _PROGRESS_S if moves else None
            return tuple(
                Region(f"call-{name}", f"recordings/_call_{name}.html", {"view": view}, again_s)
                for name in _PAGE_REGIONS
            )

        return live_stream(request, viewer, regions)


def _chosen(language: str) -> Language:
    try:
        return Language(language)
    except ValueError as exc:
        raise BadInputError(N_("Choose a language first, then write the recording down again.")) from exc
