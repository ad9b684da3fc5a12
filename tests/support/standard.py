"""The phone standard of the fixed clinic, its pages and scoring anew."""

from collections.abc import Mapping

from callcenter.domain.people import Operator
from callcenter.kit.languages import Language
from callcenter.web.feature import Feature
from recordings.own_standard.book import StandardBook
from recordings.own_standard.changes import Written
from recordings.own_standard.editing import Deed, Edit
from recordings.own_standard.service import Edited, Standards
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
        there = self.standards.overview().draft
        self.standards.take_over(who, standard, there.revision if there else 0)
        done = self.edit(Deed.PUBLISH, note=note, who=who)
        assert done.published is not None, done.hindrances
        return done.published

    def edit(
        self,
        deed: Deed = Deed.SAVE,
        *,
        revision: int | None = None,
        written: Mapping[str, Written] | None = None,
        criterion: str = "",
        new_title: str = "",
        note: str = "",
        over: int | None = None,
        who: Operator = MARTA,
    ) -> Edited:
        """One post of the editor, of the draft as it is now where no revision is named."""
        edit = Edit(
            revision=self.standards.draft().revision if revision is None else revision,
            language=Language.RU,
            written=written or {},
            deed=deed,
            criterion=criterion,
            new_title=new_title,
            new_stage="manner",
            note=note,
            over=over,
        )
        return self.standards.edit(who, edit)
