"""What goes wrong while a robot leads a call: we die, the exchange dies, the link breaks, strangers knock."""

import contextlib
import socket
import struct
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from callcenter.domain.calls import EndReason
from callcenter.kit.clock import SystemClock
from callcenter.telephony.asterisk.ears import EarServer
from callcenter.telephony.asterisk.exchange import AsteriskExchange
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import Arrived, Connected, Disconnected, Ended, Queued, Recorded
from callcenter.telephony.voice_port import Destination, Dial, KeyPressed, NotPutThrough, Played, PutThrough, Taken
from tests.contract.telephony.reading import told
from tests.contract.telephony.voice_driver import ENTRANCE, Telephone
from tests.support.asterisk.driver import LINE, settings_for
from tests.support.asterisk.fixtures import ROBOTS
from tests.support.asterisk.install import Installation
from tests.support.asterisk.listener import Listener
from tests.support.asterisk.news import NewsLog
from tests.support.asterisk.patients import NUMBERS, Patients
from tests.support.asterisk.peer import Peer
from tests.support.asterisk.running import RunningAsterisk
from tests.support.asterisk.voice import AsteriskVoice
from tests.support.asterisk.watching import manager, wait_for_member, wait_until_quiet

pytestmark = [pytest.mark.asterisk, pytest.mark.fault]

CALLER = "+79161234567"


@pytest.fixture
def own_robots_asterisk(installation: Installation) -> Iterator[RunningAsterisk]:
    """An Asterisk on which robots answer, to be killed."""
    with RunningAsterisk(installation, ROBOTS) as asterisk:
        yield asterisk


@contextmanager
def process(settings: AsteriskSettings) -> Iterator[tuple[AsteriskExchange, NewsLog]]:
    """One process of ours that holds the exchange; it goes away without a word to the calls, as a killed one does."""
    exchange, news = AsteriskExchange(settings, SystemClock()), NewsLog()
    exchange.start(news)
    try:
        news.next(Connected)
        yield exchange, news
    finally:
        exchange.stop()


def test_a_call_goes_on_with_the_next_process_when_ours_was_killed(robots_asterisk: RunningAsterisk) -> None:
    settings = settings_for(robots_asterisk)
    with Peer(robots_asterisk.ports.sip) as patient, AsteriskVoice(robots_asterisk) as sounds:
        with process(settings) as (exchange, news):
            telephone = patient.call(LINE, caller=CALLER)
            call = news.next(Taken).call
            exchange.listen(call, Listener())
            exchange.play(call, 1, [sounds.prompt("long", 20)])
            assert telephone.audio.wait_until_heard(0.5, 30)
        with process(settings) as (exchange, news):
            again = news.next(Taken)
            assert (again.call, again.entrance) == (call, ENTRANCE)
            (live,) = news.next(Connected).live
            assert live.line == LINE
            ears = Listener()
            exchange.listen(call, ears)
            exchange.play(call, 2, [sounds.prompt("again", 0.3)])
            assert news.next(Played).command == 2
            ears.wait_for(0.2)
            telephone.press("1")
            assert news.next(KeyPressed).key == "1"
            exchange.hang_up(call)
            assert news.next(Ended).reason is EndReason.COMPLETED
            # What an earlier test's killed process left behind is told, too.
            news.wait_until(lambda all_: any(isinstance(n, Recorded) and n.call == call for n in all_), "its recording")
        telephone.wait_over()


def test_a_dialled_call_is_known_again_by_its_tag(robots_asterisk: RunningAsterisk) -> None:
    with Patients(robots_asterisk.ports.sip) as patients:
        settings = replace(settings_for(robots_asterisk), trunk=patients.trunk)
        number = NUMBERS[Telephone.ANSWERS]
        with process(settings) as (exchange, news):
            exchange.dial(Dial(tag="kept", number=number, entrance="confirm_visit"))
            call = news.next(Taken).call
        with process(settings) as (exchange, news):
            arrived, taken = news.next(Arrived), news.next(Taken)
            assert (arrived.call, arrived.tag, arrived.caller) == (call, "kept", number)
            assert (taken.call, taken.tag, taken.entrance) == (call, "kept", "confirm_visit")
            exchange.dial(Dial(tag="kept", number=number, entrance="confirm_visit"))
            exchange.hang_up(call)
            news.next(Ended)
        assert patients.rung == [number]
    wait_until_quiet(robots_asterisk)


def test_a_call_that_is_being_put_through_comes_back_to_the_next_process(robots_asterisk: RunningAsterisk) -> None:
    settings = settings_for(robots_asterisk)
    with Peer(robots_asterisk.ports.sip) as patient:
        with process(settings) as (exchange, news):
            telephone = patient.call(LINE, caller=CALLER)
            call = news.next(Taken).call
            exchange.put_through(call, 9, Destination.QUEUE, "")
            news.next(Queued)
        with process(settings) as (exchange, news):
            back = news.next(NotPutThrough)
            assert (back.call, back.command, back.why) == (call, 9, "timeout")
            assert told(news.all, Taken) == []
            exchange.hang_up(call)
        telephone.wait_over()


def test_a_call_whose_operator_hangs_up_ends_though_we_are_gone(robots_asterisk: RunningAsterisk) -> None:
    settings = settings_for(robots_asterisk)
    with Peer(robots_asterisk.ports.sip) as patient, Peer(robots_asterisk.ports.sip, "op1") as phone:
        phone.register()
        wait_for_member(robots_asterisk, "op1")
        with process(settings) as (exchange, news):
            telephone = patient.call(LINE, caller=CALLER)
            exchange.put_through(news.next(Taken).call, 1, Destination.QUEUE, "")
            talk = phone.wait_for_call()
            talk.answer()
            news.next(PutThrough)
        talk.hang_up()
        telephone.wait_over(within=30)
        phone.register(expires=0)
    wait_until_quiet(robots_asterisk)


