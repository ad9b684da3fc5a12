"""What is done with the clinic's own standard: look, edit a draft, publish, publish an older version again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from callcenter.domain.events import StandardPublished
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId, new_id
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.work import Database, Work
from recordings.own_standard import changes, store
from recordings.own_standard.book import StandardBook
from recordings.own_standard.changes import Written
from recordings.own_standard.draft import LONGEST_TITLE, Draft, Hindrance, hindrances
from recordings.own_standard.store import Published
from recordings.scoring.standard import Criterion, Standard

_SUBJECT = "standard"
_LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What there is now."""

    number: int
    """Of the version that scores new calls; 0: the one from files."""
    standard: Standard
    versions: tuple[Published, ...]
    """All that were published, the newest first."""
    draft: Draft | None


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
        """The draft. Raises BadInputError where there is none."""
        with self._database.read() as connection:
            found = store.get_draft(connection)
        if found is None:
            raise _no_draft()
        return found

    def begin(self, who: Operator) -> None:
        """Begin a draft from today's standard; one that is there is gone on with."""
        with self._database.work() as work:
            if store.get_draft(work.connection) is None:
                number = store.newest_number(work.connection)
                self._new_draft(work, who, self._book.version(work.connection, number), number)

    def take_over(self, who: Operator, standard: Standard) -> None:
        """Put a standard from elsewhere in place of any draft; nothing is published by it."""
        with self._database.work() as work:
            number = store.newest_number(work.connection)
            store.delete_draft(work.connection)
            today = self._book.version(work.connection, number)
            own = replace(changes.in_stages(standard), id=store.OWN, title=standard.title or today.title)
            self._new_draft(work, who, own, number)

    def write(
        self,
        who: Operator,
        revision: int,
        written: Mapping[str, Written],
        language: Language,
        title: str | None = None,
    ) -> Draft:
        """Keep what was written, and the standard's title, in the draft of that `revision`. Raises BadInputError."""

        def change(draft: Draft) -> Draft:
            return replace(draft, standard=changes.in_stages(changes.write(draft.standard, written, language, title)))

        return self._change(who, revision, change)

    def take_out(self, who: Operator, revision: int, criterion: str) -> Draft:
        """Take a criterion out of the draft. Raises BadInputError."""
        return self._change(who, revision, lambda draft: changes.take_out(draft, criterion))

    def put_back(self, who: Operator, revision: int, criterion: str) -> Draft:
        """Put a criterion back that was taken out now or in an older version. Raises BadInputError."""
        found = next((one for one in self.removed(self.draft()) if one.id == criterion), None)
        if found is None:
            raise BadInputError(N_("This criterion is in the standard already, or was never there."))
        return self._change(who, revision, lambda draft: changes.put_back(draft, found))

    def add(self, who: Operator, revision: int, title: str, stage: str) -> Draft:
        """Add a criterion that people judge. Raises BadInputError."""
        called = " ".join(title.replace("\0", "").split())
        if not called:
            raise BadInputError(N_("Give the new criterion a title first."))
        if len(called) > LONGEST_TITLE:
            raise BadInputError(N_("The title is longer than 120 characters; say it in fewer words."))
        criterion = Criterion(id=f"own_{new_id()}", stage=stage, weight=1, title=dict.fromkeys(Language, called))
        return self._change(
            who, revision, lambda draft: replace(draft, standard=changes.with_criterion(draft.standard, criterion))
        )

    def spread(self, who: Operator, revision: int, *, alike: bool) -> Draft:
        """Make the weights add up to 100: in their proportions, or all alike. Raises BadInputError."""
        spread = changes.all_alike if alike else changes.spread
        try:
            return self._change(who, revision, lambda draft: replace(draft, standard=spread(draft.standard)))
        except ValueError as exc:
            raise BadInputError(
                N_("So many criteria cannot share 100 points; there must be one at least and 100 at most.")
            ) from exc

    def discard(self, who: Operator) -> None:
        """Throw the draft away."""
        with self._database.work() as work:
            store.delete_draft(work.connection)
            log_access(work.connection, who.id, "discard_standard", _SUBJECT, self._clock.now())

    def publish(self, who: Operator, revision: int, note: str) -> int | tuple[Hindrance, ...]:
        """Make the draft the standard by which new calls are scored; its number, or what stands in the way.

        Raises BadInputError where the draft is another by now.
        """
        with self._database.work() as work:
            draft = store.get_draft(work.connection, for_update=True)
            if draft is None or draft.revision != revision:
                raise _no_draft() if draft is None else _changed()
            found = tuple(hindrances(draft.standard))
            if found:
                return found
            number = self._publish(work, who.id, draft.standard, note, None)
            store.delete_draft(work.connection)
            return number

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
        known = {one.id: one for one in draft.removed}
        with self._database.read() as connection:
            for criterion in self._book.for_reading(connection).criteria:
                known.setdefault(criterion.id, criterion)
        return tuple(one for name, one in known.items() if draft.standard.criterion(name) is None)

    def known(self) -> tuple[Criterion, ...]:
        """Every criterion that there is or was: of today's standard, of older versions and of the files."""
        with self._database.read() as connection:
            return self._book.for_reading(connection).criteria

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
        draft = Draft(base=base, revision=1, changed_at=now, operator=who.id, standard=standard)
        store.add_draft(work.connection, draft)
        log_access(work.connection, who.id, "edit_standard", _SUBJECT, now)

    def _change(self, who: Operator, revision: int, change: Callable[[Draft], Draft]) -> Draft:
        with self._database.work() as work:
            draft = store.get_draft(work.connection, for_update=True)
            if draft is None:
                raise _no_draft()
            new = replace(change(draft), revision=revision + 1, changed_at=self._clock.now(), operator=who.id)
            if draft.revision != revision or not store.save_draft(work.connection, new, revision):
                raise _changed()
            return new


def _no_draft() -> BadInputError:
    return BadInputError(N_("There is no draft any more: it was published or thrown away. Begin a new one."))


def _changed() -> BadInputError:
    return BadInputError(
        N_("Somebody has changed the draft since you opened it, so yours was not saved. Load the page again.")
    )
