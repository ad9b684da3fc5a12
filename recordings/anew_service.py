"""Writing down a recording anew in a language that a person chose: its own was wrong, or there is a better model."""

from collections.abc import Sequence
from dataclasses import replace

from callcenter.domain.events import TranscriptionAsked
from callcenter.kit.clock import Clock
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import OperatorId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.work import Database
from recordings import store
from recordings.model_shelf.model_store import ModelStore
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

    def ask_in(self, recording: RecordingId, language: Language, who: OperatorId) -> Recording:
        """Ask for the words of a recording in `language`; a job writes them down and scores the call. What was written
        and scored before is gone at once. The recording as it is then.

        The language in which it was found to be unlikely is taken on the word of whoever asks: the words stay, and the
        call is scored. Asked twice, it is done once.
        Raises BadInputError where there is no sound or no model for the language, NotFoundError.
        """
        if self._models.find(language) is None:
            raise BadInputError(N_("There is no speech model for this language. Fetch one, then choose it again."))
        with self._database.work() as work:
            found = store.get_recording(work.connection, recording, for_update=True)
            if not found.path:
                raise BadInputError(N_("There is no sound to transcribe: nothing was kept of this recording."))
            asked = replace(found, language=language, problem="", notes=without_doubt(found.notes))
            if not (found.is_doubted and language is found.language):
                if found.state is RecordingState.KEPT and language is found.language:
                    return found  # it is being written down
                asked = replace(asked, state=RecordingState.KEPT)
                store.forget_words(work.connection, recording)
                delete_terms(work.connection, recording)
            store.save_sound(work.connection, asked)
            work.emit(TranscriptionAsked(at=self._clock.now(), recording=recording, operator=who))
        return asked
