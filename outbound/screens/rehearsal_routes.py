"""HTTP of the rehearsal of an evening: played when somebody looks at it, one at a time, and never stored."""

import threading

from fastapi import APIRouter, Request
from starlette.responses import Response

from callcenter.clinic.store import patients_by_id
from callcenter.storage.access import ONE_LIST, log_access_once
from callcenter.web.pages import page
from callcenter.web.viewer import AnyViewer
from outbound.campaigns.campaign import CampaignId
from outbound.rehearsal.service import rehearse
from outbound.rehearsal.summary import summed_up
from outbound.rehearsal.view import view_of
from outbound.screens.parts import CampaignPageParts
from outbound.screens.reading_service import CampaignPages

_SHOWN = 100
"""Calls and patients in one list; `callcenter campaign rehearse --all` prints them all."""
_MOST_SEEDS = 1_000_000


class RehearsalRoutes:
    """The address."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts, self._pages = parts, pages
        self._one_at_a_time = threading.Lock()

    def add_to(self, router: APIRouter) -> None:
        """Put the address into a router."""
        router.get("/campaigns/{campaign}/rehearsal")(self.show)

    def show(self, request: Request, viewer: AnyViewer, campaign: str, seed: int = 1) -> Response:
        """The coming evening, as it would be if this campaign ran."""
        parts, found = self._parts, self._pages.campaign(CampaignId(campaign))
        now, number = parts.clock.now(), seed % _MOST_SEEDS
        log_access_once(parts.database, viewer.operator.id, "list", "campaign", now, within=ONE_LIST)
        with self._one_at_a_time:  # it takes all of a core for some seconds
            played = rehearse(parts.database, parts.usual, now, only=found.id, seed=number)
        prices = parts.prices()
        summary = summed_up(played, prices)
        with parts.database.read() as connection:
            names = patients_by_id(connection, {one.patient for one in played.targets})
        whole = {one: patient.full_name for one, patient in names.items()}
        view = view_of(played, summary, prices, viewer.texts, whole)
        campaigns = sorted(view.campaigns, key=lambda one: one.id != found.id)
        return page(
            request,
            "campaigns/rehearsal.html",
            found=found,
            view=view,
            campaigns=campaigns,
            shown=_SHOWN,
            next_seed=number + 1,
        )
