"""The demo clinic's campaigns: one of each kind, and an evening of confirmations that is moved to now."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from callcenter.clinic.book import ClinicTerms, DailyHours
from callcenter.clinic.demo.cast import DemoClinic
from callcenter.clinic.demo.load_care import load_care
from callcenter.clinic.seed_care import demo_terms
from callcenter.clinic.store import patients_by_id
from callcenter.clinic.terms_store import save_terms
from callcenter.clinic.visit_store import add_visit, find_visit
from callcenter.domain.clinic import Visit, VisitStatus
from callcenter.domain.outreach import Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import COMMAND_LINE, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from callcenter.web.texts import read_texts
from outbound.campaigns.campaign import Campaign, CampaignState, Order
from outbound.campaigns.campaign_store import campaigns
from outbound.campaigns.defaults import USUAL
from outbound.campaigns.service import Campaigns, Changes

_TITLE = N_("The demo's evening on your clock, from %(begin)s to %(end)s")
_LASTS = timedelta(minutes=10)
_LATEST = time(23, 45)
_VISITS = 10
_LINES = 3
_BOOKED_BEFORE = timedelta(days=10)
_AGAIN = {"after_no_answer_minutes": 2, "after_busy_minutes": 1}


@dataclass(frozen=True, slots=True)
class DemoEvening:
    """The evening as the demo plays it, on the clinic's clock."""

    begins: datetime
    ends: datetime


def seed_campaigns(database: Database, clock: Clock, demo: DemoClinic) -> None:
    """One campaign of each kind where there is none yet; confirmations run, all others are drafts. An evening that was
    moved by an earlier start is put back to its hours."""
    service = Campaigns(database, clock, demo_terms(demo, load_care(demo)))
    with database.read() as connection:
        there = campaigns(connection)
    if not there:
        for purpose in USUAL:
            new = service.create(purpose, COMMAND_LINE, Changes(title=_said(USUAL[purpose].title, demo.language)))
            if purpose is Purpose.CONFIRMATION:
                service.order(new.id, Order.START, COMMAND_LINE)
    elif (moved := _moved(there)) is not None:
        usual = _said(USUAL[Purpose.CONFIRMATION].title, demo.language)
        service.edit(moved.id, COMMAND_LINE, Changes(title=usual, rules={}))
        with database.work() as work:
            save_terms(work.connection, demo_terms(demo, load_care(demo)), clock.now())


def move_evening(database: Database, clock: Clock, demo: DemoClinic) -> DemoEvening:
    """Let the confirmations of an evening be called in the next ten minutes, and who was not reached again after two:
    hours, pauses and visits are the demo's own, calls last as long as they do. Raises BadInputError just before
    midnight, and where there is no campaign of confirmations."""
    now = clock.now().astimezone(demo.zone).replace(second=0, microsecond=0)
    if now.time() >= _LATEST:
        raise BadInputError("the demo's evening lasts ten minutes, and the day is nearly over; start it after midnight")
    evening = DemoEvening(now, now + _LASTS)
    begin, end = f"{evening.begins:%H:%M}", f"{evening.ends:%H:%M}"
    with database.read() as connection:
        found = [one for one in campaigns(connection) if one.purpose is Purpose.CONFIRMATION]
    if not found:
        raise BadInputError("the demo has no campaign of confirmations any more; start it with another data folder")
    usual = demo_terms(demo, load_care(demo))
    service = Campaigns(database, clock, usual)
    title = _said(_TITLE, demo.language) % {"begin": begin, "end": end}
    rules = {"confirmation": {"from": begin, "to": end, **_AGAIN, "booked_hours": 0}}
    service.edit(found[0].id, COMMAND_LINE, Changes(title=title, rules=rules))
    with database.work() as work:
        save_terms(work.connection, _terms(usual, evening), clock.now())
        _more_visits(work.connection, demo, now)
    if found[0].state is not CampaignState.RUNNING:
        order = Order.RESUME if found[0].state in {CampaignState.PAUSED, CampaignState.DRAINING} else Order.START
        service.order(found[0].id, order, COMMAND_LINE)
    return evening


def _terms(usual: ClinicTerms, evening: DemoEvening) -> ClinicTerms:
    hours = DailyHours(begins=evening.begins.time(), ends=evening.ends.time())
    return replace(usual, hours=hours, lines=_LINES)


def _more_visits(connection: Connection, demo: DemoClinic, now: datetime) -> None:
    """An evening of its own for the demo's short list of patients: visits of tomorrow, one after the other."""
    day = (now + timedelta(days=1)).replace(hour=12, minute=0)
    patients = [one for one in patients_by_id(connection).values() if one.phone is not None and not one.guardian]
    service = demo.services[0]
    for number, patient in enumerate(sorted(patients, key=lambda one: one.id)[:_VISITS]):
        name = VisitId(f"evening-{day:%Y%m%d}-{number}")
        starts_at = (day + number * service.length).astimezone(UTC)
        if find_visit(connection, name) is None:
            new = Visit(
                id=name,
                patient=patient.id,
                doctor=demo.doctors[number % len(demo.doctors)].doctor.id,
                service=service.id,
                starts_at=starts_at,
                length=service.length,
                status=VisitStatus.BOOKED,
                booked_at=starts_at - _BOOKED_BEFORE,
            )
            add_visit(connection, new)


def _moved(there: list[Campaign]) -> Campaign | None:
    return next(
        (
            one
            for one in there
            if one.purpose is Purpose.CONFIRMATION
            and isinstance(rules := one.rules.get("confirmation"), dict)
            and rules.items() >= _AGAIN.items()
        ),
        None,
    )


def _said(text: str, language: Language) -> str:
    return read_texts(language).gettext(text)
