"""Who may open a call and who sees its private words, as conditions of a query: what `rights` says of one call, for all
of them at once."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from callcenter.domain.people import Operator, Role
from callcenter.storage import tables

_call, _desk = tables.call, tables.desk_call


def opens_to(who: Operator) -> ColumnElement[bool]:
    """The condition, for a query that reads `call` with its `desk_call`, both as outer joins of `recording`."""
    if who.role.includes(Role.MANAGER):
        return true()
    missed = and_(_call.c.answered_at.is_(None), _call.c.ended_at.is_not(None))
    return and_(_call.c.id.is_not(None), or_(missed, sees_private_words(who)))


def sees_private_words(who: Operator) -> ColumnElement[bool]:
    """What `rights.sees_private` says of one call, for a query of the same kind; it may be null, which is no."""
    by_telephone = _call.c.offered_to == who.extension if who.extension else false()
    answered_here = or_(_desk.c.operator == who.id, and_(_desk.c.operator.is_(None), by_telephone))
    return and_(_call.c.answered_at.is_not(None), answered_here)
