"""The pages of calls to patients, put together."""

from collections.abc import Sequence

from callcenter.app.campaign_line import campaigns_of, usual_terms
from callcenter.app.campaign_prices import prices_of
from callcenter.app.ground import Ground
from callcenter.kit.languages import Language
from callcenter.web.feature import Feature
from callcenter.web.texts import Texts
from ivr.screens.loader import BookOnScreen
from ivr.screens.titles import title_of
from outbound.screens.parts import CampaignPageParts
from outbound.screens.routes import CampaignRoutes


def campaign_feature(ground: Ground) -> Feature:
    """The pages."""
    book = BookOnScreen(ground.settings.own_content)

    def flow_title(name: str, texts: Texts) -> str:
        flow = book().flows.get(name)
        return name if flow is None else title_of(flow, texts.gettext)

    def scripts(language: Language) -> Sequence[tuple[str, str]]:
        return [(one.id, one.title) for one in ground.library.scripts if one.language is language]

    return CampaignRoutes(
        CampaignPageParts(
            database=ground.database,
            clock=ground.clock,
            zone=ground.clinic.zone,
            country=ground.clinic.country,
            usual=usual_terms(ground.settings),
            campaigns=campaigns_of(ground),
            flow_title=flow_title,
            prices=lambda: prices_of(ground.settings, ground.database),
            scripts=scripts,
        )
    ).feature()
