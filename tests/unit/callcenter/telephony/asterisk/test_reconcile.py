"""Lists after a reconnect -> the calls that the exchange carries."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import CallState
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.reconcile import live_calls, operator_channels

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def channel(number: int, name: str, **headers: str) -> Packet:
    base = {"Event": "CoreShowChannel", "Uniqueid": f"t-1.{number}", "Linkedid": "t-1.0", "Channel": name}
    return Packet({**base, "ChannelStateDesc": "Up", "Duration": "00:00:00", **headers})


def patient(**headers: str) -> Packet:
    ours = {"Context": "callcenter-inbound", "Exten": "4951234567", "CallerIDNum": "+79161234567"}
    return channel(0, "PJSIP/trunk-00000001", **{**ours, **headers})


def operator(**headers: str) -> Packet:
    return channel(1, "PJSIP/op1-00000002", Context="phones", **headers)


def state(*channels: Packet, queue: tuple[Packet, ...] = ()) -> tuple[CallState, str]:
    (call,) = live_calls(channels, queue, NOW)
    return call.state, call.extension


def test_two_channels_in_one_bridge_talk() -> None:
    assert state(patient(BridgeId="b"), operator(BridgeId="b")) == (CallState.ANSWERED, "op1")


def test_a_ringing_telephone_is_an_offer() -> None:
    assert state(patient(), operator(ChannelStateDesc="Ringing")) == (CallState.OFFERED, "op1")


def test_a_caller_in_the_queue_waits() -> None:
    entry = Packet({"Event": "QueueEntry", "Uniqueid": "t-1.0"})
    assert state(patient(), queue=(entry,)) == (CallState.QUEUED, "")
    assert state(patient(Application="Queue")) == (CallState.QUEUED, "")


def test_before_the_queue_the_call_rings_or_hears_the_notice() -> None:
    assert state(patient(ChannelStateDesc="Ring")) == (CallState.RINGING, "")
    assert state(patient(Application="Playback")) == (CallState.IN_MENU, "")


def test_who_called_whom_and_since_when_is_found_too() -> None:
    (call,) = live_calls([patient(CallerIDName=r"Anna \'A\'", Duration="00:01:30")], [], NOW)
    assert (call.caller, call.caller_name, call.line) == ("+79161234567", "Anna 'A'", "4951234567")
    assert call.started_at == NOW - timedelta(seconds=90)


def test_calls_of_other_contexts_are_left_alone() -> None:
    assert live_calls([patient(Context="internal"), operator()], [], NOW) == ()


def test_a_known_call_that_was_transferred_out_of_our_dialplan_is_still_ours() -> None:
    (call,) = live_calls([patient(Context="internal", BridgeId="b"), operator(BridgeId="b")], [], NOW, known={"t-1.0"})
    assert (call.state, call.extension) == (CallState.ANSWERED, "op1")


def test_operators_channels_are_found_by_state() -> None:
    channels = [patient(), operator(ChannelStateDesc="Ringing")]
    (call,) = live_calls(channels, [], NOW)
    assert operator_channels(channels, call.call, "Ringing") == {"t-1.1": "op1"}
    assert operator_channels(channels, call.call, "Up") == {}


HEADERS = ("Event", "Uniqueid", "Linkedid", "Channel", "Context", "BridgeId", "Duration", "Application")
WORDS = ("CoreShowChannel", "QueueEntry", "t-1.0", "t-1.1", "callcenter-inbound", "b", "00:00:05", "x:y:z", "")


@given(st.lists(st.dictionaries(st.sampled_from(HEADERS), st.sampled_from(WORDS) | st.text())))
def test_lists_of_any_content_give_each_call_at_most_once(packets: list[dict[str, str]]) -> None:
    calls = live_calls([Packet(each) for each in packets], [Packet(each) for each in packets], NOW)
    assert len({call.call for call in calls}) == len(calls)
