"""Who asked not to be called. In the transaction of the caller, so that it is stored before it is acknowledged."""

from datetime import datetime

from callcenter.kit.ids import CallId, PatientId
from callcenter.kit.phones import PhoneNumber
from callcenter.storage.work import Work
from outbound.do_not_call_store import EVERY_CHANNEL, Refusal, add_refusal, has_refusal

EVERYTHING = "*"
"""The purpose of who wants no automatic call at all."""
ASKED, WRONG_NUMBER = "asked", "wrong_number"


def stop_calling(
    work: Work,
    number: PhoneNumber | None,
    purpose: str,
    now: datetime,
    *,
    channel: str = EVERY_CHANNEL,
    reason: str = ASKED,
    patient: PatientId | None = None,
    call: CallId | None = None,
) -> None:
    """No more automatic calls of a purpose to a number, nor messages, unless `channel` names one. Asked twice, the
    first stays. A withheld number has nothing to be stored by, and cannot be called either."""
    if number is not None and not has_refusal(work.connection, number, purpose, channel):
        refusal = Refusal(
            number=number, purpose=purpose, channel=channel, reason=reason, since=now, patient=patient, call=call
        )
        add_refusal(work.connection, refusal)
