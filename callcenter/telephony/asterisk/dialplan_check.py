"""Whether a clinic's dialplan holds our part of it, and agrees with our settings."""

import re
from collections.abc import Sequence

from callcenter.telephony.asterisk.link import CommandRefusedError, Link
from callcenter.telephony.asterisk.settings import AsteriskSettings

NOTICE_ELSEWHERE = "elsewhere"
"""What CALLCENTER_NOTICE is where the trunk or a menu has given the notice before our part of the dialplan."""

_INSTALL = "install conf/extensions.conf and run 'dialplan reload' in Asterisk"
_SETTING = re.compile(r"^(CALLCENTER_[A-Z]+)=(.*)$")
# Context -> what one of its steps must look like -> what is lost without it.
_STEPS = (
    ("callcenter-inbound", "UserEvent(CallcenterArrived", "no call would be told"),
    ("callcenter-inbound", "Gosub(callcenter-record", "no call would be recorded"),
    ("callcenter-inbound", "Queue(", "no telephone would ring"),
    ("callcenter-record", "MixMonitor(", "no call would be recorded"),
    ("callcenter-record", "UserEvent(CallcenterRecording", "recordings would not be found"),
    ("callcenter-settings", "Set(CALLCENTER_QUEUE", "calls would have no queue"),
    ("callcenter-selftest", "MixMonitor(", "the folder of recordings cannot be tried"),
)
_ROBOT_STEPS = (
    ("callcenter-inbound", 'GotoIf($["${CALLCENTER_MENU}"', "no conversation would answer a call"),
    ("callcenter-voice", "AGI(agi:async", "no conversation would answer a call"),
    ("callcenter-voice", "Set(TIMEOUT(absolute)", "a call would be stuck when the call centre stops"),
    ("callcenter-dialled", "AGI(agi:async", "nobody could be called"),
    ("callcenter-dialled", "Set(TIMEOUT(absolute)", "a call would be stuck when the call centre stops"),
    ("callcenter-through", "Queue(", "no conversation could put a call through"),
    ("callcenter-through", "UserEvent(CallcenterNotTaken", "it would not be told why nobody took a call"),
)


def dialplan_faults(link: Link, settings: AsteriskSettings) -> list[str]:
    """Each thing that is wrong, as a sentence with what to do; empty where all is well."""
    return _missing(link, _STEPS) + _disagreements(_steps(link, "callcenter-settings"), settings)


def robot_faults(link: Link) -> list[str]:
    """The same for what calls need that conversations lead."""
    return _missing(link, _ROBOT_STEPS)


def _missing(link: Link, wanted: Sequence[tuple[str, str, str]]) -> list[str]:
    contexts = {context: _steps(link, context) for context in {step[0] for step in wanted}}
    missing = sorted(context for context, steps in contexts.items() if not steps)
    faults = [f"the dialplan has no context {context}; {_INSTALL}" for context in missing]
    for context, begin, loss in wanted:
        if context not in missing and not any(step.startswith(begin) for step in contexts[context]):
            faults.append(f"{context} has no step {begin}...), so {loss}; {_INSTALL}")
    return faults


def notice_fault(link: Link) -> str:
    """Empty where the dialplan tells patients that they are recorded, or says that they were told before."""
    if _settings(_steps(link, "callcenter-settings")).get("CALLCENTER_NOTICE", ""):
        return ""
    return (
        "the dialplan does not tell patients that they are recorded: name a sound in CALLCENTER_NOTICE, "
        f"or set it to {NOTICE_ELSEWHERE} where the trunk or a menu has said it before"
    )


def _steps(link: Link, context: str) -> list[str]:
    """The steps of a context as 'Application(data)'; empty where there is no such context."""
    try:
        events = link.collect("ShowDialPlan", [("Context", context)])
    except CommandRefusedError:
        return []
    return [f"{event.get('Application')}({event.get('AppData')})" for event in events if event.get("Application")]


def _disagreements(steps: list[str], settings: AsteriskSettings) -> list[str]:
    theirs = _settings(steps)
    ours = {
        "CALLCENTER_QUEUE": (settings.queue, "CALLCENTER_ASTERISK_QUEUE"),
        "CALLCENTER_RECORDINGS": (settings.recordings_there, "CALLCENTER_ASTERISK_RECORDINGS_THERE"),
    }
    return [
        f"the dialplan says {name}={theirs[name]}, but our setting {setting} is {value}; make them the same"
        for name, (value, setting) in ours.items()
        if theirs.get(name, value).rstrip("/") != value.rstrip("/")
    ]


def _settings(steps: list[str]) -> dict[str, str]:
    sets = [match for step in steps if (match := _SETTING.match(step.removeprefix("Set(").removesuffix(")")))]
    return {match[1]: match[2].strip() for match in sets}
