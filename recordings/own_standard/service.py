"""What is done with the clinic's own standard: look, edit a draft, publish, publish an older version again."""

import secrets
from dataclasses import dataclass, replace

from callcenter.domain.events import StandardPublished
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId, new_id
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from recordings.own_standard import changes, store
from recordings.own_standard.book import StandardBook
from recordings.own_standard.draft import Draft, Hindrance, hindrances
from recordings.own_standard.editing import Deed, Edit, edited
from recordings.own_standard.store import Published
from recordings.scoring.standard import Criterion, Standard

_SUBJECT = "standard"
_LONGEST_NOTE = 1000
_FIRST_REVISIONS = 900_000_000
"""A draft begins at any of so many revisions, so that no page of one draft takes the next one for its own."""
GONE = N_("There is no draft any more: it was published or thrown away.")
CHANGED = N_("Somebody has changed the draft since you opened it.")
_OVERTAKEN = N_(
    "Version %(number)s has been published since you opened this page. Publishing this draft takes back what it "
    "changed: look at the list below, and press the button again if that is meant."
)

_OTHER_DRAFT = N_("Somebody has worked on the draft meanwhile. Press the button again to put the table in its place.")


class DraftChangedError(BadInputError):
    """Another draft is there than the one that was looked at; nothing was saved."""


