"""News to those who agreed to messages: a mailing.

It is no campaign of calls and no purpose of theirs. It has no targets that come and go with the rules, no attempts, no
lines to share and nothing to hear; what it has in common with them (consent, the register, hours, at most once) every
message has by itself. So it is one pass over the patients that asks for messages, safe to be done again.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from callcenter.clinic.book import ClinicBook, ClinicTerms
from callcenter.clinic.book_store import books
from callcenter.domain.outreach import Channel
from callcenter.kit.clock import Clock
from callcenter.kit.ids import PatientId, new_id
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from outbound.mailing.mailing_service import ask_for
from outbound.mailing.message import About, Message, MessageId
from outbound.rules.messages import MayWrite, judge_ahead

NO_TEXT = "no_text"
"""Left out because nothing is written in the patient's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailing:
    """One mailing."""

    id: str
    """Named by whoever sends it, such as 'spring-hours': nobody gets one mailing twice."""
    texts: Mapping[Language, str]
    """The whole message in each language."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """What a pass came to."""

    asked: int
    """Messages that wait to be handed over now."""
    before: int
    """Asked for by an earlier pass."""
    left_out: Mapping[str, int]
    """Patients who get nothing, by reason (a word of outbound.rules.reasons, or NO_TEXT)."""


class Newsletters:
    """Sends mailings."""

    def __init__(self, database: Database, clock: Clock, usual: ClinicTerms) -> None:
        self._database, self._clock, self._usual = database, clock, usual

    def send(self, mailing: Mailing, *, really: bool) -> Mailed:
        """Ask for a message to everybody who agreed, one a number; `really` False only counts.

        Whoever asks for no messages before theirs is handed over gets none.
        """
        now, left_out = self._clock.now(), Counter[str]()
        asked = before = 0
        seen: set[str] = set()
        with self._database.read() as connection:
            for book in books(connection, self._usual, now, channel=Channel.SMS):
                new = list(self._messages(mailing, book, now, seen, left_out))
                if really:
                    with self._database.work() as work:
                        added = ask_for(work, *new)
                    asked, before = asked + added, before + len(new) - added
                else:
                    asked += len(new)
        return Mailed(asked, before, dict(left_out))

    def _messages(
        self, mailing: Mailing, book: ClinicBook, now: datetime, seen: set[str], left_out: Counter[str]
    ) -> list[Message]:
        found = []
        for patient in sorted(book.patients):
            about = About.NEWS
            may = judge_ahead(book, now, patient, about.refused_as, is_asked_for=about.is_asked_for)
            text = mailing.texts.get(may.language, "")
            if not may.is_allowed or may.number is None:
                left_out[may.reason.value] += 1
            elif not text:
                left_out[NO_TEXT] += 1
            elif may.number.e164 not in seen:
                seen.add(may.number.e164)
                found.append(_message(mailing, patient, may, text, now))
        return found


def _message(mailing: Mailing, patient: PatientId, may: MayWrite, text: str, now: datetime) -> Message:
    assert may.number is not None  # noqa: S101 - the caller has looked
    return Message(
        id=MessageId(new_id()),
        basis=f"news {mailing.id} {may.number.e164}",
        about=About.NEWS,
        channel=Channel.SMS,
        to=may.number.e164,
        text=text,
        language=may.language,
        patient=patient,
        campaign=mailing.id,
        not_before=max(now, may.not_before or now),
        not_after=may.not_after or now,
        asked_at=now,
    )
