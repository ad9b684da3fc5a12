"""Changing one call at the desk: one transaction, in which the row is locked and the screen's version compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from callcenter.desk.actions.opening import open_call
from callcenter.desk.desk_call import DeskCall
from callcenter.desk.parts import DeskParts
from callcenter.desk.problems import OtherDeskError, StaleDeskError
from callcenter.desk.store import find_desk_call, save_desk_call
from callcenter.domain.calls import Call
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.storage.calls import get_call
from callcenter.storage.driver import Connection
from callcenter.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One call at its desk as it is at one moment; `connection` is for reading more."""

    connection: Connection
    call: Call
    desk: DeskCall
    who: Operator
    now: datetime


@dataclass(slots=True)
class Edit:
    """One call while it is being changed; put the changed value into `desk`, tell events through `work`."""

    work: Work
    call: Call
    desk: DeskCall
    who: Operator
    now: datetime

    @property
    def seen(self) -> Seen:
        """The call as it is changed so far."""
        return Seen(connection=self.work.connection, call=self.call, desk=self.desk, who=self.who, now=self.now)


class Desk:
    """Opens calls for changing."""

    def __init__(self, parts: DeskParts) -> None:
        self.parts = parts

    @contextmanager
    def read(self, who: Operator, call_id: CallId) -> Iterator[Seen]:
        """The call at the desk of `who`, without waiting for a writer. Raises OtherDeskError, NotFoundError."""
        with self.parts.database.read() as connection:
            call = get_call(connection, call_id)
            desk = find_desk_call(connection, call_id)
            if desk is None or desk.operator != who.id:
                raise OtherDeskError
            yield Seen(connection=connection, call=call, desk=desk, who=who, now=self.parts.clock.now())

    def bring(self, who: Operator, call_id: CallId) -> None:
        """A person has taken the call: it is at their desk from now on, whoever's it was. Raises OtherDeskError."""
        with self.parts.database.read() as connection:
            desk = find_desk_call(connection, call_id)
        if desk is None or desk.operator != who.id:
            with self.edit(who, call_id):
                pass

    @contextmanager
    def edit(self, who: Operator, call_id: CallId, version: int | None = None) -> Iterator[Edit]:
        """The call of `who` for a change, stored when the block ends without an error.

        With `version`, the change is refused where the screen showed an older one; it then counts as a move and
        raises the version. Without, it changes something that two tabs may change in any order.
        Raises OtherDeskError, StaleDeskError, NotFoundError.
        """
        now = self.parts.clock.now()
        with self.parts.database.work() as work:
            call = get_call(work.connection, call_id)
            desk = find_desk_call(work.connection, call_id, for_update=True)
            if desk is None or desk.operator != who.id:
                if not (call.is_live and call.offered_to == who.extension):
                    raise OtherDeskError
                desk = open_call(self.parts, work, call, who, now)
            if version is not None and desk.version != version:
                raise StaleDeskError
            edit = Edit(work=work, call=call, desk=desk, who=who, now=now)
            yield edit
            if edit.desk != desk:
                moved = edit.desk.version if version is None else desk.version + 1
                save_desk_call(work.connection, replace(edit.desk, version=moved))
