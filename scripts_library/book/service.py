"""What is done with scripts as documents: look, edit a draft, publish, delete, take an older text back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from callcenter.domain.events import ScriptPublished
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.access import log_access
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from scripts_library.book import store, version_store
from scripts_library.book.compiling import Sources, new_problems, problems_without
from scripts_library.book.documents import (
    NO_DOCUMENT,
    Draft,
    Edition,
    Key,
    Kind,
    Origin,
    current,
    newer_shipped,
)
from scripts_library.book.live_service import LiveScripts
from scripts_library.book.opened import LONGEST_SOURCE, Change, Listed, Opened, changed_source, check_readable, too_long
from scripts_library.book.renewal_service import held_sources, renew
from scripts_library.model import Part, Script
from scripts_library.problems import Problem
from scripts_library.writing import to_yaml

_LONGEST_NOTE = 1_000


class ScriptBook:
    """The use cases. `criteria` are the ids of the phone standard, of now."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        scripts: LiveScripts,
        criteria: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._database = database
        self._clock = clock
        self._scripts = scripts
        self._criteria = criteria

    def overview(self) -> Sequence[Listed]:
        """Every document that holds or is being written."""
        with self._database.read() as connection:
            editions = store.by_document(store.list_editions(connection))
            drafts = store.list_drafts(connection)
            versions = version_store.newest_versions(connection)
            held = {key: current(rows) for key, rows in editions.items()}
            sources = store.get_sources(connection, [one for one in held.values() if one])
        found = []
        for key in sorted({*(key for key, one in held.items() if one), *drafts}):
            draft = drafts.get(key)
            found.append(
                Listed(
                    key=key,
                    held=held.get(key),
                    version=versions.get(key),
                    draft=draft,
                    newer=newer_shipped(editions.get(key, ())),
                    source=sources.get(key) or (draft.source if draft else ""),
                )
            )
        return found

    def open(self, key: Key, *, as_held: bool = False) -> Opened:
        """A document with its draft, or as it holds. Raises NotFoundError."""
        with self._database.read() as connection:
            rows = store.list_editions(connection, key)
            draft = None if as_held else store.get_draft(connection, key)
            sources = held_sources(connection, {key.language})
            newest = version_store.newest_versions(connection).get(key)
        held_source = sources.get(key, "")
        if not held_source and draft is None:
            raise NotFoundError(NO_DOCUMENT)
        source = draft.source if draft else held_source
        return Opened(
            key=key,
            held=current(rows),
            newer=newer_shipped(rows),
            version=newest,
            draft=draft,
            source=source,
            held_source=held_source,
            sources={**sources, key: source},
        )

    def editions(self, key: Key) -> Sequence[Edition]:
        """All editions of a document, the newest first."""
        with self._database.read() as connection:
            return store.list_editions(connection, key)[::-1]

    def source(self, key: Key, number: int) -> str:
        """The text of one edition. Raises NotFoundError."""
        with self._database.read() as connection:
            found = store.get_source(connection, key, number)
        if found is None:
            raise NotFoundError(N_("There is no such version of the script; choose one from the list of versions."))
        return found

    def sources(self, language: Language | None = None) -> Sources:
        """The texts that hold."""
        with self._database.read() as connection:
            return held_sources(connection, None if language is None else {language})

    def check(self, key: Key, source: str) -> tuple[Problem, ...]:
        """What keeps this text from being published in place of the document."""
        if len(source) > LONGEST_SOURCE:
            raise too_long()
        return new_problems(key, source, self.sources(key.language), self._criteria())

    def begin(self, who: Operator, key: Key) -> Draft:
        """Begin a draft of what holds; one that is there is gone on with. Raises NotFoundError."""
        with self._database.work() as work:
            return store.get_draft(work.connection, key) or self._begin(work, who, key)

    def create(self, who: Operator, one: Script | Part) -> Draft:
        """Begin a document that is not there yet. Raises BadInputError where it is."""
        key = Key(Kind.SCRIPT if isinstance(one, Script) else Kind.PART, one.id, one.language)
        with self._database.work() as work:
            if current(store.list_editions(work.connection, key)) or store.get_draft(work.connection, key):
                raise BadInputError(N_("There is a script of this name already; open it, or choose another name."))
            return self._new_draft(work, who, key, to_yaml(one), 0)

    def put(self, who: Operator, key: Key, source: str) -> Draft:
        """A text from elsewhere becomes the draft, in place of what the draft said; that can be undone.

        Raises BadInputError for a text that is too long, ContentError for one that cannot be read.
        """
        check_readable(key, source)
        with self._database.work() as work:
            return self._put(work, who, key, source)

    def put_all(self, who: Operator, documents: Sources) -> None:
        """As `put`, of several documents: all of them or none. Raises as `put` does."""
        for key, source in documents.items():
            check_readable(key, source)
        with self._database.work() as work:
            for key, source in documents.items():
                self._put(work, who, key, source)

    def save(self, who: Operator, key: Key, revision: int, source: str) -> Draft:
        """Keep a text in the draft of that revision. Raises BadInputError; ContentError where it cannot be read."""
        check_readable(key, source)
        with self._database.work() as work:
            return self._save(work, who, self._draft(work.connection, key, revision), source)

    def change(self, who: Operator, key: Key, change: Change, revision: int | None = None) -> Draft:
        """Change the draft, begun where there is none; of that revision, where given.

        Raises BadInputError; ContentError where what comes of it cannot be read.
        """
        with self._database.work() as work:
            if revision is not None:
                draft = self._draft(work.connection, key, revision)
            else:
                draft = store.get_draft(work.connection, key, for_update=True) or self._begin(work, who, key)
            source = changed_source(key, draft.source, change)
            return draft if source == draft.source else self._save(work, who, draft, source)

    def undo(self, who: Operator, key: Key, revision: int) -> Draft:
        """Take the last change of the draft back. Raises BadInputError."""
        with self._database.work() as work:
            draft = self._draft(work.connection, key, revision)
            undone = store.undo_draft(work.connection, draft, self._clock.now(), who.id)
            if undone is None:
                raise BadInputError(N_("There is nothing left to undo in this draft."))
            return undone

    def discard(self, who: Operator, key: Key) -> None:
        """Throw the draft away."""
        with self._database.work() as work:
            store.delete_draft(work.connection, key)
            log_access(work.connection, who.id, "discard_script", str(key), self._clock.now())

    def publish(self, who: Operator, key: Key, revision: int, note: str) -> int | tuple[Problem, ...]:
        """Make the draft the text that new calls are led by; the number of its edition, or what stands in the way.

        Raises BadInputError where the draft is another by now, or says what holds.
        """
        with self._database.read() as connection:
            draft = store.get_draft(connection, key)
        if draft is not None and (problems := self.check(key, draft.source)):
            return problems
        with self._database.work() as work:
            store.lock_book(work.connection)
            draft = self._draft(work.connection, key, revision)
            before = held_sources(work.connection, {key.language})
            problems = new_problems(key, draft.source, before, self._criteria())
            if problems:
                return problems
            if before.get(key) == draft.source:
                raise BadInputError(N_("The draft says what is published already; there is nothing to publish."))
            number = self._publish(work, who, key, draft.source, note, Origin.CLINIC)
            store.delete_draft(work.connection, key)
        self._scripts.refresh()
        return number

    def follow_product(self, who: Operator, key: Key) -> int | tuple[Problem, ...]:
        """Let the product's newest text hold instead of the clinic's own, and its next ones too.

        Returns its number, or what stands in the way. Raises BadInputError where the product has no newer one.
        """
        with self._database.work() as work:
            store.lock_book(work.connection)
            newer = newer_shipped(store.list_editions(work.connection, key))
            source = store.get_source(work.connection, key, newer.number) if newer else None
            if source is None:
                raise BadInputError(N_("The product has no newer text of this script."))
            problems = new_problems(key, source, held_sources(work.connection, {key.language}), self._criteria())
            if problems:
                return problems
            number = self._publish(work, who, key, source, "", Origin.SHIPPED)
        self._scripts.refresh()
        return number

    def delete(self, who: Operator, key: Key) -> tuple[Problem, ...]:
        """Let no new call begin with it; running calls go on. Returns what stands in the way. Raises NotFoundError."""
        with self._database.work() as work:
            store.lock_book(work.connection)
            before = held_sources(work.connection, {key.language})
            if key not in before:
                raise NotFoundError(NO_DOCUMENT)
            problems = problems_without(key, before)
            if problems:
                return problems
            self._publish(work, who, key, "", "", Origin.CLINIC, is_deleted=True)
            store.delete_draft(work.connection, key)
        self._scripts.refresh()
        return ()

    def _put(self, work: Work, who: Operator, key: Key, source: str) -> Draft:
        draft = store.get_draft(work.connection, key, for_update=True)
        if draft is not None:
            return self._save(work, who, draft, source)
        held = current(store.list_editions(work.connection, key))
        return self._new_draft(work, who, key, source, held.number if held else 0)

    def _begin(self, work: Work, who: Operator, key: Key) -> Draft:
        held = current(store.list_editions(work.connection, key))
        source = store.get_source(work.connection, key, held.number) if held else None
        if held is None or source is None:
            raise NotFoundError(NO_DOCUMENT)
        return self._new_draft(work, who, key, source, held.number)

    def _new_draft(self, work: Work, who: Operator, key: Key, source: str, base: int) -> Draft:
        now = self._clock.now()
        draft = Draft(key=key, base=base, revision=1, source=source, at=now, operator=who.id)
        if not store.add_draft(work.connection, draft):
            raise _changed()
        log_access(work.connection, who.id, "edit_script", str(key), now)
        return draft

    def _save(self, work: Work, who: Operator, draft: Draft, source: str) -> Draft:
        if source == draft.source:
            return draft
        new = replace(
            draft,
            revision=draft.revision + 1,
            source=source,
            at=self._clock.now(),
            operator=who.id,
            can_undo=True,
        )
        if not store.save_draft(work.connection, new, draft):
            raise _changed()
        return new

    def _draft(self, connection: Connection, key: Key, revision: int) -> Draft:
        draft = store.get_draft(connection, key, for_update=True)
        if draft is None:
            raise BadInputError(N_("There is no draft any more: it was published or thrown away. Begin a new one."))
        if draft.revision != revision:
            raise _changed()
        return draft

    def _publish(
        self, work: Work, who: Operator, key: Key, source: str, note: str, origin: Origin, *, is_deleted: bool = False
    ) -> int:
        now = self._clock.now()
        rows = store.list_editions(work.connection, key)
        edition = Edition(
            key=key,
            number=max((one.number for one in rows), default=0) + 1,
            origin=origin,
            at=now,
            operator=who.id,
            note=note.strip()[:_LONGEST_NOTE],
            is_deleted=is_deleted,
        )
        if not store.add_edition(work.connection, edition, source):
            raise BadInputError(N_("Somebody else has just published this script; look at it, then publish yours."))
        renew(work.connection, now, {key.language}, who.id)
        log_access(work.connection, who.id, "publish_script", str(key), now)
        work.emit(ScriptPublished(at=now, document=str(key), number=edition.number, operator=who.id))
        return edition.number


def _changed() -> BadInputError:
    return BadInputError(
        N_("Somebody has changed the draft since you opened it, so yours was not saved. Load the page again.")
    )
