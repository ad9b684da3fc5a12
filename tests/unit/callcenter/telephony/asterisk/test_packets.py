"""The manager protocol's packets, torn, forged and strange."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.telephony.asterisk.packets import CONTROL_CHARACTERS, action_text, clean_name, parse_packet
from callcenter.telephony.port import ExchangeError

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9\-]{0,12}", fullmatch=True)
VALUES = st.text().filter(lambda text: "\r\n" not in text and not text.endswith("\r") and not text.startswith("\n"))


@given(st.lists(st.tuples(NAMES, VALUES), unique_by=lambda header: header[0]))
def test_every_value_without_a_line_end_comes_through_unchanged(headers: list[tuple[str, str]]) -> None:
    headers = [(name, value) for name, value in headers if name not in {"Event", "Response"}]
    wire = "\r\n".join(["Event: Any", *(f"{name}: {value}" for name, value in headers)])
    packet = parse_packet(wire)
    assert packet is not None
    assert dict(packet.headers) == {"Event": "Any", **dict(headers)}


@given(st.text())
def test_no_text_at_all_breaks_the_parser(text: str) -> None:
    parse_packet(text)
    parse_packet(f"Event: {text}")


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\r", "\n"])
def test_a_callers_name_cannot_add_a_header(separator: str) -> None:
    packet = parse_packet(f"Event: Newchannel\r\nCallerIDName: x{separator}Exten: 999\r\nExten: 100")
    assert packet is not None
    assert packet.get("Exten") == "100"
    assert clean_name(packet.get("CallerIDName")) == "x Exten: 999"


def test_a_repeated_header_keeps_what_asterisk_wrote_first() -> None:
    packet = parse_packet("Event: UserEvent\r\nUniqueid: 1.1\r\nUniqueid: 6.6")
    assert packet is not None
    assert packet.get("Uniqueid") == "1.1"


def test_a_torn_packet_is_read_as_far_as_it_goes() -> None:
    packet = parse_packet("Event: Hangup\r\nUniqueid: 1.1\r\nCau")
    assert packet is not None
    assert (packet.event, packet.get("Uniqueid"), packet.get("Cause")) == ("Hangup", "1.1", "")


@pytest.mark.parametrize("text", ["", "\r\n", "d: 1.1\r\nCause: 16", "Asterisk Call Manager/11.0.0"])
def test_what_is_neither_response_nor_event_is_nothing(text: str) -> None:
    assert parse_packet(text) is None


def test_unknown_in_asterisks_words_is_empty() -> None:
    packet = parse_packet("Event: Newchannel\r\nCallerIDNum: <unknown>")
    assert packet is not None
    assert packet.get("CallerIDNum") == packet.get("NotThere") == ""


@given(st.text())
def test_an_action_holds_exactly_the_fields_that_were_given(value: str) -> None:
    try:
        text = action_text("Originate", "1", [("Variable", value)])
    except ExchangeError:
        assert CONTROL_CHARACTERS.search(value)
    else:
        assert text.split("\r\n") == ["Action: Originate", "ActionID: 1", f"Variable: {value}", ""]


def test_a_value_that_smuggles_in_a_command_is_refused_in_plain_words() -> None:
    with pytest.raises(ExchangeError, match="control character and was not sent"):
        action_text("Originate", "1", [("Variable", "NAME=Ann\r\nApplication: System")])


@pytest.mark.parametrize(
    ("wire", "shown"),
    [
        ("Мария", "Мария"),
        (r"O\'Brien", "O'Brien"),
        (r"Mary \\\"Polly\\\" H", 'Mary "Polly" H'),
        (r"a\r\nb\fc", "a b c"),
        ("  two   words ", "two words"),
        ("\\", "\\"),
    ],
)
def test_names_are_shown_as_a_person_writes_them(wire: str, shown: str) -> None:
    assert clean_name(wire) == shown


@given(st.text())
def test_a_shown_name_holds_no_control_character(name: str) -> None:
    shown = clean_name(name)
    assert all(unicodedata.category(letter) not in {"Cc", "Zl", "Zp"} for letter in shown)
