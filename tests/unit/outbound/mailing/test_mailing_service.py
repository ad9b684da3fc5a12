"""Handing messages over, each at most once."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from callcenter.clinic.contact_store import contacts_of
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.clock import JumpingClock
from callcenter.storage.work import Database
from outbound.do_not_call_service import EVERYTHING, stop_calling
from outbound.mailing.mailing_service import Mailing, ask_for
from outbound.mailing.message import About, Message, MessageId, MessageState
from outbound.mailing.message_store import find_message
from outbound.mailing.port import Answer, Handed
from tests.support.clinic import MARIA, NOW, fill_clinic
from tests.support.messages import a_message


@dataclass
class _Sender:
    """Answers as it is told, and keeps what it got."""

    answer: Answer = field(default_factory=lambda: Answer(Handed.SENT))
    known: bool | None = None
    is_killed: bool = False
    got: list[MessageId] = field(default_factory=list)

    def send(self, message: Message) -> Answer:
        self.got.append(message.id)
        if self.is_killed:
            raise KeyboardInterrupt
        return self.answer

    def knows(self, _: MessageId) -> bool | None:
        return self.known


@dataclass
class _World:
    database: Database
    clock: JumpingClock
    sender: _Sender
    mailing: Mailing

    def ask(self, message: Message) -> Message:
        with self.database.work() as work:
            ask_for(work, message)
        return message

    def state(self, message: Message) -> tuple[MessageState, str]:
        with self.database.read() as connection:
            found = find_message(connection, message.basis)
        assert found is not None
        return found.state, found.problem

    def contacts(self) -> list[Contact]:
        with self.database.read() as connection:
            return list(contacts_of(connection, [MARIA.id]))


@pytest.fixture
def world(database: Database) -> _World:
    with database.work() as work:
        fill_clinic(work.connection)
    clock, sender = JumpingClock(NOW), _Sender()
    return _World(database, clock, sender, Mailing(database, clock, sender))


def test_a_message_goes_out_once_and_counts_as_a_contact(world: _World) -> None:
    message = world.ask(a_message())
    assert (world.mailing.look(), world.mailing.look()) == (1, 0)
    assert world.sender.got == [message.id]
    assert world.state(message) == (MessageState.SENT, "")
    (contact,) = world.contacts()
    assert (contact.channel, contact.purpose, contact.result) == (
        Channel.SMS,
        Purpose.CONFIRMATION,
        ContactResult.REACHED,
    )


def test_what_was_asked_for_twice_is_one_message(world: _World) -> None:
    world.ask(a_message(basis="evening t1"))
    world.ask(a_message(basis="evening t1"))
    world.mailing.look()
    assert len(world.sender.got) == 1


def test_news_is_no_contact_about_a_visit(world: _World) -> None:
    world.ask(a_message(about=About.NEWS))
    world.mailing.look()
    assert not world.contacts()


def test_a_message_waits_for_its_time_and_is_not_sent_after_it(world: _World) -> None:
    later = world.ask(a_message(not_before=NOW + timedelta(minutes=5)))
    old = world.ask(a_message(not_after=NOW))
    world.mailing.look()
    assert not world.sender.got
    assert world.state(old) == (MessageState.REFUSED, "it is too late for this message")
    world.clock.jump(timedelta(minutes=6))
    world.mailing.look()
    assert world.sender.got == [later.id]


@pytest.mark.parametrize(
    ("channel", "purpose", "went"),
    [("*", "*", 0), ("sms", "*", 0), ("sms", "confirmation", 0), ("call", "*", 1), ("sms", "news", 1)],
)
def test_the_register_is_asked_in_the_transaction_that_decides(
    world: _World, channel: str, purpose: str, went: int
) -> None:
    message = world.ask(a_message())
    with world.database.work() as work:
        stop_calling(work, MARIA.phone, purpose, NOW, channel=channel)
    world.mailing.look()
    assert len(world.sender.got) == went
    assert world.state(message)[0] is (MessageState.SENT if went else MessageState.REFUSED)


def test_whoever_asked_for_nothing_at_all_has_it_for_messages_too(world: _World) -> None:
    with world.database.work() as work:
        stop_calling(work, MARIA.phone, EVERYTHING, NOW)
    world.ask(a_message())
    world.mailing.look()
    assert not world.sender.got


def test_a_message_that_was_refused_is_no_contact(world: _World) -> None:
    world.sender.answer = Answer(Handed.REFUSED, "no money; pay the gateway")
    message = world.ask(a_message())
    world.mailing.look()
    assert world.state(message) == (MessageState.REFUSED, "no money; pay the gateway")
    assert not world.contacts()


def test_a_message_of_which_nobody_knows_is_never_sent_again_and_counts(world: _World) -> None:
    world.sender.answer = Answer(Handed.UNKNOWN, "no answer")
    message = world.ask(a_message())
    world.mailing.look()
    world.clock.jump(timedelta(minutes=10))
    world.mailing.look()
    assert len(world.sender.got) == 1
    assert world.state(message)[0] is MessageState.UNKNOWN
    assert len(world.contacts()) == 1


@pytest.mark.parametrize(
    ("known", "sent", "state"),
    [(None, 1, MessageState.UNKNOWN), (True, 1, MessageState.SENT), (False, 2, MessageState.SENT)],
)
def test_after_a_kill_between_decision_and_answer_the_sender_is_asked(
    world: _World, known: bool | None, sent: int, state: MessageState
) -> None:
    message = world.ask(a_message())
    world.sender.is_killed = True
    with pytest.raises(KeyboardInterrupt):
        world.mailing.look()
    world.sender.is_killed, world.sender.known = False, known
    next_process = Mailing(world.database, world.clock, world.sender)
    next_process.look()
    assert len(world.sender.got) == 1, "the first process may still be at it"
    world.clock.jump(timedelta(minutes=3))
    next_process.look()
    next_process.look()
    assert len(world.sender.got) == sent
    assert world.state(message)[0] is state


def test_a_message_whose_reason_is_gone_stays_unsent(world: _World) -> None:
    mailing = Mailing(world.database, world.clock, world.sender, lambda _, __: "the visit is cancelled")
    message = world.ask(a_message())
    mailing.look()
    assert not world.sender.got
    assert world.state(message) == (MessageState.REFUSED, "the visit is cancelled")
