"""What the screens of calls do: list, look, listen, ask to transcribe once more. Looks at people's data are logged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from callcenter.domain.events import TranscriptionAsked
from callcenter.domain.people import Operator, Role
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.access import ONE_LIST, ONE_LOOK, log_access_once
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database, Work
from recordings import asked_store, store
from recordings.adherence.align import align
from recordings.adherence.steps import KeptStep
from recordings.audio.peaks import silenced
from recordings.calls import facts_store
from recordings.calls import store as calls_store
from recordings.calls.entry import CallLine, Cursor, Entry
from recordings.calls.facts import PageFacts, RecordingFacts
from recordings.calls.rights import may_open, require_open, sees_private
from recordings.calls.sound import Sound
from recordings.copies.service import REVEAL, Copies
from recordings.own_standard.book import StandardBook
from recordings.private_words.corrections import PrivateView
from recordings.private_words.look import USUAL, Look
from recordings.recording import Recording, RecordingState, Sides
from recordings.scoring.standard import Standard
from recordings.screens.again_view import LanguageChoice, again_of, language_choice
from recordings.screens.facts_view import FactView, facts_view, heard_values
from recordings.screens.list_view import PAGE_SIZE, ListView, list_view
from recordings.screens.notes_view import titled
from recordings.screens.page_view import PageView, page_view
from recordings.screens.ports import DeskSide, RobotSide
from recordings.screens.privacy_view import privacy_view, with_privacy
from recordings.screens.robot_view import with_robot
from recordings.screens.score_view import met_criteria
from recordings.search.on_page import found_on_page
from recordings.search.service import Search
from recordings.service import Recordings
from recordings.transcript import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class CallScreensParts:
    """What the screens of calls stand on; given by the composition root."""

    database: Database
    clock: Clock
    recordings: Recordings
    standard: Standard
    """That of the content files; the clinic's own versions are in the database."""
    copies: Copies
    search: Search
    script_title: Callable[[str, Language], str]
    """What people call a script, by its id and language."""
    desk: DeskSide
    robot: RobotSide | None = None
    """None where no robot ever leads calls."""


