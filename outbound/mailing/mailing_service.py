"""Handing messages over, each at most once, as calls are dialled.

That a message is about to be handed over is committed before the sender is told. Where this process dies in between,
the sender is asked whether it knows the message; where it cannot tell, the message is UNKNOWN and counts as sent.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from callcenter.clinic.contact_store import add_contacts
from callcenter.domain.outreach import EVERY_PURPOSE, Channel, Contact, ContactResult, Purpose
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.logs import get_logger
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from outbound.do_not_call_store import is_refused
from outbound.mailing.message import Message, MessageState
from outbound.mailing.message_store import add_messages, handed_before, turn_message, waiting_messages
from outbound.mailing.port import Answer, Handed, Post

_log = get_logger(__name__)

_AT_ONCE = 100
_TOLD_WITHIN = timedelta(minutes=2)
"""A sender has answered by then."""
_AFTER: dict[Handed, MessageState] = {
    Handed.SENT: MessageState.SENT,
    Handed.REFUSED: MessageState.REFUSED,
    Handed.UNKNOWN: MessageState.UNKNOWN,
}
TOO_LATE = "it is too late for this message"
ASKED_NOT_TO = "this address asked for no messages"

StillHolds = Callable[[Connection, Message], str]
"""Why a message makes no sense any more, such as where its visit was cancelled; '' for nothing."""


def ask_for(work: Work, *messages: Message) -> int:
    """Have messages sent, each once for its basis; returns how many were new."""
    return add_messages(work.connection, messages)


class Mailing:
    """Hands over what waits."""

    def __init__(
        self, database: Database, clock: Clock, post: Post, still_holds: StillHolds = lambda _, __: ""
    ) -> None:
        self._database, self._clock, self._post, self._still_holds = database, clock, post, still_holds

    def look(self) -> int:
        """Hand over what waits, and settle what was left open; returns how many were handed over."""
        self._settle()
        with self._database.read() as connection:
            waiting = waiting_messages(connection, self._clock.now(), _AT_ONCE)
        return sum(self._hand(one) for one in waiting)

    def _hand(self, one: Message) -> bool:
        now = self._clock.now()
        with self._database.work() as work:
            if problem := self._obstacle(work.connection, one):
                turn_message(work.connection, one.id, MessageState.WAITING, MessageState.REFUSED, now, problem)
                return False
            if not turn_message(work.connection, one.id, MessageState.WAITING, MessageState.HANDING, now):
                return False  # another process was quicker
        try:
            answer = self._post.send(one)
        except Exception as exc:  # noqa: BLE001 - edge to a sender of others: nobody knows what it has done
            answer = Answer(Handed.UNKNOWN, f"the sender failed ({type(exc).__name__})")
        self._end(one, answer)
        return answer.handed is not Handed.REFUSED

    def _obstacle(self, connection: Connection, one: Message) -> str:
        """Why a message must not go any more, looked at in the transaction that decides."""
        if self._clock.now() >= one.not_after:
            return TOO_LATE
        number = _number(one)
        if number is not None and is_refused(connection, number, (EVERY_PURPOSE, one.about.refused_as), one.channel):
            return ASKED_NOT_TO
        return self._still_holds(connection, one)

    def _settle(self) -> None:
        """What a process left between its decision and the sender's answer."""
        now = self._clock.now()
        with self._database.read() as connection:
            left = handed_before(connection, now - _TOLD_WITHIN, _AT_ONCE)
        for one in left:
            known = self._post.knows(one.id)
            if known is False:
                with self._database.work() as work:
                    turn_message(work.connection, one.id, MessageState.HANDING, MessageState.WAITING, now)
                continue
            nobody = Answer(Handed.UNKNOWN, "it is not known whether this message went out")
            self._end(one, Answer(Handed.SENT) if known else nobody)

    def _end(self, one: Message, answer: Answer) -> None:
        now = self._clock.now()
        after = _AFTER[answer.handed]
        with self._database.work() as work:
            if not turn_message(work.connection, one.id, MessageState.HANDING, after, now, answer.problem):
                return
            purpose = one.about.counts_as
            if after.may_have_come and purpose is not None:
                add_contacts(work.connection, [_contact(one, purpose, now)])
        if after is not MessageState.SENT:
            _log.warning("a message was not surely sent", message=one.id, state=after.value, why=answer.problem)


def _contact(one: Message, purpose: Purpose, at: datetime) -> Contact:
    return Contact(
        patient=one.patient,
        number=_number(one),
        at=at,
        channel=one.channel,
        purpose=purpose,
        result=ContactResult.REACHED,
        visit=one.visit,
    )


def _number(one: Message) -> PhoneNumber | None:
    try:
        return PhoneNumber(one.to) if one.channel is Channel.SMS else None
    except (BadInputError, ValueError):
        return None
