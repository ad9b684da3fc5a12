"""Why a call has ended, by what Asterisk says of its end. Pure."""

from callcenter.domain.calls import EndReason
from callcenter.telephony.asterisk.tracked import TrackedCall

# Q.850 causes of the patient's channel that mean the network failed, not a person.
_FAILURES = frozenset({3, 6, 27, 34, 38, 41, 42, 43, 44, 47, 58, 79, 88, 127})
# ... and of a patient's channel that we dialled: what the other side said.
_NOT_REACHED = {
    17: EndReason.BUSY,
    21: EndReason.REJECTED,
    0: EndReason.FAILED,
    1: EndReason.FAILED,  # no such number
    22: EndReason.FAILED,  # the number has changed
    28: EndReason.FAILED,  # the number is not complete
}


def end_reason(call: TrackedCall, cause: str) -> EndReason:
    """`cause` is the Q.850 cause of the patient's channel; empty where it has none."""
    if call.is_answered or (call.was_led and call.tag):
        return EndReason.COMPLETED
    if call.tag:
        return _NOT_REACHED.get(int(cause) if cause.isascii() and cause.isdigit() else 0) or _by_cause(cause)
    if call.hung_up_by_us and call.was_led and (call.led is None or call.led.away is None):
        return EndReason.COMPLETED
    if call.hung_up_by_us:
        return EndReason.REJECTED
    if call.given_up:
        return EndReason.ABANDONED
    return _by_cause(cause)


def _by_cause(cause: str) -> EndReason:
    failed = cause.isascii() and cause.isdigit() and int(cause) in _FAILURES
    return EndReason.FAILED if failed else EndReason.NO_ANSWER
