"""What a rule of one kind finds about one patient."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from callcenter.domain.clinic import Visit
from callcenter.domain.outreach import Channel, Contact, ContactResult
from outbound.rules.days import ONE_DAY
from outbound.rules.ground import Ground
from outbound.rules.reasons import Block, Reason
from outbound.rules.today import Opening

BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One call that there is a reason for, and what this kind has against it today."""

    visits: Sequence[Visit] = ()
    """What the call is about; for a gap: the free place."""
    blocks: Sequence[Block] = ()
    openings: Sequence[Opening] | None = None
    """The hours for this very call; None: those of the kind."""
    deadline: datetime | None = None
    """No call begins after it; UTC."""
    is_alone: bool = False
    """Told in a line of its own, where it is not to be called about."""


def calls_since(contacts: Sequence[Contact], moment: datetime) -> list[Contact]:
    """Dialled calls after a moment, however they came out."""
    return [one for one in contacts if one.channel is Channel.CALL and one.at > moment]


def refused_since(contacts: Sequence[Contact], moment: datetime) -> Iterator[Block]:
    """The block of somebody who has said no after a moment."""
    if any(one.result is ContactResult.REFUSED and one.at > moment for one in contacts):
        yield Block(Reason.REFUSED)


def spent(tries: Sequence[Contact], most: int) -> Iterator[Block]:
    """The block of somebody who has been called as often as allowed."""
    if len(tries) >= most:
        yield Block(Reason.TRIES_SPENT)


def distance(ground: Ground, last: Contact, days: int) -> Iterator[Block]:
    """The block of somebody who may be called again so many days after the last time, as the calendar counts."""
    free_on = ground.today.date_of(last.at) + days * ONE_DAY
    if ground.today.date < free_on:
        yield Block(Reason.TOO_SOON, ground.today.begin_of(free_on))


def not_due_before(ground: Ground, day: date) -> Iterator[Block]:
    """The block of somebody who is due on a later day."""
    if ground.today.date < day:
        yield Block(Reason.NOT_DUE, ground.today.begin_of(day))
