"""HTTP of the rules of one campaign: the form, what it would change, saving it and taking that back."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from callcenter.clinic.terms_store import terms_in
from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import ManagerViewer, Viewer
from outbound.campaigns.campaign import Campaign, CampaignId
from outbound.campaigns.campaign_store import rules_of_edition
from outbound.campaigns.service import ChangedMeanwhileError, Changes
from outbound.rules.settings import read_settings
from outbound.screens.parts import CampaignPageParts
from outbound.screens.posted import MOST_FIELDS
from outbound.screens.preview_service import Preview, Previews
from outbound.screens.reading_service import CampaignPages
from outbound.screens.rules_form import RuleField, Typed, form_of, typed_rules, values_of
from outbound.screens.words import Words

_RULES = "/campaigns/{campaign}/rules"
NOTHING_BEFORE = N_("There is no edition before this one.")


async def _posted(request: Request) -> Mapping[str, str]:
    form = await request.form(max_fields=MOST_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


_Form = Annotated[Mapping[str, str], Depends(_posted)]


class RulesRoutes:
    """The addresses."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts, self._pages = parts, pages
        self._previews = Previews(parts, pages)

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get(_RULES)(self.show)
        router.post(_RULES)(self.save)
        router.post(f"{_RULES}/preview")(self.preview)
        router.post(f"{_RULES}/undo")(self.undo)

    def show(self, request: Request, viewer: ManagerViewer, campaign: str, saved: str = "") -> Response:
        """The form as the rules stand."""
        found = self._pages.campaign(CampaignId(campaign))
        preview = self._previews.preview(found, found.rules, viewer.texts)
        values = {**values_of(found.rules), "title": found.title, "script": found.script}
        return self._page(request, viewer, found, values, None, preview=preview, saved=bool(saved))

    def preview(self, request: Request, viewer: ManagerViewer, campaign: str, form: _Form) -> Response:
        """Who would be in and who out; nothing is stored."""
        found = self._pages.campaign(CampaignId(campaign))
        typed = typed_rules(found.purpose, form)
        preview, problem = self._judged(found, typed, viewer)
        fields = self._fields(found, form, typed)
        errors = [(one.label, one.error, one.error_values or {}) for one in fields if one.error]
        return page(request, "campaigns/_preview.html", preview=preview, problem=problem, errors=errors)

    def save(self, request: Request, viewer: ManagerViewer, campaign: str, form: _Form) -> Response:
        """A new edition."""
        found = self._pages.campaign(CampaignId(campaign))
        typed = typed_rules(found.purpose, form)
        preview, problem = self._judged(found, typed, viewer)
        if typed.errors or problem:
            return self._page(request, viewer, found, form, typed, preview=preview, problem=problem, status=422)
        seen = form.get("edition", "")
        changes = Changes(title=form.get("title", ""), script=form.get("script", ""), rules=typed.rules)
        try:
            changed = self._parts.campaigns.edit(
                found.id, viewer.operator.id, changes, seen=int(seen) if seen.isdigit() and len(seen) < 9 else None
            )
        except ChangedMeanwhileError:
            return self._page(request, viewer, found, form, typed, preview=preview, conflict=True, status=409)
        except BadInputError as exc:
            return self._page(request, viewer, found, form, typed, preview=preview, problem=str(exc), status=422)
        is_new = changed.edition != found.edition
        return see_other(f"/campaigns/{campaign}/rules{'?saved=yes' if is_new else ''}")

    def undo(self, viewer: ManagerViewer, campaign: str, form: _Form) -> Response:
        """The rules of the edition before, as a new edition."""
        found = self._pages.campaign(CampaignId(campaign))
        with self._parts.database.read() as connection:
            rules = rules_of_edition(connection, found.id, found.edition - 1)
        if rules is None or form.get("edition") != str(found.edition):
            raise BadInputError(NOTHING_BEFORE)
        self._parts.campaigns.edit(found.id, viewer.operator.id, Changes(rules=rules), seen=found.edition)
        return see_other(f"/campaigns/{campaign}/rules")

    def _judged(self, found: Campaign, typed: Typed, viewer: Viewer) -> tuple[Preview | None, str]:
        if typed.errors:
            return None, ""
        try:
            return self._previews.preview(found, typed.rules, viewer.texts), ""
        except BadInputError as exc:
            return None, str(exc)

    def _fields(self, found: Campaign, values: Mapping[str, str], typed: Typed | None) -> list[RuleField]:
        with self._parts.database.read() as connection:
            terms = terms_in(connection, self._parts.usual)
        return form_of(found.purpose, read_settings(terms.rules), values, typed)

    def _page(
        self,
        request: Request,
        viewer: Viewer,
        found: Campaign,
        values: Mapping[str, str],
        typed: Typed | None,
        *,
        preview: Preview | None,
        problem: str = "",
        conflict: bool = False,
        saved: bool = False,
        status: int = 200,
    ) -> Response:
        return page(
            request,
            "campaigns/rules.html",
            status=status,
            found=found,
            purpose=Words(viewer.texts).purpose(found.purpose),
            what_it_does=Words(viewer.texts).what_it_does(found.purpose),
            fields=self._fields(found, values, typed),
            title_typed=values.get("title", found.title),
            script_typed=values.get("script", found.script),
            scripts=self._parts.scripts(viewer.language),
            preview=preview,
            problem=problem,
            errors=(),
            conflict=conflict,
            saved=saved,
        )
