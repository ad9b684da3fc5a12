"""Whether a patient may be written to, and when: consent to messages, the register, and hours for them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic.book import ClinicBook, DailyHours
from callcenter.domain.outreach import Consent, Purpose
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from outbound.rules.everyone import lasting
from outbound.rules.ground import Ground, ground_of
from outbound.rules.guardians import Speaker, speaker_of
from outbound.rules.reasons import Block, Reason, longest
from outbound.rules.today import soonest

UNTIL = time(21)
"""A message disturbs less than a call: it may come until then, though calls end earlier."""
PASSING = frozenset({Reason.OUTSIDE_WINDOW, Reason.DAY_OFF})
"""What keeps a message only until another day."""
_DAYS_AHEAD = 8
_ANY = Purpose.RECALL


@dataclass(frozen=True, slots=True, kw_only=True)
class MayWrite:
    """What was decided about one message."""

    to: PatientId
    """The patient, or who speaks for a child."""
    number: PhoneNumber | None
    language: Language
    reason: Reason
    """DUE, or why nothing is sent."""
    not_before: datetime | None = None
    """UTC; None where nothing is sent today."""
    not_after: datetime | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether it may go out today."""
        return self.not_before is not None


def judge_message(
    book: ClinicBook, as_of: datetime, patient: PatientId, purpose: str, *, is_asked_for: bool
) -> MayWrite:
    """Whether a message may go to a patient today, on days and at hours for it.

    `book` is read for the channel of messages. `is_asked_for`: it is about something that the patient has asked for, so
    that whoever was never asked for consent gets it too. Raises BadInputError where the rules cannot be read.
    """
    hours = book.terms.hours
    later = DailyHours(begins=hours.begins, ends=max(hours.ends, UNTIL)) if hours.begins < hours.ends else hours
    ground = ground_of(replace(book, terms=replace(book.terms, hours=later)), as_of)
    speaker = speaker_of(ground.book, ground.today, patient)
    return _decided(ground, speaker, list(_blocks(ground, speaker, purpose, is_asked_for=is_asked_for)))


def judge_ahead(book: ClinicBook, now: datetime, patient: PatientId, purpose: str, *, is_asked_for: bool) -> MayWrite:
    """The same for whatever is in no hurry: today, else on the first of the next days that has hours for it."""
    may = judge_message(book, now, patient, purpose, is_asked_for=is_asked_for)
    zone = book.terms.zone or ZoneInfo("UTC")
    for day in range(1, _DAYS_AHEAD):
        if may.reason not in PASSING:
            break
        begin = (now.astimezone(zone) + timedelta(days=day)).replace(hour=0, minute=0, second=0, microsecond=0)
        may = judge_message(book, begin, patient, purpose, is_asked_for=is_asked_for)
    return may


def _blocks(ground: Ground, speaker: Speaker, purpose: str, *, is_asked_for: bool) -> Iterator[Block]:
    if not speaker.is_known:
        yield Block(Reason.NO_PHONE)
        return
    for reason in lasting(ground, speaker, purpose, is_asked_for=is_asked_for, consent=Consent.MESSAGES):
        yield Block(reason)
    if speaker.is_lonely_child:
        yield Block(Reason.NO_CONSENT)
    if speaker.patient.complaint_open and not is_asked_for:
        yield Block(Reason.COMPLAINT_OPEN)


def _decided(ground: Ground, speaker: Speaker, blocks: list[Block]) -> MayWrite:
    openings = () if speaker.zone is None else ground.today.openings(_ANY, speaker.zone)
    if not openings:
        blocks.append(ground.today.closed(_ANY))
    begin = None if blocks else soonest(openings, ground.today.as_of, ())
    return MayWrite(
        to=speaker.voice.id,
        number=speaker.number,
        language=speaker.voice.language,
        reason=longest(blocks).reason if blocks else Reason.DUE,
        not_before=None if begin is None else begin[0],
        not_after=None if begin is None else begin[1].ends,
    )
