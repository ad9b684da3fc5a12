"""What `callcenter doctor` asks a clinic's Asterisk: each check says what was found and what to do about it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from callcenter.kit.clock import Clock, SystemClock
from callcenter.kit.findings import Finding, Verdict
from callcenter.telephony.asterisk.channels import stamp_of
from callcenter.telephony.asterisk.dialplan_check import dialplan_faults, notice_fault, robot_faults
from callcenter.telephony.asterisk.link import CommandRefusedError, Link
from callcenter.telephony.asterisk.packets import Packet
from callcenter.telephony.asterisk.self_test import try_listening, try_recording
from callcenter.telephony.asterisk.settings import AsteriskSettings
from callcenter.telephony.port import ExchangeError

_TESTED_MAJOR = 22
_OLDEST_MAJOR = 18
_CLOCK_TOLERANCE = timedelta(seconds=2)
# Actions that our account must be allowed and whose module must be loaded -> what to do where one is missing.
_ACTIONS = {
    "CoreShowChannels": "add 'reporting' to the account's write line in manager.conf",
    "ShowDialPlan": "add 'reporting' to the account's write line in manager.conf",
    "Hangup": "add 'call' to the account's write line in manager.conf",
    "Originate": "add 'originate' to the account's write line in manager.conf",
    "QueueStatus": "load the module app_queue.so",
    "MixMonitorMute": "load the module app_mixmonitor.so, and add 'call' to the account's write line in manager.conf",
}
_ROBOT_ACTIONS = {
    "AGI": "load the module res_agi.so, and add 'agi' to the account's write line in manager.conf",
    "ControlPlayback": "load the module app_controlplayback.so, and add 'call' to the account's write line",
}
_ROBOT_EVENT_CLASSES = frozenset({"agi", "dtmf"})
_EVENT_CLASSES = frozenset({"call", "agent", "user", "system"})
_GONE = frozenset({"4", "5"})  # AST_DEVICE_INVALID, AST_DEVICE_UNAVAILABLE


def check_asterisk(settings: AsteriskSettings, clock: Clock | None = None) -> Iterator[Finding]:
    """All checks, one after another. Where Asterisk cannot be reached there is only one."""
    clock = clock or SystemClock()
    try:
        link = Link.open(settings)
    except ExchangeError as error:
        yield Finding("exchange", Verdict.PROBLEM, str(error))
        return
    try:
        yield _guarded("exchange", lambda: _version(link))
        yield _guarded("exchange clock", lambda: _clock(link, clock))
        yield _guarded("exchange account", lambda: _account(link, settings))
        yield _guarded("exchange dialplan", lambda: _dialplan(link, settings))
        yield _guarded("exchange notice", lambda: _notice(link))
        yield _guarded("exchange queue", lambda: _queue(link, settings.queue))
        if settings.emergency_queue:
            yield _guarded("exchange emergency queue", lambda: _queue(link, settings.emergency_queue))
        yield _guarded("exchange recordings", lambda: _recordings(link, settings))
        yield _guarded("exchange robots", lambda: _robots(link, settings))
    finally:
        link.close()


def _guarded(what: str, check: Callable[[], tuple[Verdict, str]]) -> Finding:
    try:
        return Finding(what, *check())
    except ExchangeError as error:
        return Finding(what, Verdict.PROBLEM, str(error))


def _robots(link: Link, settings: AsteriskSettings) -> tuple[Verdict, str]:
    """Without these calls go to people only, which is no fault."""
    allowed = link.request("ListCommands").headers
    faults = [f"{action}: {remedy}" for action, remedy in _ROBOT_ACTIONS.items() if action not in allowed]
    if unread := sorted(_ROBOT_EVENT_CLASSES - _readable(link, settings)):
        faults.append(f"add {', '.join(unread)} to the account's read line in manager.conf")
    faults += robot_faults(link)
    if not faults and (deaf := try_listening(link, settings)):
        faults.append(deaf)
    if faults:
        return Verdict.ATTENTION, "conversations cannot lead calls: " + "; ".join(faults)
    return Verdict.OK, "conversations can lead calls and hear patients"


def _version(link: Link) -> tuple[Verdict, str]:
    version = link.request("CoreSettings").get("AsteriskVersion")
    major = version.partition(".")[0]
    if not major.isdigit():
        return Verdict.ATTENTION, f"Asterisk of unknown version '{version}'; we test with {_TESTED_MAJOR}"
    if int(major) < _OLDEST_MAJOR:
        return Verdict.PROBLEM, f"Asterisk {version} is too old; install {_TESTED_MAJOR}"
    if int(major) != _TESTED_MAJOR:
        return Verdict.ATTENTION, f"Asterisk {version}; we test with {_TESTED_MAJOR}"
    return Verdict.OK, f"Asterisk {version}"


def _clock(link: Link, clock: Clock) -> tuple[Verdict, str]:
    apart = (stamp_of(link.ping()) or clock.now()) - clock.now()
    if abs(apart) > _CLOCK_TOLERANCE:
        seconds = apart.total_seconds()
        said = f"the exchange's clock is {seconds:+.0f} s from ours; let both machines follow a time server"
        return Verdict.ATTENTION, said
    return Verdict.OK, "same time as ours"


def _account(link: Link, settings: AsteriskSettings) -> tuple[Verdict, str]:
    allowed = link.request("ListCommands").headers
    missing = [f"{action}: {remedy}" for action, remedy in _ACTIONS.items() if action not in allowed]
    if missing:
        return Verdict.PROBLEM, "; ".join(missing)
    if not link.wait_for("FullyBooted", settings.answer_within):
        return Verdict.PROBLEM, "no start-up event came: add 'system' to the account's read line in manager.conf"
    unread = sorted(_EVENT_CLASSES - _readable(link, settings))
    if unread:
        return Verdict.PROBLEM, f"add {', '.join(unread)} to the account's read line in manager.conf"
    return Verdict.OK, f"'{settings.user}' may do and read what is needed"


def _readable(link: Link, settings: AsteriskSettings) -> frozenset[str]:
    """The event classes of our account as manager.conf has them; all, where Asterisk has no module to tell."""
    variable = f"AST_CONFIG(manager.conf,{settings.user},read)"
    try:
        value = link.request("Getvar", [("Variable", variable)]).get("Value")
    except CommandRefusedError:
        return _EVENT_CLASSES | _ROBOT_EVENT_CLASSES
    classes = {word.strip() for word in value.split(",")}
    return _EVENT_CLASSES | _ROBOT_EVENT_CLASSES if not value or "all" in classes else frozenset(classes)


def _dialplan(link: Link, settings: AsteriskSettings) -> tuple[Verdict, str]:
    faults = dialplan_faults(link, settings)
    if faults:
        return Verdict.PROBLEM, "; ".join(faults)
    return Verdict.OK, "calls in callcenter-inbound are announced, recorded and queued"


def _notice(link: Link) -> tuple[Verdict, str]:
    fault = notice_fault(link)
    if fault:
        return Verdict.ATTENTION, fault
    return Verdict.OK, "patients are told that they are recorded"


def _queue(link: Link, queue: str) -> tuple[Verdict, str]:
    events = link.collect("QueueStatus", [("Queue", queue)])
    if not any(event.event == "QueueParams" for event in events):
        return Verdict.PROBLEM, f"there is no queue '{queue}'; add it to queues.conf (conf/queues.conf)"
    members = [event for event in events if event.event == "QueueMember"]
    if not members:
        said = f"the queue '{queue}' has no telephones; add 'member =>' lines to it in queues.conf"
        return Verdict.PROBLEM, said
    return _members(members, queue)


def _members(members: list[Packet], queue: str) -> tuple[Verdict, str]:
    ready = [member for member in members if member.get("Status") not in _GONE and member.get("Paused") != "1"]
    said = f"{len(ready)} of {len(members)} telephones of the queue '{queue}' can ring"
    if not ready:
        return Verdict.ATTENTION, f"{said}; switch one on, and see that it is registered and not paused"
    return Verdict.OK, said


def _recordings(link: Link, settings: AsteriskSettings) -> tuple[Verdict, str]:
    fault = try_recording(link, settings)
    if fault:
        return Verdict.PROBLEM, fault
    return Verdict.OK, f"a test recording came through {settings.recordings_here}"
