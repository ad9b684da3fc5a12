"""Rehearsing an evening: what the database holds is read, and nothing is written, dialled or said."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.book_store import books
from callcenter.clinic.terms_store import terms_in
from callcenter.domain.outreach import Purpose
from callcenter.kit.errors import BadInputError
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from outbound.campaigns.campaign import Campaign, CampaignId, CampaignState
from outbound.campaigns.campaign_store import campaigns, get_campaign
from outbound.campaigns.pacing import Trunk
from outbound.campaigns.target import Target
from outbound.campaigns.target_store import targets_of
from outbound.rehearsal.evening import Evening, TakesCall
from outbound.rehearsal.habits import Habits, Took, habits_of
from outbound.rehearsal.habits_store import past_calls
from outbound.rehearsal.played import Played
from outbound.rules.hours import stretch_of
from outbound.rules.settings import RuleSettings
from outbound.rules.today import Today

_AGAIN = (CampaignState.DRAFT, CampaignState.PAUSED)


def rehearse(
    database: Database,
    usual: ClinicTerms,
    now: datetime,
    *,
    only: CampaignId | None = None,
    seed: int = 1,
    takes: TakesCall | None = None,
) -> Played:
    """Play the evening that begins at `now`, or with the next hours of calling where those of today are over.

    The running campaigns are played, and `only`, whatever its state; where none runs, those that could be started.
    The same seed gives the same evening. `takes` tells how patients take calls instead of the clinic's past calls.
    Raises NotFoundError, and BadInputError where there is nothing to play or rules cannot be read.
    """
    with database.read() as connection:
        played = _played_campaigns(connection, only)
        terms = terms_in(connection, usual)
        begin = next_opening(terms, now)
        habits = _habits(connection, terms, now)
        trunk = Trunk(name="", lines=terms.lines, calls_per_second=terms.calls_per_second)
        evening = Evening(played, trunk, begin, takes or _by_habit(habits, terms), seed)
        fills = any(one.purpose is Purpose.GAP for one in played)
        for book in books(connection, usual, begin, with_places=fills):
            there = {one.id: targets_of(connection, one.purpose, book.patients) for one in played}
            evening.add(book, there)
    evening.play()
    evening.close()
    calls = evening.calls
    return Played(
        begins_at=begin,
        ends_at=max((one.ends_at for one in calls), default=None),
        zone=terms.zone,
        seed=seed,
        trunk=trunk,
        rests_on=0 if takes else habits.calls,
        campaigns=played,
        calls=tuple(calls),
        targets=evening.targets,
        out_of_time=frozenset(evening.out_of_time),
        messages=frozenset(evening.messages),
    )


def next_opening(terms: ClinicTerms, now: datetime) -> datetime:
    """`now` while hours of calling are left today, else when they begin on the next working day."""
    if terms.zone is None:
        return now
    today = Today(terms, RuleSettings(), now)
    if today.openings(Purpose.RECALL, terms.zone):
        return now
    day = today.working_days.next_after(today.date)
    opened = stretch_of(day, terms.hours, terms.zone)
    return opened.begins if opened else today.begin_of(day)


def _played_campaigns(connection: Connection, only: CampaignId | None) -> Sequence[Campaign]:
    running = campaigns(connection, (CampaignState.RUNNING,))
    if only is not None and all(one.id != only for one in running):
        running = sorted([*running, get_campaign(connection, only)], key=lambda one: (one.priority, one.created_at))
    found = running or campaigns(connection, _AGAIN)
    if not found:
        raise BadInputError(N_("There is no campaign to rehearse. Make one first: a rehearsal calls nobody."))
    return found


def _habits(connection: Connection, terms: ClinicTerms, now: datetime) -> Habits:
    return habits_of(past_calls(connection, now, terms.zone) if terms.zone else ())


def _by_habit(habits: Habits, terms: ClinicTerms) -> TakesCall:
    def takes(target: Target, at: datetime, chance: Random) -> Took:
        hour = at.astimezone(terms.zone).hour
        took = habits.take(target.purpose, hour, target.tries, chance)
        return took if took.length > timedelta() else Took(took.result, timedelta(seconds=1))

    return takes
