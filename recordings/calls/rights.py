"""Who may open a call: its page, its sound, its transcript and its score, and who sees its private words. Pure.

Managers and the owner open everything. An administrator opens the calls that they answered themselves, and those that
nobody answered; recordings from outside are not theirs. The list of calls itself is for everybody.
"""

from callcenter.domain.people import Operator, Role
from callcenter.kit.errors import NotAllowedError
from callcenter.kit.words import N_
from recordings.calls.entry import CallLine


def may_open(who: Operator, call: CallLine | None) -> bool:
    """Whether `who` may open a call; None stands for a recording from outside."""
    if who.role.includes(Role.MANAGER):
        return True
    if call is None:
        return False
    if call.answered_at is None:
        return call.ended_at is not None
    return _answered(who, call)


def sees_private(who: Operator, call: CallLine | None) -> bool:
    """Whether `who` sees and hears the private words of a call without asking: the one who looks after the patient.

    Everybody else who may open the call has to ask for them, which stands in the access log.
    """
    return call is not None and call.answered_at is not None and _answered(who, call)


def _answered(who: Operator, call: CallLine) -> bool:
    if call.desk is not None:
        return call.desk == who.id
    return bool(who.extension) and call.extension == who.extension


def require_open(who: Operator, call: CallLine | None) -> None:
    """Raises NotAllowedError where `who` may not open the call, or the recording from outside."""
    if may_open(who, call):
        return
    if call is None:
        raise NotAllowedError(N_("Recordings from outside are for managers and the owner."))
    raise NotAllowedError(
        N_("You may open the calls that you answered yourself and missed ones. Others are for managers and the owner.")
    )
