"""HTTP of the waiting list."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from callcenter.kit.ids import PatientId
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import AnyViewer, Viewer
from outbound.screens.parts import CampaignPageParts
from outbound.screens.posted import MOST_FIELDS
from outbound.screens.reading_service import CampaignPages
from outbound.screens.waiting_form import values_of
from outbound.screens.waiting_service import WaitingList

_ADDRESS = "/waiting-list"
_Posted = tuple[Mapping[str, str], Sequence[str]]
_LONGEST_SEARCH = 80


async def _posted(request: Request) -> _Posted:
    form = await request.form(max_fields=MOST_FIELDS)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return fields, [one for one in form.getlist("days") if isinstance(one, str)]


class WaitingRoutes:
    """The addresses."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts, self._list = parts, WaitingList(parts, pages)

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get(_ADDRESS)(self.show)
        router.get(f"{_ADDRESS}/new")(self.ask)
        router.post(f"{_ADDRESS}/new")(self.add)
        router.get(f"{_ADDRESS}/{{entry}}")(self.edit)
        router.post(f"{_ADDRESS}/{{entry}}")(self.save)
        router.post(f"{_ADDRESS}/{{entry}}/remove")(self.remove)

    def show(self, request: Request, viewer: AnyViewer, saved: str = "") -> Response:
        """Everybody who waits."""
        return self._page(request, viewer, saved=saved)

    def ask(self, request: Request, viewer: AnyViewer, q: str = "", patient: str = "") -> Response:
        """Who waits for what?"""
        text = " ".join(q.split())[:_LONGEST_SEARCH]
        chosen = self._list.patient(PatientId(patient)) if patient else None
        found = self._list.search(text) if text and chosen is None else ()
        return page(
            request,
            "campaigns/waiting_form.html",
            chosen=chosen,
            found=found,
            text=text,
            choices=self._list.choices(),
            weekdays=self._list.weekdays(viewer.texts),
            values={},
            days=(),
            errors={},
            action=f"{_ADDRESS}/new",
        )

    def add(self, request: Request, viewer: AnyViewer, posted: Annotated[_Posted, Depends(_posted)]) -> Response:
        """A new wish."""
        return self._saved(request, viewer, posted, PatientId(posted[0].get("patient", "")), "")

    def edit(self, request: Request, viewer: AnyViewer, entry: str) -> Response:
        """A wish as a form."""
        found = self._list.entry(entry)
        return page(
            request,
            "campaigns/waiting_form.html",
            chosen=self._list.patient(found.patient),
            found=(),
            text="",
            choices=self._list.choices(),
            weekdays=self._list.weekdays(viewer.texts),
            values=values_of(found),
            days=found.days,
            errors={},
            action=f"{_ADDRESS}/{entry}",
        )

    def save(
        self, request: Request, viewer: AnyViewer, entry: str, posted: Annotated[_Posted, Depends(_posted)]
    ) -> Response:
        """A changed wish."""
        return self._saved(request, viewer, posted, self._list.entry(entry).patient, entry)

    def remove(self, request: Request, viewer: AnyViewer, entry: str) -> Response:
        """Off the list; the page offers to put it back."""
        removed = self._list.remove(entry, viewer.operator.id)
        back = {**values_of(removed), "patient": removed.patient}
        return self._page(request, viewer, back=back, back_days=sorted(removed.days))

    def _page(
        self,
        request: Request,
        viewer: Viewer,
        saved: str = "",
        back: Mapping[str, str] | None = None,
        back_days: Sequence[int] = (),
    ) -> Response:
        rows = self._list.rows(viewer.operator.id, viewer.texts)
        return page(request, "campaigns/waiting.html", rows=rows, saved=saved, back=back, back_days=back_days)

    def _saved(self, request: Request, viewer: Viewer, posted: _Posted, patient: PatientId, entry: str) -> Response:
        fields, days = posted
        typed = self._list.save(fields, days, patient, viewer.operator.id, entry)
        if typed.entry is not None:
            return see_other(f"{_ADDRESS}?saved=yes")
        return page(
            request,
            "campaigns/waiting_form.html",
            status=422,
            chosen=self._list.patient(patient),
            found=(),
            text="",
            choices=self._list.choices(),
            weekdays=self._list.weekdays(viewer.texts),
            values=fields,
            days={int(one) for one in days if one.isascii() and one.isdigit()},
            errors={name: viewer.texts.gettext(words) for name, words in typed.errors.items()},
            action=f"{_ADDRESS}/{entry or 'new'}",
        )
