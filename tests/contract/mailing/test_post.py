"""What every sender of messages keeps to."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from callcenter.domain.outreach import Channel
from outbound.mailing.message import Message, MessageId
from outbound.mailing.outbox_store import FileOutbox
from outbound.mailing.port import Answer, Handed, Post
from tests.support.messages import a_message

Texts = Callable[[], list[str]]


@dataclass(frozen=True)
class _Driven:
    """A sender, and what the other side got."""

    post: Post
    arrived: Texts
    again: Callable[[], Post]
    """The same sender in another process."""
    broken: Callable[[], None]


def _files(folder: Path) -> _Driven:
    def arrived() -> list[str]:
        return [json.loads(one.read_text(encoding="utf-8"))["text"] for one in sorted(folder.glob("*.json"))]

    def broken() -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("a file where the folder should be")

    return _Driven(FileOutbox(folder), arrived, lambda: FileOutbox(folder), broken)


@pytest.fixture(params=[_files], ids=["files"])
def sender(request: pytest.FixtureRequest, tmp_path: Path) -> _Driven:
    driven = request.param(tmp_path / "outbox")
    assert isinstance(driven, _Driven)
    return driven


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
def test_a_message_arrives_whole(sender: _Driven, channel: Channel) -> None:
    assert sender.post.send(a_message(text="Завтра в 12:00 ☎", channel=channel)) == Answer(Handed.SENT)
    assert sender.arrived() == ["Завтра в 12:00 ☎"]


def test_a_message_handed_over_twice_arrives_once(sender: _Driven) -> None:
    message = a_message()
    assert sender.post.send(message).handed is Handed.SENT
    assert sender.again().send(replace(message, text="other words")).handed is Handed.SENT
    assert sender.arrived() == [message.text]


def test_a_message_that_came_is_known_and_no_other(sender: _Driven) -> None:
    message: Message = a_message()
    sender.post.send(message)
    assert sender.again().knows(message.id) is True
    assert sender.post.knows(MessageId("never")) is not True


def test_a_sender_out_of_order_says_that_nothing_went_out_and_what_to_do(sender: _Driven) -> None:
    sender.broken()
    answer = sender.post.send(a_message())
    assert answer.handed is Handed.REFUSED
    assert ";" in answer.problem
    assert "+79" not in answer.problem
