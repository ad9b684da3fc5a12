"""By what a clinic's calls are scored: a standard, and a phrase pack for each language."""

from collections.abc import Callable
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.scoring.acts.reading import ActModels
from recordings.scoring.card import ScoreCard
from recordings.scoring.engine import score_call
from recordings.scoring.opinion.model import NO_OPINION, Opinion
from recordings.scoring.pack import PhrasePack
from recordings.scoring.standard import Standard
from recordings.statistics import CallStatistics
from recordings.transcript import CallTranscript


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The standard with its phrases."""

    standard: Standard
    pack_of: Callable[[Language], PhrasePack]
    models_of: Callable[[Language], ActModels]
    opinion: Opinion = NO_OPINION
    """The second opinion; empty where the rules alone decide."""

    def score(self, call: CallTranscript, talk: CallStatistics | None = None) -> ScoreCard:
        """The scorecard of `call`; `talk` is what was measured of its sound, where anything was."""
        pack, models = self.pack_of(call.language), self.models_of(call.language)
        return score_call(call, self.standard, pack, models, self.opinion, talk)
