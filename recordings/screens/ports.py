"""What the page of a call asks of the desk; app/compose.py gives it."""

from collections.abc import Mapping
from typing import Protocol

from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId
from callcenter.storage.driver import Connection
from recordings.adherence.steps import Walked


class DeskSide(Protocol):
    """The desk's side of calls: the script that was walked, and what the operator entered."""

    def walked(self, connection: Connection, call: CallId) -> Walked | None:
        """The steps that a call showed; None without a script that is still known."""
        ...

    def undoable(self, connection: Connection, call: CallId) -> frozenset[str]:
        """The facts of a call that were taken over from its words and still stand so."""
        ...

    def take(self, who: Operator, call: CallId, fact: str, heard: Mapping[str, str]) -> None:
        """Put what was heard in place of what the operator entered; `heard` has the values by fact.

        Raises CallCenterError where the desk's rules or the rights of `who` refuse it.
        """
        ...

    def undo(self, who: Operator, call: CallId, fact: str) -> None:
        """Put back what stood there before. Raises CallCenterError likewise."""
        ...
