"""Who may open a call, as a condition of a query: what `rights.may_open` says of one call, for all of them at once."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from callcenter.domain.people import Operator, Role
from callcenter.storage import tables

_call, _desk = tables.call, tables.desk_call


def opens_to(who: Operator) -> ColumnElement[bool]:
    """The condition, for a query that reads `call` with its `desk_call`, both as outer joins of `recording`."""
    if who.role.includes(Role.MANAGER):
        return true()
    by_telephone = _call.c.offered_to == who.extension if who.extension else false()
    answered_here = or_(_desk.c.operator == who.id, and_(_desk.c.operator.is_(None), by_telephone))
    return and_(
        _call.c.id.is_not(None),
        or_(
            and_(_call.c.answered_at.is_(None), _call.c.ended_at.is_not(None)),
            and_(_call.c.answered_at.is_not(None), answered_here),
        ),
    )
