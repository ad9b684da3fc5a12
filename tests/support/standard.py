"""The phone standard of the fixed clinic, its pages and scoring anew."""

from callcenter.domain.people import Operator
from callcenter.web.feature import Feature
from recordings.own_standard.book import StandardBook
from recordings.own_standard.service import Standards
from recordings.rescoring.service import Rescoring
from recordings.scoring.loader import load_standard
from recordings.scoring.standard import Standard
from recordings.standard_screens.routes import StandardParts, StandardRoutes
from tests.support.calls import CallsBench
from tests.support.web import MARTA


class StandardBench:
    """The standard beside a clinic's calls."""

    def __init__(self, calls: CallsBench) -> None:
        self.calls = calls
        self.book = StandardBook(load_standard())
        self.standards = Standards(calls.database, calls.clock, self.book)
        self.rescoring = Rescoring(
            database=calls.database, clock=calls.clock, score=calls.recordings.writing.score_anew
        )

    @property
    def feature(self) -> Feature:
        """The pages."""
        return StandardRoutes(StandardParts(standards=self.standards, rescoring=self.rescoring)).feature()

    def publish(self, standard: Standard, note: str = "", who: Operator = MARTA) -> int:
        """Publish a standard as it is."""
        self.standards.take_over(who, standard)
        number = self.standards.publish(who, self.standards.draft().revision, note)
        assert isinstance(number, int), number
        return number
