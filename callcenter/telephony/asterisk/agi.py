"""AsyncAGI's commands and what comes of them, as text. Pure.

A command that a call's channel is given bears a name of ours, and the event that tells its end bears it again; it says
what it belongs to, so that a process that has just started understands the end of what another began.

Only applications (EXEC) and GOSUB to what is there are used: a command of AGI's own that fails with a negative result,
such as STREAM FILE for a file that is gone, ends AsyncAGI, and the call with it.
"""

import re
from urllib.parse import unquote

from callcenter.telephony.asterisk.packets import Packet

THROUGH = "callcenter-through"
"""The dialplan's context of the ways to put a call through (conf/extensions.conf)."""
_NAMED = re.compile(r"callcenter/(?P<what>[a-z]+)/(?P<command>\d{1,9})/(?P<place>\d{1,9})")
# What would end an argument of an application, or be taken for a variable or for one more file or destination.
_NOT_IN_ARGUMENTS = re.compile(r'[,&|$"\\\x00-\x1f\x7f]')


def name_of(what: str, command: int, place: int = 0) -> str:
    """The name of one step of a robot's command: the third prompt of command 12 is 'callcenter/play/12/2'."""
    return f"callcenter/{what}/{command}/{place}"


def named(packet: Packet) -> tuple[str, int, int] | None:
    """What of ours an AsyncAGIExec is the end of; None where it is not ours."""
    match = _NAMED.fullmatch(packet.get("CommandId"))
    return (match["what"], int(match["command"]), int(match["place"])) if match else None


def succeeded(packet: Packet) -> bool:
    """Whether the command could be carried out at all."""
    last = unquote(packet.get("Result")).strip().rpartition("\n")[2]
    return last.startswith("200 result=") and not last.startswith("200 result=-")


def first_argument(packet: Packet) -> str:
    """What the dialplan gave AsyncAGI along: the last line of its kind, for a caller's name may hold line ends."""
    lines = unquote(packet.get("Env")).split("\n")
    return next((line.removeprefix("agi_arg_1: ") for line in reversed(lines) if line.startswith("agi_arg_1: ")), "")


def is_plain(text: str) -> bool:
    """True for what can stand in an application's arguments as it is."""
    return _NOT_IN_ARGUMENTS.search(text) is None


def play_file(path_without_ending: str) -> str:
    """Play a file. The keys that would wind it (by default # and *) are ones that telephones do not have."""
    return f"EXEC ControlPlayback {_quoted(f'{path_without_ending},1000,C,B')}"


def record_file(path: str, longest_s: int, pause_s: int) -> str:
    """Record after a beep until '#', a pause, the longest time or the end of the call, and keep it then, too (k)."""
    return f"EXEC Record {_quoted(f'{path},{pause_s},{longest_s},k')}"


def put_through(way: str, *arguments: str) -> str:
    """Run a way of the dialplan's [callcenter-through]: 'queue' or 'dial'."""
    return f"GOSUB {THROUGH} {way} 1 {_quoted(','.join(arguments))}"


def way_of(text: str) -> str:
    """The way of the dialplan that a command runs; '' where it runs none."""
    verb, _, rest = text.partition(f" {THROUGH} ")
    return rest.split(" ")[0] if verb == "GOSUB" else ""


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
