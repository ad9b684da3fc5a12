"""The sound and the words of a call with its private words or without: to hear, to take along, to put right.

Whoever hears or takes the original is in the access log by the action's own name.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import CallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from callcenter.storage.access import ONE_LOOK, log_access_once
from callcenter.storage.work import Database
from recordings import store
from recordings.audio.covering import Cover, CoveredSound, cover_sound
from recordings.audio.errors import SOUND_GONE
from recordings.calls import store as calls_store
from recordings.calls.entry import CallLine
from recordings.calls.rights import require_open, sees_private
from recordings.copies.names import SideNames, copy_name
from recordings.copies.words_file import as_text
from recordings.private_words.look import Look
from recordings.private_words.masking import Labels, masked
from recordings.private_words.spans import PrivateKind
from recordings.private_words.stretches import private_stretches
from recordings.recording import Recording, Sides
from recordings.service import Recordings
from recordings.transcript import CallTranscript

PLAY = "play_recording"
PLAY_MASKED = "play_masked"
DOWNLOAD = "download_recording"
EXPORT_MASKED = "export_masked"
EXPORT = "export_recording"
REVEAL = "reveal_private"


class Copies:
    """The use cases."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        recordings: Recordings,
        labels: Mapping[Language, Labels],
        names: Mapping[Language, SideNames],
    ) -> None:
        """`labels`: what stands in place of private words in a copy, and `names`: who speaks in it, by the language of
        the call.
        """
        self._database = database
        self._clock = clock
        self._recordings = recordings
        self._labels = labels
        self._names = names

    def named(self, text: str) -> Recording:
        """The recording of an id, its own or its call's. Raises NotFoundError."""
        with self._database.read() as connection:
            of_call = store.recording_of_call(connection, CallId(text))
            return of_call or store.get_recording(connection, RecordingId(text))

    def file_name(self, recording: RecordingId, zone: ZoneInfo, *, is_masked: bool) -> str:
        """What the copies of a recording are called, without the ending. Raises NotFoundError."""
        with self._database.read() as connection:
            return copy_name(calls_store.recording_entry(connection, recording), zone, is_masked=is_masked)

    def text(self, words: CallTranscript) -> str:
        """The transcript of a recording, whole or masked, as a text in the call's language. Raises NotFoundError."""
        with self._database.read() as connection:
            sides = store.get_recording(connection, RecordingId(words.id)).sides
        return as_text(words, self._names[words.language], is_mono=sides is Sides.MONO)

    def hear(self, who: Operator, recording: RecordingId, look: Look) -> CoveredSound | Path:
        """The sound for the player: the file itself for whoever sees private words or asks for them.

        So it is, too, before there is a transcript: nobody knows yet what is private. Raises NotFoundError,
        NotAllowedError, AudioError.
        """
        covered = self.hidden_from(who, recording, look)
        path = self._sound(recording)
        self._log_once(who, PLAY_MASKED if covered else PLAY, recording)
        return covered or path

    def hidden_from(self, who: Operator, recording: RecordingId, look: Look) -> CoveredSound | None:
        """The sound as somebody hears it from whom private words are hidden; None where nothing is hidden from them.

        Raises NotFoundError, NotAllowedError, AudioError.
        """
        call = self._call(who, recording)
        covered = self._covered(recording, Cover.SILENCE) if look.hides(sees=sees_private(who, call)) else None
        return covered if covered is not None and covered.stretches else None

    def original(self, who: Operator, recording: RecordingId) -> Path:
        """The file itself, to take along. Raises NotFoundError, NotAllowedError."""
        self._call(who, recording)
        path = self._sound(recording)
        self._recordings.private.log(who.id, DOWNLOAD, recording)
        return path

    def masked_sound(self, who: Operator, recording: RecordingId) -> CoveredSound:
        """The sound without private words, to take along. Raises NotFoundError, NotAllowedError, AudioError."""
        self._call(who, recording)
        covered = self.covered(recording)
        self._recordings.private.log(who.id, EXPORT_MASKED, recording)
        return covered

    def masked_words(self, who: Operator, recording: RecordingId) -> CallTranscript:
        """The transcript without private words, to take along. Raises NotFoundError, NotAllowedError."""
        self._call(who, recording)
        words = self.words(recording)
        self._recordings.private.log(who.id, EXPORT_MASKED, recording)
        return words

    def log_reveal(self, who: Operator, recording: RecordingId) -> None:
        """Keep in the access log that somebody asked for the private words on the page."""
        self._log_once(who, REVEAL, recording)

    def correct(
        self, who: Operator, recording: RecordingId, turn: int, times: tuple[float, float], kind: PrivateKind | None
    ) -> None:
        """Mark words as private by hand, or (`kind` None) as not private; see PrivateWords.correct."""
        self._call(who, recording)
        self._recordings.private.correct(who, recording, turn, times, kind)

    def undo(self, who: Operator, recording: RecordingId) -> None:
        """Take back what was last put right by hand."""
        self._call(who, recording)
        self._recordings.private.undo(who, recording)

    def covered(self, recording: RecordingId, cover: Cover = Cover.SILENCE) -> CoveredSound:
        """The sound with its private stretches covered; nobody is asked and nothing logged.

        A recording without a transcript has no private words that anybody knows of, so it has no such copy: raises
        NotFoundError. Raises AudioError.
        """
        covered = self._covered(recording, cover)
        if covered is None:
            raise NotFoundError(
                N_("A copy without private data can be made when the recording has been transcribed; it has not been.")
            )
        return covered

    def _covered(self, recording: RecordingId, cover: Cover) -> CoveredSound | None:
        with self._database.read() as connection:
            found = store.get_recording(connection, recording)
            turns = store.get_turns(connection, recording, found.language)
            spans = self._recordings.private.view(connection, found, turns).spans
        if turns is None:
            return None
        return cover_sound(self.sound_file(found), private_stretches(turns, spans, found.seconds), cover)

    def words(self, recording: RecordingId) -> CallTranscript:
        """The transcript with its private words in brackets; nobody is asked and nothing logged.

        Raises NotFoundError where there is none.
        """
        with self._database.read() as connection:
            whole = self._recordings.read_transcript(connection, recording)
            found = store.get_recording(connection, recording)
            spans = self._recordings.private.view(connection, found, whole.turns).spans
        return replace(whole, turns=masked(whole.turns, spans, whole.language, self._labels[whole.language]).turns)

    def _call(self, who: Operator, recording: RecordingId) -> CallLine | None:
        with self._database.read() as connection:
            call = calls_store.recording_entry(connection, recording).call
        require_open(who, call)
        return call

    def _sound(self, recording: RecordingId) -> Path:
        with self._database.read() as connection:
            return self.sound_file(store.get_recording(connection, recording))

    def sound_file(self, recording: Recording) -> Path:
        """The file itself; nobody is asked and nothing logged. Raises NotFoundError where there is none."""
        if not recording.path:
            raise NotFoundError(N_("There is no sound: nothing was kept of this recording."))
        path = self._recordings.audio_path(recording)
        if not path.is_file():
            raise NotFoundError(SOUND_GONE)
        return path

    def _log_once(self, who: Operator, action: str, recording: RecordingId) -> None:
        log_access_once(self._database, who.id, action, recording, self._clock.now(), within=ONE_LOOK)
