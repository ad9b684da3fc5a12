"""Who asked not to be called. In the transaction of the caller, so that it is stored before it is acknowledged."""

from datetime import datetime

from callcenter.kit.ids import CallId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.work import Work
from outbound.do_not_call_store import Refusal, add_refusal, is_refused

EVERYTHING = "*"
"""The purpose of who wants no automatic call at all."""
ASKED, WRONG_NUMBER = "asked", "wrong_number"


def stop_calling(
    work: Work,
    number: PhoneNumber | None,
    purpose: str,
    now: datetime,
    *,
    reason: str = ASKED,
    patient: PatientId | None = None,
    call: CallId | None = None,
) -> None:
    """No more automatic calls of a purpose to a number; asked twice, the first stays. A withheld number has nothing to
    be stored by, and cannot be called either."""
    if number is not None and not is_refused(work.connection, number, (purpose,)):
        refusal = Refusal(number=number, purpose=purpose, reason=reason, since=now, patient=patient, call=call)
        add_refusal(work.connection, refusal)
