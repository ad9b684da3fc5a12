"""The pages of flows over the shipped book, a real voice engine and an empty database."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from sqlalchemy import insert

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.storage.engine import open_engine
from callcenter.storage.tables import call as call_table
from callcenter.storage.tables import flow_kept, flow_run, metadata, wished_call
from callcenter.storage.work import Database
from callcenter.web.feature import Feature
from ivr.answers.loader import understand
from ivr.flow.facts import Clinic
from ivr.flow.samples import made_up
from ivr.prompt_sounds.general_store import GeneralStore
from ivr.prompt_sounds.limited_voice import LimitedVoice
from ivr.prompt_sounds.render_store import RenderStore
from ivr.prompt_sounds.service import PromptSounds
from ivr.prompt_sounds.sound import Rate
from ivr.prompt_sounds.studio_store import StudioStore
from ivr.screens.loader import BookOnScreen
from ivr.screens.parts import FlowParts
from ivr.screens.routes import FlowRoutes
from ivr.screens.text_store import ChangedTexts
from ivr.speech.espeak import EspeakVoice
from tests.support.web import NOON


def clinic_named(language: Language) -> Clinic:
    """The made-up clinic of each language."""
    return made_up(language).clinic


@dataclass
class FlowBench:
    """A clinic in a folder of its own; to be used with `with`."""

    folder: Path
    clock: JumpingClock = field(default_factory=lambda: JumpingClock(NOON))

    def __post_init__(self) -> None:
        engine = open_engine(f"sqlite:///{self.folder}/flows.db")
        metadata.create_all(engine)
        self.database = Database(engine)
        self.own = self.folder / "content"
        self.own.mkdir()
        self.voice = EspeakVoice(rate_hz=Rate.WIDE)
        self.studio = StudioStore(self.folder / "prompts")
        rendered = self.folder / "prompts" / "rendered"
        self.sounds = PromptSounds(
            studio=self.studio,
            renders=RenderStore(rendered, self.clock),
            general=GeneralStore(rendered / "general"),
            voice=LimitedVoice(self.voice, limit_s=20.0),
        )

    def __enter__(self) -> "FlowBench":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self.voice):
            self.database.engine.dispose()

    @property
    def feature(self) -> Feature:
        """The pages."""
        return FlowRoutes(
            FlowParts(
                database=self.database,
                clock=self.clock,
                book=BookOnScreen(self.own),
                understand=partial(understand, own=self.own),
                sounds=self.sounds,
                texts=ChangedTexts(self.own),
                clinic=clinic_named,
            )
        ).feature()

    def wish(self, name: str, flow: str, state: str, at: datetime = NOON) -> None:
        """A call that somebody wanted made."""
        about = {"number": "+79000000001", "language": "en", "about": {}, "asked_by": "", "not_after": at}
        with self.database.work() as work:
            work.connection.execute(insert(wished_call).values(id=name, flow=flow, state=state, asked_at=at, **about))

    def call(self, name: str, flow: str, outcome: str | None, at: datetime = NOON) -> None:
        """A call that the robot has led; None: that it leads."""
        with self.database.work() as work:
            if not work.connection.execute(flow_kept.select()).first():
                kept = {"flow": flow, "version": 1, "language": "en", "source": "{}", "kept_at": at}
                work.connection.execute(insert(flow_kept).values(hash="kept", **kept))
            about = {"direction": "outbound", "exchange": "test", "provider_call": name, "state": "ended"}
            empty = {"caller_name": "", "line": "", "offered_to": "", "holds": []}
            work.connection.execute(insert(call_table).values(id=name, started_at=at, changed_at=at, **about, **empty))
            run = {"flow": flow, "version": 1, "language": "en", "definition": "kept", "state": "{}", "step": 1}
            work.connection.execute(
                insert(flow_run).values(call=name, begun_at=at, changed_at=at, outcome=outcome, **run)
            )
