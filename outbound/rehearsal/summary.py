"""What the calls and targets of a rehearsal add up to: lines over time, minutes, cost, who is left. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from callcenter.domain.outreach import ContactResult
from outbound.campaigns.campaign import Campaign, Mode
from outbound.campaigns.target import Target, TargetId, TargetState
from outbound.rehearsal.played import NOT_ANSWERED, Played, PlayedCall

_MINUTE = timedelta(minutes=1)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What the clinic pays, in its own currency; None: it has not said."""

    minute: Decimal | None = None
    """Of a call that was answered, by the second."""
    message: Decimal | None = None
    currency: str = ""
    """ISO 4217."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the evening."""

    begins_at: datetime
    begun: int
    """Calls that begin in it."""
    most_lines: int
    """Calls at once."""
    answered: int
    """Of those that begin in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignEvening:
    """One campaign's evening."""

    campaign: Campaign
    called: int
    """Targets that were called once or more."""
    calls: int
    results: Mapping[ContactResult, int]
    """How the last call to each of them came out."""
    for_people: int
    """Targets that a person should call."""
    unreached: Sequence[Target]
    out_of_time: Sequence[Target]
    """Nobody came to them while their hours lasted."""
    left_out: Mapping[str, int]
    """By the word for the reason."""
    ends_at: datetime | None
    talk: timedelta
    """Of calls that were answered, by a machine too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A whole evening."""

    campaigns: Sequence[CampaignEvening]
    stretches: Sequence[Stretch]
    most_lines: int
    line_time: timedelta
    """All lines together, ringing included."""
    talk: timedelta
    cost: Decimal | None
    """Of the calls, and of the messages where their price is known; None where the clinic has not said what a minute
    costs."""
    messages: int
    """To those who were not reached."""
    by_person: tuple[Target, ...]
    """Whom people should call."""


def summed_up(played: Played, prices: Prices, step: timedelta = timedelta(minutes=15)) -> Summary:
    """The figures of a rehearsal, its time in steps of `step`."""
    campaigns = tuple(_evening_of(one, played) for one in played.campaigns)
    talk = sum((one.talk for one in campaigns), timedelta())
    stretches = stretches_of(played.calls, step)
    return Summary(
        campaigns=campaigns,
        stretches=stretches,
        most_lines=max((one.most_lines for one in stretches), default=0),
        line_time=sum((one.length for one in played.calls), timedelta()),
        talk=talk,
        cost=cost_of(talk, prices, len(played.messages)),
        messages=len(played.messages),
        by_person=tuple(one for one in played.targets if one.state is TargetState.PERSON),
    )


def cost_of(talk: timedelta, prices: Prices, messages: int = 0) -> Decimal | None:
    """What calls and messages cost, to the hundredth; None where nobody knows what a minute does."""
    if prices.minute is None:
        return None
    seconds = Decimal(int(talk.total_seconds()))
    written = (prices.message or Decimal(0)) * messages
    return (prices.minute * seconds / 60 + written).quantize(_CENT, ROUND_HALF_UP)


def stretches_of(calls: Sequence[PlayedCall], step: timedelta) -> Sequence[Stretch]:
    """The time from the first call to the end of the last one; steps begin as the clock shows them, in UTC."""
    if not calls:
        return ()
    first = _floor(calls[0].begins_at, step)
    number = (max(one.ends_at for one in calls) - first) // step + 1
    begun, answered = Counter[int](), Counter[int]()
    for one in calls:
        place = (one.begins_at - first) // step
        begun[place] += 1
        answered[place] += one.result not in NOT_ANSWERED
    most = _most_lines(calls, first, step)
    return tuple(
        Stretch(
            begins_at=first + place * step, begun=begun[place], most_lines=most.get(place, 0), answered=answered[place]
        )
        for place in range(number)
    )


def _most_lines(calls: Iterable[PlayedCall], first: datetime, step: timedelta) -> Mapping[int, int]:
    changes: list[tuple[datetime, int]] = []
    for one in calls:
        changes += [(one.begins_at, 1), (one.ends_at, -1)]
    most: dict[int, int] = defaultdict(int)
    lines, before = 0, 0
    for at, change in sorted(changes):  # a call that ends frees its line for one that begins at the same moment
        place = (at - first) // step
        for passed in range(before, place + 1):
            most[passed] = max(most[passed], lines if passed > before or not most[passed] else 0)
        lines += change
        most[place] = max(most[place], lines)
        before = place
    return most


def _evening_of(campaign: Campaign, played: Played) -> CampaignEvening:
    calls = [one for one in played.calls if one.campaign == campaign.id]
    targets = [one for one in played.targets if one.campaign == campaign.id]
    last: dict[TargetId, ContactResult] = {one.target: one.result for one in calls}
    is_robot = campaign.mode is Mode.ROBOT
    left_out = [one for one in targets if one.state is TargetState.LEFT_OUT and one.id not in played.out_of_time]
    return CampaignEvening(
        campaign=campaign,
        called=len(last),
        calls=len(calls),
        results=Counter(last.values()),
        for_people=sum(
            one.state is TargetState.PERSON or (one.state is TargetState.PLANNED and not is_robot) for one in targets
        ),
        unreached=tuple(one for one in targets if one.state is TargetState.UNREACHED),
        out_of_time=tuple(one for one in targets if one.id in played.out_of_time),
        left_out=Counter(one.reason for one in left_out),
        ends_at=max((one.ends_at for one in calls), default=None),
        talk=sum((one.length for one in calls if one.result not in NOT_ANSWERED), timedelta()),
    )


def _floor(moment: datetime, step: timedelta) -> datetime:
    return moment - timedelta(seconds=moment.timestamp() % step.total_seconds())
