"""The desk's side of calls, for the pages of calls: the two features meet here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from callcenter.desk.actions.heard import HeardFacts
from callcenter.desk.parts import DeskParts
from callcenter.desk.problems import DeskError
from callcenter.desk.shown_steps import shown_steps
from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import CallId
from callcenter.storage.driver import Connection
from recordings.adherence.steps import ShownStep, Walked


class DeskSideOfCalls:
    """Asks the desk (recordings/screens/ports.py says what)."""

    def __init__(self, parts: DeskParts) -> None:
        self._parts = parts
        self._heard = HeardFacts(parts)

    def walked(self, connection: Connection, call: CallId) -> Walked | None:
        """The steps that a call showed."""
        found = shown_steps(self._parts, connection, call)
        if found is None:
            return None
        steps = [
            ShownStep(
                id=step.id,
                title=step.title,
                spoken=step.spoken,
                text=step.text,
                criteria=step.criteria,
                is_open=step.is_open,
            )
            for step in found.steps
        ]
        return Walked(language=found.language, steps=steps)

    def undoable(self, connection: Connection, call: CallId) -> frozenset[str]:
        """The facts of a call that were taken over and still stand so."""
        return self._heard.undoable(connection, call)

    def take(self, who: Operator, call: CallId, fact: str, heard: Mapping[str, str]) -> None:
        """Take a fact over."""
        with _refusals():
            self._heard.take(who, call, fact, heard)

    def undo(self, who: Operator, call: CallId, fact: str) -> None:
        """Undo it."""
        with _refusals():
            self._heard.undo(who, call, fact)


@contextmanager
def _refusals() -> Iterator[None]:
    """What the desk's rules refuse is, outside of the desk, a wish that cannot be used as it is."""
    try:
        yield
    except DeskError as exc:
        raise BadInputError(str(exc)) from exc
