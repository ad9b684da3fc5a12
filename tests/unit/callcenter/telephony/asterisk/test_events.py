"""Manager events -> our events, on a captured call and on every mess that can be made of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import EndReason
from callcenter.telephony.asterisk.events import Translator
from callcenter.telephony.asterisk.packets import Packet, parse_packet
from callcenter.telephony.port import Answered, Arrived, Ended, ExchangeEvent, Offered, OfferPassed, Resumed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def captured() -> list[Packet]:
    text = Path(__file__).with_name("queue_call.ami").read_bytes().decode()
    packets = [parse_packet(part) for part in text.split("\r\n\r\n")]
    return [packet for packet in packets if packet is not None]


CALL = captured()


def translate(packets: Sequence[Packet]) -> list[ExchangeEvent]:
    translator = Translator()
    return [event for packet in packets for event in translator.translate(packet, NOW)]


def event(name: str, **headers: str) -> Packet:
    return Packet({"Event": name, "Uniqueid": "t-1.0", "Linkedid": "t-1.0", **headers})


def arrived(**headers: str) -> Packet:
    return event("UserEvent", UserEvent="CallcenterArrived", Exten="4951234567", **headers)


def called() -> Packet:
    return event("AgentCalled", Interface="PJSIP/op1", DestUniqueid="t-1.1")


def test_a_captured_call_is_told_in_our_words() -> None:
    events = translate(CALL)
    words = [type(each).__name__ for each in events]
    assert words == ["Arrived", "Queued", "Offered", "Answered", "Held", "Resumed", "Ended"]
    assert len({each.call for each in events}) == 1
    first, last = events[0], events[-1]
    assert isinstance(first, Arrived)
    assert (first.caller, first.caller_name, first.line) == ("+79161234567", "Мария", "4951234567")
    assert isinstance(last, Ended)
    assert last.reason is EndReason.COMPLETED


def test_a_captured_call_names_its_recording_when_it_is_over() -> None:
    translator = Translator()
    for packet in CALL:
        translator.translate(packet, NOW)
    assert not translator.calls
    ((call, _),) = translator.over
    assert [Path(name).name.removeprefix(call.call) for name in call.files] == ["-patient.wav", "-operator.wav"]


@given(st.lists(st.sampled_from(CALL), max_size=60))
def test_lost_doubled_and_reordered_packets_never_break_it(packets: list[Packet]) -> None:
    translator = Translator()
    for packet in packets:
        live_before = set(translator.calls)
        for each in translator.translate(packet, NOW):
            assert isinstance(each, Arrived) or each.call in live_before
            assert isinstance(each, Ended) == (each.call not in translator.calls)


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(sorted({name for packet in CALL for name in packet.headers})),
            st.sampled_from(sorted({value for packet in CALL for value in packet.headers.values()})) | st.text(),
        )
    )
)
def test_headers_of_any_content_never_break_it(packets: list[dict[str, str]]) -> None:
    translate([*CALL[:8], *(Packet(headers) for headers in packets)])


def test_moments_are_told_by_our_clock() -> None:
    translator = Translator()
    translator.clock_ahead = timedelta(seconds=90)
    stamp = f"{NOW.timestamp() + 90:.6f}"
    (told,) = translator.translate(arrived(Timestamp=stamp), NOW + timedelta(seconds=1))
    assert told.at == NOW
    (unstamped,) = translator.translate(event("QueueCallerJoin"), NOW + timedelta(seconds=1))
    assert unstamped.at == NOW + timedelta(seconds=1)


def test_a_clinics_other_calls_are_none_of_ours() -> None:
    others = [packet for packet in CALL if packet.get("UserEvent") != "CallcenterArrived"]
    assert translate(others) == []


def test_unknown_events_are_normal() -> None:
    assert translate([event("DeviceStateChange"), event("UserEvent", UserEvent="TheirOwn"), Packet({})]) == []


def test_an_arrival_without_a_usable_id_is_no_call() -> None:
    assert translate([Packet({"Event": "UserEvent", "UserEvent": "CallcenterArrived", "Uniqueid": "/.*/"})]) == []


def test_hold_by_the_patients_telephone_is_not_the_operators() -> None:
    events = translate([arrived(), event("Hold"), event("Unhold")])
    assert [type(each) for each in events] == [Arrived]


def test_resume_by_the_operators_telephone_is_told() -> None:
    events = translate([arrived(), event("Unhold", Uniqueid="t-1.1")])
    assert isinstance(events[-1], Resumed)


def test_operators_telephone_that_stops_ringing_passes_the_offer_once() -> None:
    passed = event("AgentRingNoAnswer", Interface="PJSIP/op1", DestUniqueid="t-1.1")
    gone = event("Hangup", Uniqueid="t-1.1", Cause="19")
    events = translate([arrived(), called(), passed, gone])
    assert [type(each) for each in events] == [Arrived, Offered, OfferPassed]


def test_the_others_stop_ringing_silently_when_one_operator_answers() -> None:
    second = event("AgentCalled", Interface="PJSIP/op2", DestUniqueid="t-1.2")
    connect = event("AgentConnect", Interface="PJSIP/op2", DestUniqueid="t-1.2")
    gone = event("Hangup", Uniqueid="t-1.1", Cause="26")
    events = translate([arrived(), called(), second, connect, gone])
    assert [type(each) for each in events] == [Arrived, Offered, Offered, Answered]


def ended(*packets: Packet, cause: str = "16") -> EndReason:
    last = translate([arrived(), *packets, event("Hangup", Cause=cause)])[-1]
    assert isinstance(last, Ended)
    return last.reason


def test_end_says_why() -> None:
    connect = event("AgentConnect", Interface="PJSIP/op1", DestUniqueid="t-1.1")
    assert ended(called(), connect) is EndReason.COMPLETED
    assert ended(called(), event("HangupRequest")) is EndReason.ABANDONED
    assert ended(called()) is EndReason.NO_ANSWER
    assert ended(called(), event("QueueCallerAbandon")) is EndReason.NO_ANSWER
    assert ended(called(), cause="38") is EndReason.FAILED
    assert ended(called(), cause="many") is EndReason.NO_ANSWER


def test_end_that_we_asked_for_before_the_answer_is_a_rejection() -> None:
    translator = Translator()
    translator.translate(arrived(), NOW)
    translator.calls["t-1.0"].hung_up_by_us = True
    (last,) = translator.translate(event("Hangup", Cause="16"), NOW)
    assert isinstance(last, Ended)
    assert last.reason is EndReason.REJECTED
