"""Names and times that Asterisk writes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.telephony.asterisk.channels import extension_of, is_call_id, line_of, stamp_of
from callcenter.telephony.asterisk.packets import Packet


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("PJSIP/op1", "op1"),
        ("PJSIP/op1-00000025", "op1"),
        ("PJSIP/front-desk-00000025", "front-desk"),
        ("Local/101@from-internal/n", "101"),
        ("Local/101@from-internal-0000002a;1", "101"),
        ("PJSIP/101/sip:101@127.0.0.1:5060", "101"),
        ("Anna", "Anna"),
        ("", ""),
    ],
)
def test_extension_is_the_telephones_short_name(name: str, extension: str) -> None:
    assert extension_of(name) == extension


def test_line_is_empty_where_the_trunk_names_none() -> None:
    assert line_of("s") == ""
    assert line_of("4951234567") == "4951234567"


@pytest.mark.parametrize("text", ["", "/.*/", "a b", "1.1\r\nAction: Command", "PJSIP/op1-00000025"])
def test_a_channels_name_or_pattern_is_no_call_id(text: str) -> None:
    assert not is_call_id(text)


def test_moment_is_the_exchanges_own_to_the_microsecond() -> None:
    packet = Packet({"Timestamp": "1795314048.020323"})
    assert stamp_of(packet) == datetime.fromtimestamp(1795314048, UTC).replace(microsecond=20323)


@pytest.mark.parametrize("stamp", ["", "soon", "-1", "99999999999999999999", "٣.٣", "."])
def test_what_is_no_time_stamp_is_none(stamp: str) -> None:
    assert stamp_of(Packet({"Timestamp": stamp})) is None


@given(st.text(alphabet="0123456789.", max_size=14))
def test_no_time_stamp_breaks_it(stamp: str) -> None:
    found = stamp_of(Packet({"Timestamp": stamp}))
    assert found is None or found.tzinfo is UTC
