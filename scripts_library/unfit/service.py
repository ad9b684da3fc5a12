"""What is done with answers that were missing: look at the groups, make an answer of one, set it aside, undo that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.content import ContentError
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import new_id
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.driver import IntegrityError
from callcenter.storage.work import Database
from scripts_library.book.compiling import parse_document
from scripts_library.book.documents import Key
from scripts_library.book.service import ScriptBook
from scripts_library.loader import Library
from scripts_library.model import Script, Step
from scripts_library.step_home import changing, home_of
from scripts_library.unfit import store
from scripts_library.unfit.groups import Group, Note, Suggestion, grouped, suggested, with_answer
from scripts_library.unfit.masking import masked
from scripts_library.unfit.store import ANSWERED, ASIDE, Done

NOTHING_LEFT = N_("Somebody has dealt with these already; load the page again.")
STEP_GONE = N_("The script of today does not have this step any more. Set the group aside.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A group with the answer that it suggests."""

    group: Group
    script: Script
    step: Step
    home: Key
    suggestion: Suggestion


class UnfitGroups:
    """The use cases."""

    def __init__(self, database: Database, clock: Clock, library: Library, book: ScriptBook) -> None:
        self._database = database
        self._clock = clock
        self._library = library
        self._book = book

    def groups(self, hidden: str, script: str = "") -> tuple[Sequence[Group], Sequence[Done]]:
        """What waits, the most urgent first, and what was decided last; `hidden` stands in place of telephones."""
        with self._database.read() as connection:
            notes, done = store.open_notes(connection, script), store.latest_done(connection)
        return grouped(_without_numbers(notes, hidden)), [replace(one, said=masked(one.said, hidden)) for one in done]

    def make(self, notes: Collection[int], hidden: str) -> Made:
        """The answer that a group suggests. Raises BadInputError or NotFoundError."""
        with self._database.read() as connection:
            found = store.open_notes(connection, only=notes)
        if not found:
            raise BadInputError(NOTHING_LEFT)
        first = found[0]
        same = [
            one for one in found if (one.script, one.step, one.language) == (first.script, first.step, first.language)
        ]
        notes_shown = _central(_without_numbers(same, hidden))
        group = Group(script=first.script, language=first.language, step=first.step, notes=notes_shown)
        script, step = self._step(group)
        home = home_of(script, step)
        return Made(
            group=group,
            script=script,
            step=step,
            home=home,
            suggestion=suggested(group, script, self._as_edited(home, step)),
        )

    def add(self, who: Operator, notes: Collection[int], label: str, goto: str) -> Key:
        """Write the answer into the draft of its script or part; which one that is. Raises BadInputError."""
        made = self.make(notes, "")
        if goto and goto not in made.script.steps:
            raise BadInputError(STEP_GONE)
        self._book.change(
            who, made.home, changing(made.step.id, lambda step: with_answer(step, made.suggestion.id, label, goto))
        )
        self._mark(who, [one.id for one in made.group.notes], ANSWERED)
        return made.home

    def set_aside(self, who: Operator, notes: Collection[int]) -> None:
        """No answer is needed for these."""
        self._mark(who, notes, ASIDE)

    def undo(self, who: Operator, batch: str) -> None:
        """Let the notes of a decision wait again; an answer that is in a draft stays there."""
        with self._database.work() as work:
            if not store.undo(work.connection, batch):
                raise BadInputError(NOTHING_LEFT)
            log_access(work.connection, who.id, "undo_unfit", batch, self._clock.now())

    def _mark(self, who: Operator, notes: Collection[int], how: str) -> None:
        now = self._clock.now()
        with self._database.work() as work:
            waiting = {one.id for one in store.open_notes(work.connection, only=notes)}
            if not waiting:
                raise BadInputError(NOTHING_LEFT)
            try:
                store.mark_done(work.connection, waiting, new_id(), how, now, who.id)
            except IntegrityError as exc:
                raise BadInputError(NOTHING_LEFT) from exc

    def _as_edited(self, home: Key, step: Step) -> Step:
        """The step in the draft, where there is one: an answer taken out there leaves its key free."""
        try:
            return parse_document(home, self._book.open(home).source).steps.get(step.id, step)
        except ContentError:
            return step

    def _step(self, group: Group) -> tuple[Script, Step]:
        try:
            script = self._library.get(group.script, Language(group.language))
            return script, script.step(group.step)
        except NotFoundError as exc:
            raise BadInputError(STEP_GONE) from exc


def _without_numbers(notes: Sequence[Note], hidden: str) -> Sequence[Note]:
    return [replace(note, said=masked(note.said, hidden)) for note in notes]


def _central(notes: Sequence[Note]) -> Sequence[Note]:
    """The notes with those of the most central wording first."""
    parts = grouped(notes)
    return tuple(note for part in parts for note in part.notes)
