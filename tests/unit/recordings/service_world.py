"""A place where recordings are kept, with a transcriber that says what the test gives it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from callcenter.domain.calls import Call, CallState, Direction
from callcenter.domain.calls import Hold as CallHold
from callcenter.domain.events import DomainEvent, SidesRecorded
from callcenter.domain.people import Operator, Role
from callcenter.kit.clock import JumpingClock
from callcenter.kit.ids import CallId, OperatorId, ProviderCallId
from callcenter.kit.languages import Language
from callcenter.storage.calls import add_call
from callcenter.storage.events import read_events
from callcenter.storage.operators import StoredOperators
from callcenter.storage.tables import desk_call
from callcenter.storage.work import Database
from recordings.model_shelf.model_store import ModelStore
from recordings.private_words.service import PrivateWords
from recordings.scoring.loader import load_rulebook
from recordings.service import RecordingParts, Recordings
from recordings.transcribe.port import Heard, Progress, SpeechModel, TranscribeError
from recordings.transcript import Speaker, Word
from tests.unit.recordings.audio.sounds import tone, write

_DESK = {"patient_is_chosen": False, "walk": {}, "put_aside": False, "offered": [], "version": 1, "note_version": 1}
NOW = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@dataclass
class ScriptedTranscriber:
    """Hears what it is told; `fails` makes it give up."""

    says: Mapping[Speaker, str] = field(
        default_factory=lambda: {
            Speaker.ADMINISTRATOR: "здравствуйте клиника мирта меня зовут анна",
            Speaker.PATIENT: "",
        }
    )
    lines: tuple[tuple[Speaker, str], ...] | None = None
    """Said one after another, with pauses between them, instead of what each side `says`."""
    confidence: float = 1.0
    """Of each word."""
    fails: str = ""
    garbles: bool = False
    """It gives something that nobody can write down."""
    asked: int = 0
    first: Callable[[], object] = lambda: None
    """Done before anything is heard."""

    def transcribe(
        self, audio: Path, sides: Mapping[int, Speaker], model: SpeechModel, progress: Progress | None = None
    ) -> Heard:
        """Half a second for each word that was given."""
        self.first()
        self.asked += 1
        assert audio.is_file()
        if self.fails:
            raise TranscribeError(self.fails)
        words = {side: _words(self.says.get(side, ""), self.confidence) for side in sides.values()}
        if self.lines is not None:
            words = {side: _in_turn(self.lines, side, self.confidence) for side in sides.values()}
        if self.garbles:
            words = dict.fromkeys(words, (Word(text="так", start=float("nan"), end=None),))  # type: ignore[arg-type]
        return Heard(words=words, seconds=10.0)


def _in_turn(lines: tuple[tuple[Speaker, str], ...], side: Speaker, confidence: float) -> tuple[Word, ...]:
    """What `side` says of a dialogue with four seconds between its lines."""
    found, at = list[Word](), 0.0
    for speaker, text in lines:
        found += _words(text, confidence, at) if speaker is side else ()
        at += 0.5 * len(text.split()) + 4.0
    return tuple(found)


def _words(text: str, confidence: float, at: float = 0.0) -> tuple[Word, ...]:
    return tuple(
        Word(text=word, start=at + place * 0.5, end=at + place * 0.5 + 0.4, confidence=confidence)
        for place, word in enumerate(text.split())
    )


class World:
    """One clinic's recordings."""

    def __init__(self, database: Database, folder: Path, *, demo: bool = True) -> None:
        self.database = database
        self.folder = folder
        self.clock = JumpingClock(NOW)
        self.transcriber = ScriptedTranscriber()
        self.recordings = Recordings(
            RecordingParts(
                database=database,
                clock=self.clock,
                folder=folder / "kept",
                transcriber=self.transcriber,
                models=ModelStore(folder / "models", allow_demo=demo),
                clinic_name="Мирта",
                clinic_language=Language.RU,
                rulebook=load_rulebook(),
                private=PrivateWords(database, self.clock),
            )
        )

    def call(self, name: str = "c-1", *, operator: str = "Анна") -> CallId:
        """A call that an operator answered after nine seconds."""
        call = Call(
            id=CallId(name),
            exchange="test",
            provider_call=ProviderCallId(name),
            direction=Direction.INBOUND,
            caller=None,
            state=CallState.ANSWERED,
            started_at=NOW,
            changed_at=NOW,
            offered_to="op1",
            answered_at=NOW.replace(second=9),
            holds=(CallHold(since=NOW.replace(second=20), until=NOW.replace(second=50)),),
        )
        with self.database.work() as work:
            add_call(work.connection, call)
        if operator and not StoredOperators(self.database).account(operator.lower()):
            self.person(operator, extension="op1")
        return call.id

    def person(self, name: str, *, extension: str = "") -> OperatorId:
        """Somebody who works at the clinic."""
        who = OperatorId(name.lower())
        person = Operator(id=who, login=name.lower(), name=name, role=Role.ADMINISTRATOR, extension=extension)
        StoredOperators(self.database).add(person, "hash")
        return who

    def taken_on_the_desk_by(self, call: CallId, name: str) -> None:
        """The desk of `name`, who has no telephone of her own any more, took the call."""
        who = self.person(name)
        with self.database.work() as work:
            work.connection.execute(insert(desk_call).values(_DESK | {"call": call, "operator": who}))

    def record(
        self,
        call: CallId,
        *,
        patient: Path | None = None,
        administrator: Path | None = None,
        before_answer: float = 0.0,
    ) -> None:
        """The exchange says that it wrote both sides: two seconds of sound each, unless files are given.

        `before_answer`: how many seconds before the answer the patient's side begins.
        """
        event = SidesRecorded(
            at=self.clock.now(),
            call=call,
            patient_file=str(patient or write(self.folder / f"{call}-rx.wav", tone(440, 2))),
            administrator_file=str(administrator or write(self.folder / f"{call}-tx.wav", tone(1000, 2))),
            patient_offset=-before_answer,
        )
        with self.database.work() as work:
            work.emit(event)

    def events(self) -> list[DomainEvent]:
        """Everything that was told, in order."""
        with self.database.read() as connection:
            return [stored.event for stored in read_events(connection, 0)]


def install_model(folder: Path) -> None:
    """Files that look like a whole speech model; nothing can be recognised with them."""
    for name in ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
