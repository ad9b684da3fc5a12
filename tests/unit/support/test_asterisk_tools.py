"""The test tools themselves: apt's sources in both writings, G.711, SIP and RTP without an exchange."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.asterisk import g711, sip
from tests.support.asterisk.rtp import RtpStream
from tests.support.asterisk.sound import share_of_tone, tone
from tests.support.asterisk.sources import debian_mirrors


@pytest.fixture
def apt_folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def test_mirror_is_read_from_old_one_line_sources(apt_folder: Path) -> None:
    (apt_folder / "sources.list").write_text(
        "# deb http://commented.example/debian bookworm main\n"
        "deb [arch=amd64 signed-by=/k.gpg] http://one.example/debian/ bookworm main\n"
        "deb-src http://source.example/debian bookworm main\n"
        "deb http://one.example/debian-security bookworm-security main\n"
    )
    (apt_folder / "sources.list.d" / "two.list").write_text("deb https://two.example/mirror/debian sid main\n")
    assert debian_mirrors(apt_folder) == ["http://one.example/debian", "https://two.example/mirror/debian"]


def test_mirror_is_read_from_deb822_sources(apt_folder: Path) -> None:
    (apt_folder / "sources.list.d" / "debian.sources").write_text(
        "Types: deb\n# http://commented.example/debian\nURIs: http://one.example/debian\n http://two.example/debian\n"
        "Suites: bookworm\n\nTypes: deb\nURIs: http://one.example/debian-security\n\n"
        "Enabled: no\nURIs: http://off.example/debian\n"
    )
    assert debian_mirrors(apt_folder) == ["http://one.example/debian", "http://two.example/debian"]


def test_machine_without_debian_sources_has_no_mirror(apt_folder: Path) -> None:
    (apt_folder / "sources.list.d" / "other.list").write_text("deb https://other.example/node nodistro main\n")
    (apt_folder / "sources.list.d" / "broken.sources").write_bytes(b"\xff\xfe\x00 URIs")
    assert debian_mirrors(apt_folder) == []


@pytest.mark.parametrize("codec", [sip.ALAW, sip.ULAW])
def test_g711_keeps_a_tone_close(codec: int) -> None:
    samples = tone(440, 0.5)
    again = g711.decode(g711.encode(samples, codec), codec)
    assert np.abs(again.astype(int) - samples).max() <= 1024
    assert share_of_tone(again, 440) > 0.99


@pytest.mark.parametrize("codec", [sip.ALAW, sip.ULAW])
def test_g711_codes_decode_and_encode_to_the_same_sound(codec: int) -> None:
    sounds = g711.decode(bytes(range(256)), codec)
    assert (g711.decode(g711.encode(sounds, codec), codec) == sounds).all()


def test_g711_matches_known_values() -> None:
    assert list(g711.decode(b"\xd5\x55\x80\x2a", sip.ALAW)) == [8, -8, 5504, -32256]
    assert list(g711.decode(b"\xff\x7f\x80\x00", sip.ULAW)) == [0, 0, 32124, -32124]


@given(st.binary())
def test_no_datagram_breaks_the_sip_parser(data: bytes) -> None:
    sip.parse(data)


def test_sip_message_is_written_and_read_the_same() -> None:
    headers = (("Via", "SIP/2.0/UDP 127.0.0.1:1;branch=z"), ("CSeq", "7 INVITE"), ("Call-ID", "a@b"))
    message = sip.Message("INVITE sip:100@127.0.0.1 SIP/2.0", headers, sip.offer(4000))
    again = sip.parse(message.encode())
    assert again == message
    assert (again.method, again.cseq, again.status, again.call_id) == ("INVITE", 7, 0, "a@b")
    assert sip.media_in(again.body) == sip.Media(4000, sip.ALAW)


def test_two_streams_hear_each_others_tone_and_keys() -> None:
    one, other = RtpStream(tone(440, 1)), RtpStream(tone(1000, 1))
    try:
        one.send_to(sip.Media(other.port, sip.ALAW))
        other.send_to(sip.Media(one.port, sip.ULAW))
        assert one.wait_until_heard(0.5, 60)
        assert other.wait_until_heard(0.5, 60)
        one.press("4#")
        assert other.wait_for_digits("4#", 5)
        assert share_of_tone(other.heard()[:3200], 440) > 0.99
        assert share_of_tone(one.heard()[:3200], 1000) > 0.99
    finally:
        one.close()
        other.close()
