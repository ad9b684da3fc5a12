"""No answer of the script fits what the patient said: the words are kept, so that the script can be made better."""

from callcenter.desk.actions.edit import Desk
from callcenter.desk.problems import NoScriptError, NothingSaidError
from callcenter.desk.unfit_store import add_unfit, drop_unfit, last_unfit
from callcenter.domain.events import CallNoted, ScriptAnswerMissed
from callcenter.domain.people import Operator
from callcenter.kit.ids import CallId

LONGEST = 200
"""Characters of what the patient said."""


class UnfitAnswers:
    """The use cases. The walk stays where it is: the operator goes on by hand."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, who: Operator, call: CallId, said: str) -> None:
        """Keep what the patient said at this step; the same words twice in a row count once. Raises DeskError."""
        words = " ".join(said.split())
        if not words or len(words) > LONGEST:
            raise NothingSaidError
        with self._desk.edit(who, call) as edit:
            walk = edit.desk.walk
            if walk is None:
                raise NoScriptError
            last = last_unfit(edit.work.connection, call)
            if last is not None and (last.script, last.step, last.said) == (walk.script, walk.step, words):
                return
            add_unfit(edit.work.connection, call, walk, words, who.id, edit.now)
            edit.work.emit(ScriptAnswerMissed(call=call, script=walk.script, step=walk.step, at=edit.now))

    def take_back(self, who: Operator, call: CallId) -> None:
        """Undo the newest note at this step; where there is none, nothing happens."""
        with self._desk.edit(who, call) as edit:
            walk, last = edit.desk.walk, last_unfit(edit.work.connection, call)
            if walk is None or last is None or (last.script, last.step) != (walk.script, walk.step):
                return
            drop_unfit(edit.work.connection, last)
            edit.work.emit(CallNoted(call=call, at=edit.now))
