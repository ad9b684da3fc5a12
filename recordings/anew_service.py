"""Writing down a recording anew in a language that a person chose: its own was wrong, or there is a better model."""

from collections.abc import Sequence
from dataclasses import replace

from callcenter.domain.events import TranscriptionAsked
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError, NotAllowedError
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection
from callcenter.storage.work import Database
from recordings import asked_store, store
from recordings.model_shelf.model_store import ModelStore
from recordings.other_language import may_choose_language
from recordings.recording import Recording, RecordingState
from recordings.search.store import delete_terms
from recordings.sound_notes import without_doubt


class WritingAnew:
    """The use case."""

    def __init__(self, database: Database, clock: Clock, models: ModelStore) -> None:
        self._database = database
        self._clock = clock
        self._models = models

    def languages(self) -> Sequence[Language]:
        """The languages to choose from: those with a speech model."""
        return self._models.languages()

    def ask_in(self, recording: RecordingId, language: Language, who: Operator, *, waits: bool = True) -> Recording:
        """Ask for the words of a recording in `language`; a job writes them down and scores the call. What was written
        and scored before is gone at once. The recording as it is then.

        The language in which it was found to be unlikely is taken on the word of whoever asks: the words stay, and the
        call is scored. Asked twice, it is done once. While it is being written down in another language, whoever
        `waits` is refused; else those words are dropped when they come.
        Raises BadInputError where there is no sound or no model for the language, NotAllowedError where nothing says
        that the language is wrong and `who` may not say so (recordings.other_language), NotFoundError.
        """
        if self._models.find(language) is None:
            raise BadInputError(N_("There is no speech model for this language. Fetch one, then choose it again."))
        with self._database.work() as work:
            found = store.get_recording(work.connection, recording, for_update=True)
            if not found.path:
                raise BadInputError(N_("There is no sound to transcribe: nothing was kept of this recording."))
            is_awaited = found.state is RecordingState.KEPT
            if is_awaited and language is found.language:
                return found  # it is being written down
            if is_awaited and waits:
                raise BadInputError(
                    N_("It is being written down just now. Wait until the words are there, then choose the language.")
                )
            _require_choice(work.connection, found, who)
            asked = replace(found, language=language, problem="", notes=without_doubt(found.notes))
            if not (found.is_doubted and language is found.language):
                asked = replace(asked, state=RecordingState.KEPT)
                store.forget_words(work.connection, recording)
                delete_terms(work.connection, recording)
            store.save_sound(work.connection, asked)
            now = self._clock.now()
            work.emit(TranscriptionAsked(at=now, recording=recording, operator=who.id, language=language))
        return asked


def _require_choice(connection: Connection, recording: Recording, who: Operator) -> None:
    was_chosen = asked_store.language_was_chosen(connection, recording.id)
    if not may_choose_language(recording, who.role, was_chosen=was_chosen):
        raise NotAllowedError(
            N_(
                "Nothing says that this recording is in another language. Managers and the owner may have it written "
                "down in one all the same; ask one of them."
            )
        )
