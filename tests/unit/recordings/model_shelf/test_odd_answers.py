"""`callcenter models pull` from what is no server of models: each odd answer is told as what it is."""

import pytest

from recordings.model_shelf.errors import ModelError
from tests.support.model_site import Faults
from tests.unit.recordings.model_shelf.world import FILE, Machine, offered


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://[::1", r"sends us on to an address that is none \(Invalid IPv6 URL\); check CALLCENTER_MODELS_URL"),
        (f"/vosk/{FILE}", r"sends us on in a circle \(302\); check CALLCENTER_MODELS_URL"),
        ("http://127.0.0.1:x\x1b[2J/", "check CALLCENTER_MODELS_URL"),
    ],
)
def test_a_server_that_sends_us_astray_is_told_as_such(machine: Machine, address: str, words: str) -> None:
    machine.site.faults = Faults(redirect=address)
    with pytest.raises(ModelError, match=words) as told:
        machine.pull()
    assert str(told.value).isprintable()


@pytest.mark.parametrize("length", ["9" * 5_000, "-1", "many"])
def test_a_length_that_is_none_is_told(machine: Machine, length: str) -> None:
    machine.site.faults = Faults(headers={"Content-Length": length})
    with pytest.raises(ModelError, match="tells a length of the file that is none; use another mirror"):
        machine.pull()


def test_a_part_whose_place_is_no_number_is_told(machine: Machine) -> None:
    huge = {"Content-Range": f"bytes {'9' * 5_000}-{'9' * 5_000}/{'9' * 5_000}"}
    machine.site.faults = Faults(cuts=[1_000, 0], headers={})
    with pytest.raises(ModelError):
        machine.pull()
    machine.site.faults = Faults(headers=huge)
    with pytest.raises(ModelError, match="answers with a part and does not say which; use another mirror"):
        machine.pull()


def test_what_is_no_web_server_moves_no_cursor(machine: Machine) -> None:
    machine.site.faults = Faults(raw=b"SSH-2.0\x1b[2J\x07\xff\xfe" + bytes(range(1, 10)) + b"\r\n")
    with pytest.raises(ModelError, match=r"what answers at http://.* is no web server \(SSH-2\.0 ") as told:
        machine.pull()
    assert str(told.value).isprintable()


def test_a_list_that_never_ends_is_not_waited_for(machine: Machine) -> None:
    machine.site.faults = Faults(drips="model-list.json")
    machine.trust = True
    assert machine.pull(offered(knows=False)).checked == "trusted at its first use: nothing told its checksum"


def test_a_page_to_sign_in_on_is_told_before_anybody_is_asked_to_trust_it(machine: Machine) -> None:
    machine.site.files[FILE] = b"<html>sign in to our network</html>"
    machine.trust = True
    with pytest.raises(ModelError, match="is no zip file, but perhaps a page to sign in on; nothing was installed"):
        machine.pull(offered(knows=False))
    assert machine.asked_to_trust == []
    assert not machine.part.exists()
