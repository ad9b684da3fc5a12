"""The wrapper over asterisk-ami against a manager port that misbehaves in every way we know of."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from callcenter.kit.secret import Secret
from callcenter.telephony.asterisk.link import CommandRefusedError, Link, LinkLostError
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import ExchangeError
from tests.support.asterisk.fake_manager import BOOTED, Behaviour, FakeManager

REFUSED = b"Response: Error\r\nActionID: %s\r\nMessage: Authentication failed\r\n\r\n"


PATIENT = timedelta(seconds=60)
SOON = timedelta(milliseconds=300)


def settings(port: int, answer_within: timedelta = PATIENT) -> AsteriskSettings:
    return AsteriskSettings(port=port, secret=Secret("s3cret"), connect_within=SOON, answer_within=answer_within)


@contextmanager
def linked(behaviour: Behaviour, answer_within: timedelta = PATIENT) -> Iterator[Link]:
    with FakeManager(behaviour) as manager:
        link = Link.open(settings(manager.port, answer_within))
        try:
            yield link
        finally:
            link.close()


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_sign_in_asks_for_our_events_only() -> None:
    behaviour = Behaviour()
    with linked(behaviour):
        assert b"Events: call,agent,user,system,agi,dtmf\r\n" in behaviour.received


def test_link_stays_alive_beyond_the_connect_timeout() -> None:
    """asterisk-ami leaves its connect timeout on the socket, which ends an idle reader."""
    with linked(Behaviour()) as link:
        assert link.wait_for("FullyBooted", PATIENT)
        assert not link.wait_for("Nothing", timedelta(milliseconds=700))
        assert link.ping().is_success


@pytest.mark.parametrize("piece", [1, 7, 65536])
def test_packets_in_pieces_of_any_size_come_through_whole(piece: int) -> None:
    name = "Мария 王小明"
    event = f"Event: Newchannel\r\nCallerIDName: {name}\r\n\r\n".encode()
    with linked(Behaviour(piece=piece, events=event * 5)) as link:
        assert link.wait_for("FullyBooted", PATIENT)
        link.collect("QueueStatus")
        packets = [link.inbox.get(timeout=60) for _ in range(5)]
    assert [packet.get("CallerIDName") for packet in packets if packet] == [name] * 5


def test_refused_sign_in_says_what_to_check() -> None:
    with FakeManager(Behaviour(login=REFUSED)) as manager, pytest.raises(LinkLostError) as failed:
        Link.open(settings(manager.port))
    assert "Authentication failed" in str(failed.value)
    assert "check the name, the secret" in str(failed.value)
    assert "s3cret" not in str(failed.value)


def test_port_where_nobody_listens_says_so() -> None:
    with FakeManager(Behaviour()) as manager:
        port = manager.port
    with pytest.raises(LinkLostError, match="connection refused"):
        Link.open(settings(port))


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (Behaviour(banner=b"SSH-2.0-OpenSSH_9.2\r\n"), "closed the connection"),
        (Behaviour(banner=b""), "closed the connection"),
        (Behaviour(login=None), "did not answer Login within 0.3 s"),
        (Behaviour(login=b"\xff\xfe nonsense \r\n\r\n"), "did not answer Login"),
    ],
)
def test_port_that_is_no_manager_is_given_up_in_time(behaviour: Behaviour, said: str) -> None:
    with FakeManager(behaviour) as manager, pytest.raises(LinkLostError, match=said):
        Link.open(settings(manager.port, SOON))


def test_silence_after_a_ping_is_a_lost_link() -> None:
    with (
        linked(Behaviour(ping=None), SOON) as link,
        pytest.raises(LinkLostError, match="did not answer Ping") as failed,
    ):
        link.ping()
    assert failed.value.retryable


def test_connection_closed_by_the_exchange_ends_the_inbox_and_every_command() -> None:
    with linked(Behaviour(then_close=True)) as link:
        link.wait_for("FullyBooted", PATIENT)
        link.collect("QueueStatus")
        assert link.inbox.get(timeout=60) is None
        with pytest.raises(LinkLostError, match="closed the connection"):
            link.ping()


def test_command_in_progress_fails_at_once_when_the_connection_ends() -> None:
    with FakeManager(Behaviour(others=None, then_close=True)) as manager:
        link = Link.open(settings(manager.port))
        with pytest.raises(LinkLostError, match="closed the connection"):
            link.collect("QueueStatus")
        link.close()


def test_refused_command_says_what_the_exchange_said() -> None:
    no = b"Response: Error\r\nActionID: %s\r\nMessage: No such channel\r\n\r\n"
    with linked(Behaviour(others=no)) as link, pytest.raises(CommandRefusedError, match="No such channel") as failed:
        link.request("Hangup", [("Channel", "1.1")])
    assert not failed.value.retryable


def test_value_with_a_line_end_is_never_sent() -> None:
    behaviour = Behaviour()
    with linked(behaviour) as link:
        sent = len(behaviour.received)
        with pytest.raises(ExchangeError, match="control character"):
            link.request("Hangup", [("Channel", "1.1\r\nAction: Command")])
        link.ping()
        assert b"Command" not in behaviour.received[sent:]


def test_many_threads_get_their_own_answers() -> None:
    with linked(Behaviour(piece=3)) as link:
        answers: list[bool] = []
        callers = [threading.Thread(target=lambda: answers.append(link.ping().is_success)) for _ in range(20)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
    assert answers == [True] * 20


def test_closed_link_leaves_no_thread_and_may_be_closed_again() -> None:
    with linked(Behaviour()) as link:
        assert "asterisk-reader" in threads()
        link.close()
        assert "asterisk-reader" not in threads()


def test_exchange_that_closes_right_after_the_sign_in_is_a_lost_link() -> None:
    only_accept = b"Response: Success\r\nActionID: %s\r\n\r\n"
    with linked(Behaviour(login=only_accept, then_close=True, events=BOOTED)) as link:
        link.collect("QueueStatus")
        assert link.wait_for("FullyBooted", PATIENT)
        with pytest.raises(LinkLostError, match="right after the sign-in"):
            link.wait_for("Never", PATIENT)
