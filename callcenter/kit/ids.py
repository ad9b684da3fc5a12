"""Identities: one type a kind of thing, so that a patient's id is never taken for a call's."""

import secrets
import time
from typing import NewType

CallId = NewType("CallId", str)
PatientId = NewType("PatientId", str)
VisitId = NewType("VisitId", str)
OperatorId = NewType("OperatorId", str)
RecordingId = NewType("RecordingId", str)
ProviderCallId = NewType("ProviderCallId", str)
"""The name by which the telephone exchange knows a call; unique within one exchange account."""

COMMAND_LINE = OperatorId("command line")
"""Who stands in records of access and of work where no operator, but somebody at a command line asked for it."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter that looks like a digit


def new_id() -> str:
    """A new unique id of 20 characters that sorts by the time it was made (to the millisecond)."""
    number = (time.time_ns() // 1_000_000) << 52 | secrets.randbits(52)
    digits = []
    for _ in range(20):
        number, rest = divmod(number, 32)
        digits.append(_ALPHABET[rest])
    return "".join(reversed(digits))
