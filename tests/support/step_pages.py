"""A desk with scripts that people edit, and the pages of what came of them."""

from pathlib import Path

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from callcenter.web.feature import Feature
from scripts_library.book.documents import Key, Kind
from scripts_library.statistics.routes import StatisticsParts, StatisticsRoutes
from scripts_library.statistics.service import StepStatistics
from scripts_library.unfit.routes import UnfitParts, UnfitRoutes
from scripts_library.unfit.service import UnfitGroups
from scripts_library.wordings.live_service import LiveWordings
from scripts_library.wordings.routes import WordingParts, WordingRoutes
from scripts_library.wordings.service import WordingTrials
from tests.support.clinic import NOW, ZONE, fill_clinic
from tests.support.desk import SCRIPT, DeskBench
from tests.support.scripts import ScriptBench, script_feature
from tests.support.step_calls import StepBench

NEW_PATIENT = Key(Kind.SCRIPT, "new_patient", Language.RU)


class OutcomeBench(StepBench):
    """Calls led by a script of the book, with its statistics, missing answers and trials."""

    def __init__(self, database: Database, folder: Path) -> None:
        with database.work() as work:
            fill_clinic(work.connection)
        self.wordings = LiveWordings(database)
        clock = JumpingClock(NOW)
        self.scripts = ScriptBench(database, clock, folder)
        self.scripts.ship(NEW_PATIENT, SCRIPT)
        self.scripts.restart()
        library = self.scripts.live.library
        super().__init__(DeskBench(database, library=library, clock=clock, wordings=self.wordings))
        self.trials = WordingTrials(database, clock, library, self.scripts.book, self.wordings)
        self.statistics = StepStatistics(database, clock, library, ZONE, [self.trials])
        self.unfit = UnfitGroups(database, clock, library, self.scripts.book)

    @property
    def features(self) -> list[Feature]:
        """The pages, and those of the scripts themselves."""
        library = self.scripts.live.library
        return [
            script_feature(self.scripts),
            StatisticsRoutes(StatisticsParts(statistics=self.statistics, library=library)).feature(),
            UnfitRoutes(UnfitParts(unfit=self.unfit, library=library)).feature(),
            WordingRoutes(WordingParts(trials=self.trials, library=library)).feature(),
        ]
