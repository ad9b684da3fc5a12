"""HTTP in and out of the search."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from callcenter.web.pages import page
from callcenter.web.viewer import AnyViewer
from recordings.calls.entry import parse_cursor
from recordings.private_words.labels import labels_of
from recordings.search.period import Period
from recordings.search.service import Reader, Search
from recordings.search.view import SearchWish
from recordings.transcript import Speaker


class SearchRoutes:
    """The addresses."""

    def __init__(self, search: Search) -> None:
        self._search = search

    def router(self) -> APIRouter:
        """To be put before '/calls/{call}', which would take 'search' for a call."""
        router = APIRouter(include_in_schema=False)
        router.get("/calls/search")(self.search)
        return router

    def search(
        self, request: Request, viewer: AnyViewer, words: str = "", side: str = "", period: str = "", after: str = ""
    ) -> Response:
        """The calls in which words were said. A side or period that nobody knows is none."""
        wish = SearchWish(
            words=words,
            side=Speaker(side) if side in set(Speaker) else None,
            period=Period(period) if period in set(Period) else Period.ALL,
        )
        reader = Reader(operator=viewer.operator, zone=viewer.zone, labels=labels_of(viewer.texts.pgettext))
        view = self._search.find(reader, wish, parse_cursor(after) if after else None)
        return page(request, "recordings/search.html", view=view)
