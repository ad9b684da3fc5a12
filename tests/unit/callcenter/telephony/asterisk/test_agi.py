"""AsyncAGI's commands as text."""

import pytest

from callcenter.telephony.asterisk import agi
from callcenter.telephony.asterisk.packets import Packet


def ended(name: str, result: str = "200%20result%3D0%0A") -> Packet:
    return Packet({"Event": "AsyncAGIExec", "CommandId": name, "Result": result})


def test_a_commands_name_says_what_it_belongs_to() -> None:
    assert agi.named(ended(agi.name_of("play", 12, 3))) == ("play", 12, 3)
    assert agi.named(ended("somebody-elses")) is None
    assert agi.named(ended("callcenter/play/12")) is None


@pytest.mark.parametrize(
    ("result", "good"),
    [
        ("200%20result%3D0%0A", True),
        ("100%20result%3D0%20Trying...%0A200%20result%3D0%20Gosub%20complete%0A", True),
        ("200%20result%3D-1%20Gosub%20label%20not%20found%0A", False),
        ("200%20result%3D-2%0A", False),
        ("520%20Invalid%20command%20syntax.%0A", False),
        ("", False),
    ],
)
def test_a_command_that_could_not_be_carried_out_is_told_apart(result: str, good: bool) -> None:
    assert agi.succeeded(ended("x", result)) is good


def test_a_callers_name_cannot_choose_the_conversation() -> None:
    env = "agi_calleridname%3A%20x%0Aagi_arg_1%3A%20secret%0Aagi_threadid%3A%201%0Aagi_arg_1%3A%20front_menu%0A%0A"
    assert agi.first_argument(Packet({"Event": "AsyncAGIStart", "Env": env})) == "front_menu"
    assert agi.first_argument(Packet({"Event": "AsyncAGIStart"})) == ""


@pytest.mark.parametrize("path", ["/a,b/x", "/a&b", "/a|b", '/a"b', "/a$b", "/a\nb"])
def test_a_path_that_would_end_an_argument_is_not_plain(path: str) -> None:
    assert not agi.is_plain(path)


def test_a_path_with_a_space_stays_one_argument() -> None:
    assert agi.is_plain("/var/lib/call centre/Привет")
    assert agi.play_file("/a b/c") == 'EXEC ControlPlayback "/a b/c,1000,C,B"'