def test_patient_is_put_into_the_queue_where_nobody_leads_the_call(robots_asterisk: RunningAsterisk) -> None:
    with Peer(robots_asterisk.ports.sip) as patient, Peer(robots_asterisk.ports.sip, "op1") as phone:
        phone.register()
        wait_for_member(robots_asterisk, "op1")
        telephone = patient.call(LINE, caller=CALLER)
        phone.wait_for_call().answer()
        telephone.hang_up()
        phone.register(expires=0)
    wait_until_quiet(robots_asterisk)


def test_patient_is_put_into_the_queue_when_our_process_died_and_none_came(robots_asterisk: RunningAsterisk) -> None:
    settings = replace(settings_for(robots_asterisk), robots_gone_after=timedelta(seconds=3))
    with Peer(robots_asterisk.ports.sip) as patient, Peer(robots_asterisk.ports.sip, "op1") as phone:
        phone.register()
        wait_for_member(robots_asterisk, "op1")
        with process(settings) as (_, news):
            telephone = patient.call(LINE, caller=CALLER)
            news.next(Taken)
        phone.wait_for_call().answer()
        telephone.hang_up()
        phone.register(expires=0)
    wait_until_quiet(robots_asterisk)


def test_a_call_is_kept_as_long_as_we_are_there(robots_asterisk: RunningAsterisk) -> None:
    settings = replace(settings_for(robots_asterisk), robots_gone_after=timedelta(seconds=2))
    with (
        Peer(robots_asterisk.ports.sip) as patient,
        AsteriskVoice(robots_asterisk) as sounds,
        process(settings) as (exchange, news),
    ):
        telephone = patient.call(LINE, caller=CALLER)
        call = news.next(Taken).call
        exchange.play(call, 1, [sounds.prompt("long", 5)])
        assert news.next(Played).is_whole
        assert not telephone.is_over
        telephone.hang_up()
        news.next(Ended)


def test_exchange_that_is_killed_in_a_menu_has_no_calls_afterwards(own_robots_asterisk: RunningAsterisk) -> None:
    asterisk = own_robots_asterisk
    settings = replace(settings_for(asterisk), first_pause=timedelta(milliseconds=50))
    with Peer(asterisk.ports.sip) as patient, process(settings) as (exchange, news):
        patient.call(LINE, caller=CALLER)
        call = news.next(Taken).call
        exchange.listen(call, Listener())
        asterisk.kill()
        news.next(Disconnected)
        so_far = len(news.all)
        asterisk.start()
        assert news.next(Connected, after=so_far).live == ()
        patient.call(LINE, caller=CALLER)
        second = news.next(Taken, after=so_far).call
        ears = Listener()
        exchange.listen(second, ears)
        ears.wait_for(0.2)


def test_the_same_event_twice_changes_nothing(asterisk_voice: AsteriskVoice) -> None:
    """Another client of the exchange takes our command's name: its end is told to us, too."""
    pbx = asterisk_voice
    pbx.patient_calls_the_robot(CALLER)
    call = pbx.first(Taken).call
    pbx.exchange.play(call, 1, [pbx.prompt("first", 0.3)])
    pbx.first(Played)
    with manager(pbx.asterisk) as other:
        other.request("AGI", [("Channel", call), ("Command", "NOOP"), ("CommandID", "callcenter/play/1/0")])
    pbx.exchange.play(call, 2, [pbx.prompt("second", 0.5)])
    pbx.wait_for(lambda news: len(told(news, Played)) == 2, "the second prompt")
    assert [(one.command, one.is_whole) for one in told(pbx.news, Played)] == [(1, True), (2, True)]


@pytest.mark.parametrize(
    "first_bytes",
    [
        struct.pack(">BH", 1, 16) + uuid.UUID(int=7).bytes,
        struct.pack(">BH", 0x10, 320) + bytes(320),
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack(">BH", 1, 3) + b"abc",
    ],
)
def test_whoever_was_not_announced_may_not_bring_sound(first_bytes: bytes) -> None:
    server, ears = EarServer("127.0.0.1", 0), Listener()
    try:
        server.await_sound(ears, lambda: None)
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as stranger:
            stranger.sendall(first_bytes + struct.pack(">BH", 0x10, 320) + bytes(320))
            with contextlib.suppress(ConnectionResetError):  # thrown out with bytes unread
                assert stranger.recv(1) == b""
        assert ears.frames == []
    finally:
        server.close()


def test_a_name_serves_one_connection_only() -> None:
    server, ears = EarServer("127.0.0.1", 0), Listener()
    try:
        name = struct.pack(">BH", 1, 16) + server.await_sound(ears, lambda: None).bytes
        sound = struct.pack(">BH", 0x10, 320) + bytes(320)
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=10) as first,
            socket.create_connection(("127.0.0.1", server.port), timeout=10) as second,
        ):
            for piece in (name + sound)[:30], (name + sound)[30:]:
                first.sendall(piece)
            ears.wait_until_heard(0.02)
            second.sendall(name)
            assert second.recv(1) == b""
            first.sendall(sound)
            ears.wait_until_heard(0.04)
    finally:
        server.close()
