"""HTTP in and out of the scores of a month."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from callcenter.web.pages import page as html_page
from callcenter.web.viewer import AnyViewer
from recordings.months.service import Months


class MonthRoutes:
    """The addresses."""

    def __init__(self, months: Months) -> None:
        self._months = months

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get("/scores")(self.month)

    def month(
        self, request: Request, viewer: AnyViewer, month: str = "", who: str = "", criterion: str = "", page: str = ""
    ) -> Response:
        """A month of scored calls: the heat map and the calls, or (`criterion`) the calls behind one figure."""
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
        wish = self._months.wish(viewer.zone, month, who, criterion, number)
        view = self._months.look(viewer.operator, viewer.language, viewer.zone, wish)
        self._months.log(viewer.operator)
        return html_page(request, "recordings/scores.html", view=view)