class DraftGoneError(BadInputError):
    """No draft is there; nothing was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What there is now."""

    number: int
    """Of the version that scores new calls; 0: the one from files."""
    standard: Standard
    versions: tuple[Published, ...]
    """All that were published, the newest first."""
    draft: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What came of an edit."""

    draft: Draft
    hindrances: tuple[Hindrance, ...] = ()
    """Why it was saved and not published, where it was to be."""
    published: int | None = None
    """The number of the version that it has become; there is no draft any more."""


class Standards:
    """The use cases."""

    def __init__(self, database: Database, clock: Clock, book: StandardBook) -> None:
        self._database = database
        self._clock = clock
        self._book = book

    def overview(self) -> Overview:
        """The standard of today, its versions and the draft."""
        with self._database.read() as connection:
            number = store.newest_number(connection)
            return Overview(
                number=number,
                standard=self._book.version(connection, number),
                versions=tuple(store.list_versions(connection)),
                draft=store.get_draft(connection),
            )

    def version(self, number: int) -> Standard:
        """One version; 0 is the one from files. Raises NotFoundError."""
        with self._database.read() as connection:
            return self._book.version(connection, number)

    def draft(self) -> Draft:
        """The draft. Raises DraftGoneError where there is none."""
        with self._database.read() as connection:
            found = store.get_draft(connection)
        if found is None:
            raise DraftGoneError(GONE)
        return found

    def begin(self, who: Operator) -> None:
        """Begin a draft from today's standard; one that is there is gone on with."""
        with self._database.work() as work:
            if store.get_draft(work.connection) is None:
                number = store.newest_number(work.connection)
                self._new_draft(work, who, self._book.version(work.connection, number), number)

    def take_over(self, who: Operator, standard: Standard, over: int) -> None:
        """Put a standard from elsewhere in place of the draft of the revision `over`, 0 where there is none; nothing is
        published by it. Raises DraftChangedError where there is another draft."""
        with self._database.work() as work:
            there = store.get_draft(work.connection, for_update=True)
            if there and there.revision != over:
                raise DraftChangedError(_OTHER_DRAFT)
            number = store.newest_number(work.connection)
            store.delete_draft(work.connection)
            today = self._book.version(work.connection, number)
            own = replace(changes.in_stages(standard), id=store.OWN, title=standard.title or today.title)
            self._new_draft(work, who, own, number)

    def edit(self, who: Operator, edit: Edit) -> Edited:
        """Keep what was typed, then do what was pressed, all of it or nothing. What keeps a draft from being published
        comes back with the draft, which is saved. Raises DraftChangedError, DraftGoneError, BadInputError."""
        with self._database.work() as work:
            draft = _looked_at(store.get_draft(work.connection, for_update=True), edit.revision)
            done = edited(draft, edit, self._removed(work.connection, draft), new_id)
            new = replace(done, revision=draft.revision + 1, changed_at=self._clock.now(), operator=who.id)
            if not store.save_draft(work.connection, new, draft.revision):
                raise DraftChangedError(CHANGED)
            if edit.deed is not Deed.PUBLISH:
                return Edited(draft=new)
            hindered = self._hindered(work.connection, new.standard, edit.over)
            if hindered:
                return Edited(draft=new, hindrances=hindered)
            number = self._publish(work, who.id, new.standard, edit.note, None)
            store.delete_draft(work.connection)
            return Edited(draft=new, published=number)

    def discard(self, who: Operator, revision: int) -> None:
        """Throw the draft of that revision away. Raises DraftChangedError, DraftGoneError."""
        with self._database.work() as work:
            _looked_at(store.get_draft(work.connection, for_update=True), revision)
            store.delete_draft(work.connection)
            log_access(work.connection, who.id, "discard_standard", _SUBJECT, self._clock.now())

    def publish_again(self, who: Operator, number: int) -> int:
        """Publish an older version once more, which undoes what came after it.

        Raises NotFoundError; BadInputError where it says the same as today's.
        """
        with self._database.work() as work:
            standard = self._book.version(work.connection, number)
            today = self._book.current(work.connection)
            if (standard.criteria, standard.title) == (today.criteria, today.title):
                raise BadInputError(
                    N_("This version is the same as the one that scores new calls; there is nothing to publish.")
                )
            return self._publish(work, who.id, standard, "", number)

    def removed(self, draft: Draft) -> tuple[Criterion, ...]:
        """What can be put back into a draft: what was taken out of it, and what any version had."""
        with self._database.read() as connection:
            return self._removed(connection, draft)

    def known(self) -> tuple[Criterion, ...]:
        """Every criterion that there is or was: of today's standard, of older versions and of the files."""
        with self._database.read() as connection:
            return self._book.for_reading(connection).criteria

    def _removed(self, connection: Connection, draft: Draft) -> tuple[Criterion, ...]:
        known = {one.id: one for one in draft.removed}
        for criterion in self._book.for_reading(connection).criteria:
            known.setdefault(criterion.id, criterion)
        return tuple(one for name, one in known.items() if draft.standard.criterion(name) is None)

    def _hindered(self, connection: Connection, standard: Standard, over: int | None) -> tuple[Hindrance, ...]:
        newest = store.newest_number(connection)
        today = self._book.version(connection, newest)
        if over is not None and over != newest:
            return (Hindrance(_OVERTAKEN, (("number", str(newest)),)),)
        if (standard.criteria, standard.title) == (today.criteria, today.title):
            return (Hindrance(N_("The draft is the same as today's standard; there is nothing to publish.")),)
        return tuple(hindrances(standard))

    def _publish(self, work: Work, who: OperatorId, standard: Standard, note: str, again: int | None) -> int:
        now = self._clock.now()
        text = note.strip()[:_LONGEST_NOTE]
        number = store.add_version(work.connection, standard, who=who, at=now, note=text, again=again)
        if number is None:
            raise BadInputError(N_("Somebody else has just published a version; look at it, then publish yours."))
        log_access(work.connection, who, "publish_standard", f"{_SUBJECT} {number}", now)
        work.emit(StandardPublished(at=now, number=number, operator=who))
        return number

    def _new_draft(self, work: Work, who: Operator, standard: Standard, base: int) -> None:
        now = self._clock.now()
        revision = 1 + secrets.randbelow(_FIRST_REVISIONS)
        draft = Draft(base=base, revision=revision, changed_at=now, operator=who.id, standard=standard)
        store.add_draft(work.connection, draft)
        log_access(work.connection, who.id, "edit_standard", _SUBJECT, now)


def _looked_at(draft: Draft | None, revision: int) -> Draft:
    """The draft, where it is the one that somebody looked at."""
    if draft is None:
        raise DraftGoneError(GONE)
    if draft.revision != revision:
        raise DraftChangedError(CHANGED)
    return draft
