"""HTTP of campaigns: the list, one campaign while it runs, what people have done with it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.domain.people import Role
from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from callcenter.storage.access import ONE_LIST, log_access_once
from callcenter.web.feature import Feature, NavigationItem
from callcenter.web.live import live_stream
from callcenter.web.pages import page, see_other
from callcenter.web.screens import Region
from callcenter.web.viewer import AnyViewer, ManagerViewer, Viewer
from outbound.campaigns.campaign import CampaignId, Order
from outbound.campaigns.defaults import USUAL
from outbound.campaigns.service import Changes
from outbound.campaigns.target import TargetId, TargetState
from outbound.screens.funnel import funnel_of
from outbound.screens.list_view import kinds
from outbound.screens.paced import Paced
from outbound.screens.parts import CampaignPageParts
from outbound.screens.patient_routes import PatientRoutes
from outbound.screens.person_service import PersonCalls
from outbound.screens.reading_service import CampaignPages
from outbound.screens.register_routes import RegisterRoutes
from outbound.screens.rehearsal_routes import RehearsalRoutes
from outbound.screens.rules_routes import RulesRoutes
from outbound.screens.store import Wanted
from outbound.screens.target_view import PERSON_RESULTS
from outbound.screens.waiting_routes import WaitingRoutes
from outbound.screens.words import Words

_HERE = Path(__file__).parent
_CAMPAIGN = "/campaigns/{campaign}"
_PAGE = 50
_LOOK_AGAIN_S = 60.0
_LONGEST_SEARCH = 80
NO_ORDER = N_("This cannot be asked of a campaign. Load the page again.")


class CampaignRoutes:
    """The addresses."""

    def __init__(self, parts: CampaignPageParts) -> None:
        self._parts = parts
        self._pages = CampaignPages(parts)
        self._persons = PersonCalls(parts)

    def feature(self) -> Feature:
        """What the web application needs of campaigns."""
        router = APIRouter(include_in_schema=False)
        router.get("/campaigns")(self.overview)
        router.post("/campaigns")(self.create)
        router.get("/campaigns/live")(self.live_overview)
        RulesRoutes(self._parts, self._pages).add_to(router)
        RehearsalRoutes(self._parts, self._pages).add_to(router)
        router.get(_CAMPAIGN)(self.campaign)
        router.get(f"{_CAMPAIGN}/live")(self.live)
        router.post(f"{_CAMPAIGN}/order")(self.order)
        router.get(f"{_CAMPAIGN}/targets/{{target}}/plan")(self.plan)
        router.post(f"{_CAMPAIGN}/targets/{{target}}/done")(self.done)
        router.post(f"{_CAMPAIGN}/targets/{{target}}/clear")(self.clear)
        RegisterRoutes(self._parts).add_to(router)
        WaitingRoutes(self._parts, self._pages).add_to(router)
        PatientRoutes(self._parts, self._pages).add_to(router)
        return Feature(
            name="campaigns",
            router=router,
            templates=_HERE / "templates",
            static=_HERE / "static",
            navigation=(
                NavigationItem(
                    path="/campaigns",
                    title=N_("Campaigns"),
                    place=25,
                    beside=("/do-not-call", "/waiting-list", "/patients"),
                ),
            ),
        )

    def overview(self, request: Request, viewer: AnyViewer) -> Response:
        """All campaigns."""
        return page(
            request,
            "campaigns/list.html",
            rows=self._pages.rows(viewer.texts),
            edits=may_edit(viewer),
            kinds=kinds(Words(viewer.texts)),
            live_url="/campaigns/live",
            live_rests=True,
        )

    async def live_overview(self, request: Request, viewer: AnyViewer) -> Response:
        """The stream of the list."""
        edits = may_edit(viewer)

        def regions() -> Iterable[Region]:
            rows = {"rows": self._pages.rows(viewer.texts), "edits": edits}
            return (Region("campaigns", "campaigns/_list.html", rows, _LOOK_AGAIN_S),)

        return live_stream(request, viewer, Paced(self._parts.clock, regions))

    def create(self, viewer: ManagerViewer, purpose: Annotated[str, Form()] = "") -> Response:
        """A new campaign of a kind, that calls nobody yet."""
        if purpose not in set(Purpose):
            raise BadInputError(N_("Choose the kind of the new campaign."))
        kind = Purpose(purpose)
        title = viewer.texts.gettext(USUAL[kind].title)
        new = self._parts.campaigns.create(kind, viewer.operator.id, Changes(title=title))
        return see_other(f"/campaigns/{new.id}")

    def campaign(
        self,
        request: Request,
        viewer: AnyViewer,
        campaign: str,
        state: str = "",
        reason: str = "",
        q: str = "",
        page_number: int = 1,
    ) -> Response:
        """One campaign with its targets."""
        which, database = CampaignId(campaign), self._parts.database
        found = self._pages.campaign(which)
        log_access_once(database, viewer.operator.id, "list", "campaign", self._parts.clock.now(), within=ONE_LIST)
        wanted = _wanted(state, reason, q, page_number)
        targets = self._pages.targets(which, wanted, viewer.texts)
        query = {"state": state, "reason": reason, "q": wanted.text}
        context = self._live_parts(which, viewer)
        return page(
            request,
            "campaigns/campaign.html",
            head=context["head"],
            lines=context["lines"],
            persons=context["persons"],
            edits=may_edit(viewer),
            found=found,
            targets=targets.rows,
            total=targets.total,
            more_now=0,
            first=wanted.skip + 1 if targets.total else 0,
            size=_PAGE,
            number=wanted.skip // _PAGE + 1,
            query={name: value for name, value in query.items() if value},
            states=[(one.value, Words(viewer.texts).target_state(one)[0]) for one in TargetState],
            reasons=self._pages.reasons(which, viewer.texts),
            live_url=str(request.url.replace(path=f"/campaigns/{campaign}/live", scheme="", netloc="")),
        )

    async def live(
        self,
        request: Request,
        viewer: AnyViewer,
        campaign: str,
        state: str = "",
        reason: str = "",
        q: str = "",
        page_number: int = 1,
    ) -> Response:
        """The stream of one campaign. The lines of the table stay the same: what has come since is told beside them."""
        which, wanted = CampaignId(campaign), _wanted(state, reason, q, page_number)
        ids: list[TargetId] = []

        def regions() -> Iterable[Region]:
            now_ids = self._pages.target_ids(which, wanted)
            if not ids:
                ids.extend(now_ids)
            rows = self._pages.targets_again(which, ids, viewer.texts)
            context = self._live_parts(which, viewer)
            more = len(set(now_ids) ^ set(ids))
            shown = {"targets": rows, "more_now": more, "edits": may_edit(viewer), "campaign": which}
            return (
                Region("head", "campaigns/_head.html", context["head"], _LOOK_AGAIN_S),
                Region("funnel", "campaigns/_funnel.html", {"funnel": context["head"]["funnel"]}),
                Region("lines", "campaigns/_lines.html", context["lines"]),
                Region("persons", "campaigns/_persons.html", context["persons"]),
                Region("targets", "campaigns/_targets.html", shown),
            )

        return live_stream(request, viewer, Paced(self._parts.clock, regions))

    def order(self, viewer: ManagerViewer, campaign: str, order: Annotated[str, Form()] = "") -> Response:
        """Start, pause and so on."""
        if order not in set(Order):
            raise BadInputError(NO_ORDER)
        self._parts.campaigns.order(CampaignId(campaign), Order(order), viewer.operator.id)
        return see_other(f"/campaigns/{campaign}")

    def plan(self, request: Request, viewer: AnyViewer, campaign: str, target: str) -> Response:
        """The whole plan of one target, for htmx."""
        return page(request, "campaigns/_plan.html", steps=self._pages.plan(TargetId(target), viewer.texts))

    def done(self, viewer: AnyViewer, campaign: str, target: str, result: Annotated[str, Form()] = "") -> Response:
        """How a call that a person made came out."""
        if result not in {one.value for one in PERSON_RESULTS}:
            raise BadInputError(N_("Choose how the call came out, then save it."))
        self._persons.done(TargetId(target), ContactResult(result), viewer.operator.id)
        return see_other(f"/campaigns/{campaign}#persons")

    def clear(self, viewer: AnyViewer, campaign: str, target: str, rung: Annotated[str, Form()] = "") -> Response:
        """Whether a patient of whom nobody knew it was rung."""
        if rung not in {"yes", "no"}:
            raise BadInputError(N_("Say whether it rang."))
        self._parts.campaigns.clear(TargetId(target), viewer.operator.id, was_rung=rung == "yes")
        return see_other(f"/campaigns/{campaign}")

    def _live_parts(self, campaign: CampaignId, viewer: Viewer) -> Mapping[str, Mapping[str, object]]:
        row = self._pages.row(campaign, viewer.texts)
        found = self._pages.campaign(campaign)
        words = Words(viewer.texts)
        scripts = dict(self._parts.scripts(viewer.language)) if found.script else {}
        return {
            "head": {
                "row": row,
                "edits": may_edit(viewer),
                "campaign": campaign,
                "funnel": funnel_of(row.tally, viewer.texts),
            },
            "lines": {"lines": self._pages.lines(campaign)},
            "persons": {
                "persons": self._pages.persons(campaign, viewer.texts),
                "persons_all": row.tally.in_state({TargetState.PERSON}),
                "results": [(one.value, words.result(one)[0]) for one in PERSON_RESULTS],
                "script": found.script if found.script in scripts else "",
                "script_title": scripts.get(found.script, ""),
                "campaign": campaign,
            },
        }


def may_edit(viewer: Viewer) -> bool:
    """Managers change campaigns and registers; everybody sees them, and makes a person's calls."""
    return viewer.operator.role.includes(Role.MANAGER)


def _wanted(state: str, reason: str, text: str, number: int) -> Wanted:
    """Which targets; what is not known is left out of account."""
    return Wanted(
        state=TargetState(state) if state in set(TargetState) else None,
        reason=reason[:_LONGEST_SEARCH],
        text=" ".join(text.split())[:_LONGEST_SEARCH],
        skip=(min(max(number, 1), 100_000) - 1) * _PAGE,
        most=_PAGE,
    )
