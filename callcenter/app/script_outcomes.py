"""What came of scripts, put together: statistics, missing answers, trials of wordings, and what counts the calls."""

from collections.abc import Sequence
from typing import Protocol

from callcenter.app.ground import Ground, script_book_of
from callcenter.app.sweeper import Sweeper
from callcenter.storage.readers import EventReader
from callcenter.web.feature import Feature
from scripts_library.statistics.routes import StatisticsParts, StatisticsRoutes
from scripts_library.statistics.service import StepStatistics
from scripts_library.unfit.routes import UnfitParts, UnfitRoutes
from scripts_library.unfit.service import UnfitGroups
from scripts_library.wordings.routes import WordingParts, WordingRoutes
from scripts_library.wordings.service import WordingTrials


class _Part(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


def outcome_features(ground: Ground) -> Sequence[Feature]:
    """The pages."""
    library = ground.library
    unfit = UnfitGroups(ground.database, ground.clock, library, script_book_of(ground))
    return (
        StatisticsRoutes(StatisticsParts(statistics=_statistics(ground), library=library)).feature(),
        UnfitRoutes(UnfitParts(unfit=unfit, library=library)).feature(),
        WordingRoutes(WordingParts(trials=_trials(ground), library=library)).feature(),
    )


def outcome_parts(ground: Ground) -> Sequence[_Part]:
    """What counts calls as they end, and looks for patients who came since."""
    statistics = _statistics(ground)
    return (
        EventReader("script-statistics", ground.database, statistics.on_event, StepStatistics.ASKED_BY),
        Sweeper(statistics.take_up_late),
    )


def _statistics(ground: Ground) -> StepStatistics:
    after = [_trials(ground)]
    return StepStatistics(ground.database, ground.clock, ground.library, ground.clinic.zone, after)


def _trials(ground: Ground) -> WordingTrials:
    return WordingTrials(ground.database, ground.clock, ground.library, script_book_of(ground), ground.wordings)
