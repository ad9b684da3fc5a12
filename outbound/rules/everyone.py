"""Rules that hold for calls of every kind; hours and days off are those of `today`."""

from collections.abc import Iterator
from datetime import timedelta

from callcenter.domain.outreach import EVERY_PURPOSE, Consent, Purpose
from outbound.rules.days import ONE_DAY
from outbound.rules.ground import Ground
from outbound.rules.guardians import Speaker
from outbound.rules.reasons import Block, Reason

ASKED_FOR = frozenset({Purpose.CONFIRMATION, Purpose.NO_SHOW, Purpose.GAP})
"""Calls about something that the patient has asked for: they need no consent where nobody has asked for one."""


def blocks_of_all(ground: Ground, speaker: Speaker, kind: Purpose) -> list[Block]:
    """What keeps a patient from being called, whatever the kind has to say."""
    if not speaker.is_known:
        return [Block(Reason.NO_PHONE)]
    blocks = [Block(reason) for reason in lasting(ground, speaker, kind.value, is_asked_for=kind in ASKED_FOR)]
    if kind is not Purpose.CONFIRMATION:
        blocks += _by_distance(ground, speaker)
        blocks += _by_family(ground, speaker)
    return blocks


def lasting(
    ground: Ground, speaker: Speaker, purpose: str, *, is_asked_for: bool, consent: Consent = Consent.CALLS
) -> Iterator[Reason]:
    """What keeps a patient from being called, or written to, for as long as nobody changes it. Whoever was never asked
    whether they allow `consent` is reached for what they have asked for, and for nothing else."""
    both = (speaker.patient, speaker.voice) if speaker.is_spoken_for else (speaker.patient,)
    if any(one.died for one in both):
        yield Reason.DIED
    if any(not one.refuses.isdisjoint({EVERY_PURPOSE, purpose}) for one in both) or ground.history.has_stopped(speaker):
        yield Reason.DO_NOT_CALL
    if not all(is_asked_for if one.consent is None else consent in one.consent for one in both):
        yield Reason.NO_CONSENT
    if ground.history.is_wrong(speaker):
        yield Reason.WRONG_NUMBER
    if speaker.number is None:
        yield Reason.NO_PHONE
    if speaker.zone is None:
        yield Reason.NO_ZONE


def _by_distance(ground: Ground, speaker: Speaker) -> Iterator[Block]:
    last = ground.history.last_call(speaker)
    if last is not None:
        until = last + timedelta(hours=ground.settings.every.hours_between)
        if ground.today.as_of < until:
            yield Block(Reason.RECENTLY_CALLED, until, by_hours=True)


def _by_family(ground: Ground, speaker: Speaker) -> Iterator[Block]:
    """The patient's own family, and that of who is called."""
    rules, today = ground.settings.every, ground.today
    for one in (speaker.patient, speaker.voice) if speaker.is_spoken_for else (speaker.patient,):
        days = ground.history.family_days(one)
        if len(days) < rules.family_calls:
            continue
        counted = [day for day in days if (today.date - day).days < rules.family_days]
        if len(counted) >= rules.family_calls:
            # Free again once so many have grown old that one more may be made.
            last = counted[len(counted) - rules.family_calls] if rules.family_calls else today.date
            yield Block(Reason.FAMILY_LIMIT, today.begin_of(last + max(rules.family_days, 1) * ONE_DAY))
