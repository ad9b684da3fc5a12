"""Calls of the fixed clinic with a real sound: two sides written to files, then kept, transcribed, scored by our code.

The sound is made of a burst for each word, so that the waveform looks like talk and lies where the words are. What was
said comes from the labelled calls of tests/fixtures; only the recogniser is told what it hears.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import numpy as np
from sqlalchemy import insert, update

from callcenter.app.desk_side import DeskSideOfCalls
from callcenter.app.robot_side import RobotSideOfCalls
from callcenter.desk.parts import DeskClinic, DeskParts
from callcenter.domain.calls import Call, CallState, Direction, EndReason, Hold
from callcenter.domain.clinic import Patient
from callcenter.domain.events import SidesRecorded
from callcenter.domain.people import Operator
from callcenter.kit.clock import Clock, JumpingClock
from callcenter.kit.ids import CallId, ProviderCallId, RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.kit.spoken.wording import Wording
from callcenter.storage.calls import add_call, get_call, save_call
from callcenter.storage.tables import desk_call
from callcenter.storage.work import Database
from recordings.copies.names import SideNames
from recordings.copies.service import Copies
from recordings.model_shelf.model_store import ModelStore
from recordings.private_words.labels import ENGLISH
from recordings.private_words.service import PrivateWords
from recordings.scoring.loader import load_rulebook, load_standard
from recordings.screens.routes import RecordingRoutes
from recordings.screens.service import CallScreens, CallScreensParts
from recordings.search.service import Search
from recordings.service import RecordingParts, Recordings
from recordings.stretch import Stretch
from recordings.transcribe.port import Heard, Progress, SpeechModel, TranscribeError
from recordings.transcript import CallTranscript, Speaker, Turn, Word
from recordings.transcript_json import parse_transcript
from scripts_library.facts import ClinicWords
from scripts_library.loader import Library, shipped_library
from tests.support.clinic import ANNA, COUNTRY, NOW, ZONE, fill_clinic
from tests.unit.recordings.audio.sounds import Samples, write

RATE = 8000
FIXTURES = Path(__file__).parents[1] / "fixtures" / "calls"
_VOICES = {Speaker.PATIENT: 210.0, Speaker.ADMINISTRATOR: 150.0}
_MODEL_FILES = ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst")


def labelled(name: str) -> CallTranscript:
    """A labelled call, such as 'ru-001'."""
    return parse_transcript((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


def words_of(turn: Turn, language: Language) -> tuple[Word, ...]:
    """The words of a turn spread evenly over its time; every ninth is one that the recogniser was not sure of."""
    texts = list(turn.text) if language is Language.ZH else turn.text.split()
    step = (turn.end - turn.start) / len(texts)
    return tuple(
        Word(
            text=text,
            start=round(turn.start + place * step, 2),
            end=round(turn.start + (place + 0.85) * step, 2),
            confidence=0.41 if place % 9 == 8 else 0.97,
        )
        for place, text in enumerate(texts)
    )


def voice(words: Sequence[Word], hz: float, seconds: float) -> Samples:
    """A burst of a tone, with an even beginning and end, for each word."""
    sound = np.zeros(round(seconds * RATE))
    for place, word in enumerate(words):
        begin, length = round(word.start * RATE), round((word.end - word.start) * RATE)
        time = np.arange(length) / RATE
        level = 0.16 + 0.2 * ((place * 7) % 5) / 5
        burst = level * np.hanning(length) * (np.sin(2 * np.pi * hz * time) + 0.4 * np.sin(6 * np.pi * hz * time))
        sound[begin : begin + length] += burst[: len(sound) - begin]
    return sound


@cache
def whole_library() -> Library:
    """The shipped scripts, read once."""
    return shipped_library()


class ToldTranscriber:
    """Hears what it is told; `fails` makes it give up."""

    def __init__(self) -> None:
        self.words: Mapping[Speaker, tuple[Word, ...]] = {}
        self.unknown: Mapping[Speaker, tuple[Stretch, ...]] = {}
        self.fails = ""

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """The words that were given, of the sides that the file has."""
        if self.fails:
            raise TranscribeError(self.fails)
        words = {side: self.words.get(side, ()) for side in sides.values()}
        return Heard(words=words, seconds=1.0, unknown=self.unknown)


def desk_side(database: Database, clock: Clock) -> DeskSideOfCalls:
    """The desk of the fixed clinic, with the shipped scripts."""
    words = ClinicWords(name="Дента Плюс", address=Wording("", ""), hours=Wording("", ""))
    clinic = DeskClinic(words=words, language=Language.RU, zone=ZONE, country=COUNTRY)
    return DeskSideOfCalls(DeskParts(database=database, clock=clock, library=whole_library(), clinic=clinic))


def screen_parts(database: Database, clock: Clock, recordings: Recordings) -> CallScreensParts:
    """What the screens of calls stand on; copies are in English."""
    labels, names = dict.fromkeys(Language, ENGLISH), dict.fromkeys(Language, SideNames())
    return CallScreensParts(
        database=database,
        clock=clock,
        recordings=recordings,
        standard=load_standard(),
        copies=Copies(database, clock, recordings, labels, names),
        search=Search(database=database, clock=clock, private=recordings.private),
        script_title=whole_library().title,
        desk=desk_side(database, clock),
        robot=RobotSideOfCalls(),
    )


class CallsBench:
    """The fixed clinic with calls, and the screens on them."""

    def __init__(self, database: Database, folder: Path, *, models: Sequence[Language] = (Language.RU,)) -> None:
        self.database = database
        self.folder = folder
        self.clock = JumpingClock(NOW)
        self.transcriber = ToldTranscriber()
        self.models = folder / "models"
        self.models.mkdir()
        for language in models:
            self.install_model(language)
        self.recordings = Recordings(
            RecordingParts(
                database=database,
                clock=self.clock,
                folder=folder / "kept",
                transcriber=self.transcriber,
                models=ModelStore(self.models, allow_demo=False),
                clinic_name="Дента Плюс",
                clinic_language=Language.RU,
                rulebook=load_rulebook(),
                private=PrivateWords(database, self.clock),
            )
        )
        self.parts = screen_parts(database, self.clock, self.recordings)
        self.screens = CallScreens(self.parts)
        self.feature = RecordingRoutes(self.parts).feature()
        with database.work() as work:
            fill_clinic(work.connection)

    def install_model(self, language: Language) -> None:
        """Put a speech model of a language in place (a sign in each file: the recogniser is told what it hears)."""
        for name in _MODEL_FILES:
            path = self.models / language.value / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"x")

    def remove_model(self, language: Language) -> None:
        """Take it away."""
        shutil.rmtree(self.models / language.value)

    def call(
        self,
        name: str,
        patient: Patient | None = None,
        *,
        number: str | None = None,
        seconds: float | None = 60.0,
        waited: float = 12.0,
        operator: Operator = ANNA,
        reason: EndReason = EndReason.COMPLETED,
        holds: Sequence[tuple[float, float]] = (),
        ago: timedelta = timedelta(hours=1),
        **desk: object,
    ) -> CallId:
        """A call that has ended; `seconds` None: nobody answered. `desk` is what the operator left, by column."""
        began = self.clock.now() - ago
        answered = None if seconds is None else began + timedelta(seconds=waited)
        ended = (answered or began + timedelta(seconds=waited)) + timedelta(seconds=seconds or 0)
        phone = patient.phone if patient else PhoneNumber(number) if number else None
        call = Call(
            id=CallId(name),
            exchange="test",
            provider_call=ProviderCallId(name),
            direction=Direction.INBOUND,
            caller=phone,
            state=CallState.ENDED,
            started_at=began,
            changed_at=ended,
            offered_to=operator.extension,
            answered_at=answered,
            ended_at=ended,
            end_reason=reason,
            holds=tuple(
                Hold(since=answered + timedelta(seconds=start), until=answered + timedelta(seconds=end))
                for start, end in holds
                if answered
            ),
        )
        with self.database.work() as work:
            add_call(work.connection, call)
            if patient or desk:
                work.connection.execute(insert(desk_call).values(_desk_row(call.id, patient, operator) | desk))
        return call.id

    def still_going_on(self, call: CallId) -> None:
        """Make it a call that somebody talks in now."""
        with self.database.work() as work:
            found = get_call(work.connection, call)
            save_call(work.connection, replace(found, state=CallState.ANSWERED, ended_at=None, end_reason=None))

    def record(self, call: CallId, spoken: str = "ru-001", *, silent: Speaker | None = None) -> RecordingId:
        """The exchange has written both sides of a call in which was said what a labelled call says; they are kept."""
        said = self._said(spoken)
        seconds = max(word.end for words in said.values() for word in words) + 1.5
        files = {
            side: write(
                self.folder / f"{call}-{side}.wav", voice(() if side is silent else words, _VOICES[side], seconds)
            )
            for side, words in said.items()
        }
        self.tell_sides(call, files[Speaker.PATIENT], files[Speaker.ADMINISTRATOR])
        kept = self.recordings.keeping.keep_call(call)
        assert kept is not None
        return kept

    def tell_sides(self, call: CallId, patient: Path, administrator: Path) -> None:
        """The exchange says where it wrote the two sides."""
        event = SidesRecorded(
            at=self.clock.now(), call=call, patient_file=str(patient), administrator_file=str(administrator)
        )
        with self.database.work() as work:
            work.emit(event)

    def ingest(self, name: str, spoken: str = "ru-001", language: Language = Language.RU) -> RecordingId:
        """A stereo file from outside is brought."""
        said = self._said(spoken)
        seconds = max(word.end for words in said.values() for word in words) + 1.5
        sides = [voice(said[side], _VOICES[side], seconds) for side in (Speaker.PATIENT, Speaker.ADMINISTRATOR)]
        return self.recordings.keeping.ingest(write(self.folder / name, *sides), language)

    def transcribe(self, recording: RecordingId) -> None:
        """Write down what was said."""
        self.recordings.writing.transcribe(recording)

    def score(self, recording: RecordingId) -> None:
        """Score it."""
        self.recordings.writing.score(recording)

    def scored(self, name: str, patient: Patient | None = None, spoken: str = "ru-001", **call: object) -> RecordingId:
        """A call that has gone all the way."""
        length = labelled(spoken).turns[-1].end + 1.5
        recording = self.record(self.call(name, patient, seconds=length, **call), spoken)  # type: ignore[arg-type] # passed on as given
        self.transcribe(recording)
        self.score(recording)
        return recording

    def write_desk(self, call: CallId, **values: object) -> None:
        """The operator writes something about a call."""
        with self.database.work() as work:
            work.connection.execute(update(desk_call).where(desk_call.c.call == call).values(**values))

    def _said(self, spoken: str) -> dict[Speaker, tuple[Word, ...]]:
        transcript = labelled(spoken)
        said: dict[Speaker, tuple[Word, ...]] = dict.fromkeys(Speaker, ())
        for turn in transcript.turns:
            said[turn.speaker] += words_of(turn, transcript.language)
        self.transcriber.words = said
        return said


def _desk_row(call: CallId, patient: Patient | None, operator: Operator) -> dict[str, object]:
    return {
        "call": call,
        "operator": operator.id,
        "patient": patient.id if patient else None,
        "patient_is_chosen": patient is not None,
        "walk": None,
        "put_aside": False,
        "offered": [],
        "version": 1,
        "note_version": 1,
    }
