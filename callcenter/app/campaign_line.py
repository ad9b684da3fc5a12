"""Campaigns of this process: what runs them beside the link to the exchange, and the terms that settings give them."""

from callcenter.app.campaign_results import result_of
from callcenter.app.clinic_face import face_of
from callcenter.app.ground import Ground
from callcenter.app.settings import ExchangeKind, Settings
from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.telephony.port import Exchange
from outbound.campaigns.dispatch_service import Dispatch
from outbound.campaigns.ending_service import Ending
from outbound.campaigns.planner_service import Planner
from outbound.campaigns.running_service import Running, RunningParts
from outbound.campaigns.service import Campaigns
from outbound.campaigns.settling_service import Settling
from outbound.risk.risk_service import Risks

_WEEKDAYS = frozenset(range(1, 8))


def usual_terms(settings: Settings) -> ClinicTerms:
    """The clinic's terms as its settings know them; what somebody has stored in the database comes before
    (`clinic.terms_store.terms_in`). Weekdays on which it is closed are days off."""
    face = face_of(settings)
    begins, ends = settings.call_hours
    return ClinicTerms(
        name=face.name,
        zone=face.zone,
        country=face.country,
        language=face.language,
        hours=DailyHours(begins=begins, ends=ends),
        days_off=_WEEKDAYS - face.opening.by_weekday.keys() if face.opening else frozenset(),
        lines=settings.call_lines,
        calls_per_second=settings.calls_per_second,
    )


def trunk_of(settings: Settings) -> str:
    """The name of the line on which patients are called."""
    return settings.asterisk.trunk if settings.exchange is ExchangeKind.ASTERISK else settings.exchange.value


def campaigns_of(ground: Ground) -> Campaigns:
    """The use cases of campaigns."""
    return Campaigns(ground.database, ground.clock, usual_terms(ground.settings))


def running_of(ground: Ground, exchange: Exchange) -> Running:
    """What runs campaigns on an exchange, as long as this process holds the link to it."""
    database, clock, usual = ground.database, ground.clock, usual_terms(ground.settings)
    return Running(
        RunningParts(
            wake=database.wake,
            planner=Planner(database, clock, usual, Risks(clock, usual)),
            dispatch=Dispatch(database, clock, usual, trunk_of(ground.settings)),
            settling=Settling(database, clock, usual, result_of),
            ending=Ending(database, clock, exchange.hang_up, exchange.name),
        )
    )
