"""What every process and many a command stand on: database, clinic, content, and the use cases of recordings.

Commands load this alone: the web server and the exchange behind compose.py take a second to load.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from callcenter.app.clinic_face import face_of
from callcenter.app.settings import Settings
from callcenter.desk.parts import DeskClinic
from callcenter.kit.clock import Clock, SystemClock
from callcenter.kit.languages import Language
from callcenter.storage.driver import Engine
from callcenter.storage.engine import open_engine, open_jobs_engine, sqlite_file
from callcenter.storage.work import Database
from callcenter.web.texts import Texts, read_all_texts
from recordings.copies.names import SideNames, names_of
from recordings.copies.service import Copies
from recordings.judge.endpoint import Endpoint
from recordings.judge.service import JudgeParts, Judging
from recordings.model_shelf.model_store import ModelStore
from recordings.own_standard.book import StandardBook
from recordings.private_words.labels import labels_of
from recordings.private_words.masking import Labels
from recordings.private_words.service import PrivateWords
from recordings.rescoring.service import Rescoring
from recordings.scoring.loader import load_rulebook
from recordings.scoring.rulebook import Rulebook
from recordings.search.service import Search
from recordings.service import RecordingParts, Recordings
from recordings.transcribe.music_words import WithoutMusic
from recordings.transcribe.runner import VoskTranscriber
from scripts_library.book.live_service import LiveScripts
from scripts_library.book.renewal_service import bring_up_to_date
from scripts_library.book.service import ScriptBook
from scripts_library.facts import ClinicWords
from scripts_library.loader import SHIPPED, Library
from scripts_library.wordings.live_service import LiveWordings


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every process stands on."""

    settings: Settings
    clock: Clock
    database: Database
    jobs_engine: Engine
    clinic: DeskClinic
    scripts: LiveScripts
    wordings: LiveWordings
    rulebook: Rulebook

    @property
    def library(self) -> Library:
        """The scripts that were published last, in a process that keeps them up to date."""
        return self.scripts.library


def lay_ground(settings: Settings, clock: Clock | None = None) -> Ground:
    """Open the databases and load the content. Raises CallCenterError for what cannot be used."""
    database = Database(open_engine(settings.database_url.reveal()))
    return Ground(
        settings=settings,
        clock=clock or SystemClock(),
        database=database,
        jobs_engine=_jobs_engine(settings.jobs_database_url.reveal()),
        clinic=_clinic(settings),
        scripts=LiveScripts(database),
        wordings=LiveWordings(database),
        rulebook=load_rulebook(settings.own_standards),
    )


def recordings_folder(settings: Settings) -> Path:
    """Where recordings are kept."""
    return settings.data_dir / "recordings"


def recordings_of(ground: Ground) -> Recordings:
    """The use cases of recordings."""
    settings = ground.settings
    return Recordings(
        RecordingParts(
            database=ground.database,
            clock=ground.clock,
            folder=recordings_folder(settings),
            transcriber=WithoutMusic(VoskTranscriber()),
            models=ModelStore(settings.models_dir, allow_demo=settings.is_demo),
            clinic_name=ground.clinic.words.name,
            clinic_language=ground.clinic.language,
            rulebook=ground.rulebook,
            private=private_words_of(ground),
        )
    )


def judging_of(ground: Ground) -> Judging:
    """The use case of a language model of the clinic's own, which does nothing where there is none."""
    settings = ground.settings.judge
    return Judging(
        JudgeParts(
            database=ground.database,
            clock=ground.clock,
            private=private_words_of(ground),
            standards=StandardBook(ground.rulebook.standard),
            models_of=ground.rulebook.models_of,
            model=None if settings is None else Endpoint(settings),
        )
    )


def rescoring_of(ground: Ground, recordings: Recordings) -> Rescoring:
    """The use cases of scoring anew."""
    return Rescoring(database=ground.database, clock=ground.clock, score=recordings.writing.score_anew)


def private_words_of(ground: Ground) -> PrivateWords:
    """The use cases of private words."""
    return PrivateWords(ground.database, ground.clock)


def search_of(ground: Ground) -> Search:
    """The use cases of the search."""
    return Search(database=ground.database, clock=ground.clock, private=private_words_of(ground))


def copies_of(ground: Ground, recordings: Recordings) -> Copies:
    """The use cases of copies."""
    return Copies(ground.database, ground.clock, recordings, private_labels(), side_names())


def side_names() -> Mapping[Language, SideNames]:
    """Who speaks in a copy, in the language of the call."""
    return {language: names_of(texts.gettext, texts.pgettext) for language, texts in _texts().items()}


def private_labels() -> Mapping[Language, Labels]:
    """What stands in place of private words in a copy, in the language of the call."""
    return {language: labels_of(texts.pgettext) for language, texts in _texts().items()}


@cache
def _texts() -> Mapping[Language, Texts]:
    return read_all_texts()


def _jobs_engine(url: str) -> Engine:
    file = sqlite_file(url)
    return open_engine(url) if file is None else open_jobs_engine(file)


def _clinic(settings: Settings) -> DeskClinic:
    """The demo clinic's own words, zone and country in the demo; else what the settings say."""
    face = face_of(settings)
    return DeskClinic(
        words=ClinicWords(name=face.name, address=face.address, hours=face.hours),
        language=face.language,
        zone=face.zone,
        country=face.country,
    )


def take_in_scripts(ground: Ground) -> None:
    """Let the scripts of the files be those of the database, where they say something new. Raises ContentError."""
    own = ground.settings.content_dir
    bring_up_to_date(ground.database, ground.clock, SHIPPED, *((own / "scripts",) if own else ()))
    ground.scripts.refresh()


def script_book_of(ground: Ground) -> ScriptBook:
    """The use cases of scripts as documents."""
    standards = StandardBook(ground.rulebook.standard)

    def criteria() -> Collection[str]:
        with ground.database.read() as connection:
            return tuple(one.id for one in standards.for_reading(connection).criteria)

    return ScriptBook(ground.database, ground.clock, ground.scripts, criteria)