class CallScreens:
    """The use cases."""

    def __init__(self, parts: CallScreensParts) -> None:
        self._parts = parts
        self._database = parts.database
        self._copies = parts.copies
        self._standards = StandardBook(parts.standard)

    def newest(
        self, who: Operator, language: Language, top: Cursor | None = None, *, differing: bool = False
    ) -> ListView:
        """The newest part of the list. With `top`, the first entry that its reader was shown, it stands still: what
        has come since is only counted. `differing`: only calls whose words tell something else than was entered."""
        outside = may_open(who, None)
        with self._database.read() as connection:
            entries = calls_store.list_entries(connection, top, PAGE_SIZE + 1, outside=outside, differing=differing)
            newer = calls_store.count_newer(connection, top, outside=outside, differing=differing) if top else 0
            standard = self._standards.for_reading(connection)
            robots = self._robots(connection, entries, language)
        return replace(self._list(entries, top, newer, who, language, standard), differing=differing, robots=robots)

    def older(self, who: Operator, language: Language, begin: Cursor, *, differing: bool = False) -> ListView:
        """The part of the list that begins at a place."""
        with self._database.read() as connection:
            outside = may_open(who, None)
            entries = calls_store.list_entries(connection, begin, PAGE_SIZE + 1, outside=outside, differing=differing)
            standard = self._standards.for_reading(connection)
            robots = self._robots(connection, entries, language)
        return replace(self._list(entries, begin, None, who, language, standard), differing=differing, robots=robots)

    def call_page(self, who: Operator, call: CallId, language: Language, look: Look = USUAL) -> PageView:
        """The page of a call. Raises NotFoundError, NotAllowedError."""
        with self._database.read() as connection:
            return self._page(connection, calls_store.call_entry(connection, call), who, language, look)

    def recording_page(self, who: Operator, recording: RecordingId, language: Language, look: Look = USUAL) -> PageView:
        """The page of a recording: that of its call, where it has one. Raises NotFoundError, NotAllowedError."""
        with self._database.read() as connection:
            return self._page(connection, calls_store.recording_entry(connection, recording), who, language, look)

    def log_list(self, who: Operator) -> None:
        """Keep in the access log that the names of the list were shown."""
        log_access_once(self._database, who.id, "list", "calls", self._parts.clock.now(), within=ONE_LIST)

    def log_view(self, who: Operator, page: PageView) -> None:
        """Keep in the access log that this page was opened: once for the page and its stream."""
        now = self._parts.clock.now()
        action = "view_call" if page.row.call else "view_recording"
        for subject in (page.row.id, page.patient):
            if subject:
                log_access_once(self._database, who.id, action, subject, now, within=ONE_LOOK)
        privacy = page.privacy
        if privacy and privacy.count and not privacy.is_hidden and not privacy.is_usual:
            self._copies.log_reveal(who, privacy.recording)
        if page.is_robot_revealed:
            log_access_once(self._database, who.id, REVEAL, page.row.id, now, within=ONE_LOOK)

    def allow(self, who: Operator, recording: RecordingId) -> None:
        """Raises NotAllowedError where `who` may not open this recording, NotFoundError where there is none."""
        with self._database.read() as connection:
            require_open(who, calls_store.recording_entry(connection, recording).call)

    def peaks(self, who: Operator, recording: RecordingId, look: Look) -> Sequence[Sequence[float]]:
        """The outline of the waveform by channel, 0 to 1, silent where the sound is that `who` hears.

        Raises NotFoundError, NotAllowedError, AudioError.
        """
        self.allow(who, recording)
        found = self._with_sound(recording)
        peaks = self._parts.recordings.peaks(found)
        hidden = self._copies.hidden_from(who, recording, look)
        return silenced(peaks, hidden.stretches, found.seconds) if hidden else peaks

    def transcribe_again(self, who: Operator, recording: RecordingId) -> Recording:
        """Ask to transcribe a recording that failed or had no model; asked twice, it is done once.

        Raises BadInputError where nothing was kept to transcribe, NotFoundError.
        """
        with self._database.work() as work:
            found = store.get_recording(work.connection, recording, for_update=True)
            if not found.path and not found.sound_is_away:
                raise BadInputError(N_("There is no sound to transcribe: nothing was kept of this recording."))
            if again_of(found):
                self._ask(work, who, found)
        return found

    def transcribe_in(self, who: Operator, recording: RecordingId, language: Language) -> None:
        """Ask for the words anew in a language that a person chose (recordings.anew_service). Asked twice, it is done
        once. Raises BadInputError, NotAllowedError, NotFoundError.
        """
        self._parts.recordings.anew.ask_in(recording, language, who)

    def take_fact(self, who: Operator, call: CallId, fact: str) -> None:
        """Put what the words say in place of what the operator entered. Raises CallCenterError where that cannot be."""
        with self._database.read() as connection:
            entry = calls_store.call_entry(connection, call)
            require_open(who, entry.call)
            card = store.get_card(connection, entry.recording.id) if entry.recording else None
        heard = heard_values(cast("Mapping[str, Json] | None", card and card["facts"]))
        self._parts.desk.take(who, call, fact, heard)

    def undo_fact(self, who: Operator, call: CallId, fact: str) -> None:
        """Put back what the operator had entered. Raises CallCenterError where that cannot be."""
        with self._database.read() as connection:
            require_open(who, calls_store.call_entry(connection, call).call)
        self._parts.desk.undo(who, call, fact)

    def _facts(self, connection: Connection, call: CallLine, shown: PageFacts, who: Operator) -> tuple[FactView, ...]:
        sound = shown.sound
        if sound is None or sound.card is None:
            return ()
        return facts_view(
            cast("Mapping[str, Json] | None", sound.card.get("facts")),
            shown.notes,
            spoken=sound.recording.language,
            undoable=self._parts.desk.undoable(connection, call.id),
            may_correct=who.role.includes(Role.MANAGER) or call.desk == who.id,
        )

    def _script(self, connection: Connection, call: CallLine, sound: RecordingFacts | None) -> tuple[KeptStep, ...]:
        """The script beside the words as they are, not as somebody may read them: none of the words is shown."""
        walked = self._parts.desk.walked(connection, call.id)
        if walked is None or sound is None or sound.recording.sides is not Sides.BOTH:
            return ()
        return align(walked, sound.turns or (), met_criteria(sound.card))

    def _ask(self, work: Work, who: Operator, recording: Recording) -> None:
        is_written = recording.state is RecordingState.TRANSCRIBED  # then only its score is wanting
        store.save_state(work.connection, recording.id, recording.state if is_written else RecordingState.KEPT, "")
        now = self._parts.clock.now()
        work.emit(TranscriptionAsked(at=now, recording=recording.id, operator=who.id))

    def _language_choice(self, connection: Connection, recording: Recording, who: Operator) -> LanguageChoice | None:
        was_chosen = asked_store.language_was_chosen(connection, recording.id)
        return language_choice(recording, self._parts.recordings.anew.languages(), who.role, was_chosen=was_chosen)

    def _with_sound(self, recording: RecordingId) -> Recording:
        with self._database.read() as connection:
            found = store.get_recording(connection, recording)
        if not found.path:
            raise NotFoundError(N_("There is no sound: nothing was kept of this recording."))
        return found

    def _list(
        self,
        entries: Sequence[Entry],
        begin: Cursor | None,
        newer: int | None,
        who: Operator,
        language: Language,
        standard: Standard,
    ) -> ListView:
        return list_view(
            entries,
            begin=begin,
            newer=newer,
            now=self._parts.clock.now(),
            standard=standard,
            language=language,
            reader=who,
        )

    def _robots(self, connection: Connection, entries: Sequence[Entry], language: Language) -> Mapping[CallId, str]:
        calls = [entry.call.id for entry in entries if entry.call]
        return self._parts.robot.titles(connection, calls, language) if self._parts.robot else {}

    def _page(self, connection: Connection, entry: Entry, who: Operator, language: Language, look: Look) -> PageView:
        require_open(who, entry.call)
        facts, sees = facts_store.page_facts(connection, entry), sees_private(who, entry.call)
        sound = facts.sound
        private = (
            self._parts.recordings.private.view(connection, sound.recording, sound.turns) if sound else PrivateView()
        )
        shown = with_privacy(facts, private, look, sees=sees)
        standard = self._standards.of_card(connection, sound.card if sound else None)
        view = page_view(shown, standard=standard, language=language, now=self._parts.clock.now())
        view = privacy_view(view, private, look, sees=sees)
        if sound and view.sound is Sound.TRANSCRIBING:
            view = replace(view, progress=self._parts.recordings.progress(sound.recording))
        if sound:
            view = replace(view, language_choice=self._language_choice(connection, sound.recording, who))
        if notes := view.notes:
            view = replace(view, notes=titled(notes, self._parts.script_title))
        if entry.call and sound and sound.turns is not None:
            view = replace(
                view,
                facts=self._facts(connection, entry.call, shown, who),
                script=self._script(connection, entry.call, facts.sound),
            )
        if entry.call and self._parts.robot:
            hides = look.hides(sees=sees)
            robot = self._parts.robot.part(connection, entry.call.id, language, hides=hides)
            language_said = Language(robot.language) if robot else language
            mask = self._parts.recordings.private.mask(connection, language_said, look.labels) if hides else str
            view = with_robot(view, robot, look, entry.call.ended_at, sees=sees, mask=mask)
        hidden = private.spans if look.hides(sees=sees) else ()
        found = sound and found_on_page(look.words, sound.turns or (), sound.recording.language, hidden)
        return replace(view, found=found, live_url=found.live_url(view.live_url)) if found else view
