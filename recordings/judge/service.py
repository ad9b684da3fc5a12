"""The clinic's own language model judges what is unsure in a scored call. Safe to do twice.

Whatever the model does - silent, slow, wrong, talked over by a caller - a card only gains verdicts whose quotes were
said.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.domain.events import CallJudged, JudgeTried
from callcenter.kit.clock import Clock
from callcenter.kit.ids import RecordingId
from callcenter.kit.languages import Language
from callcenter.kit.logs import get_logger
from callcenter.storage.work import Database
from recordings import store
from recordings.json_field import TranscriptError
from recordings.judge.answer import check, read_answer
from recordings.judge.hiding import as_shown
from recordings.judge.port import LanguageModel
from recordings.judge.question import Question, messages_of
from recordings.judge.store import StoredCard, read_card, save_judged, tries_since
from recordings.judge.unanswered import LOOKED_BACK, Unanswered, due
from recordings.own_standard.book import StandardBook
from recordings.private_words.service import PrivateWords
from recordings.recording import RecordingState, Sides
from recordings.scoring.acts.reading import ActModels
from recordings.scoring.card import Finding, Verdict, finding_to_json
from recordings.scoring.doubts import is_of_doubt
from recordings.scoring.standard import Criterion, Standard
from recordings.transcript import Json, Turn

_log = get_logger(__name__)

NEWEST = timedelta(days=1)
"""Older scores are not judged by themselves: a model that is new here does not get a year of calls. Older calls, scored
anew, are judged behind those of today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeParts:
    """What judging stands on."""

    database: Database
    clock: Clock
    private: PrivateWords
    standards: StandardBook
    models_of: Callable[[Language], ActModels]
    model: LanguageModel | None
    """None where the clinic has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unsure:
    """What there is to ask of a call."""

    card: StoredCard
    question: Question
    said: tuple[Turn, ...]
    """The question's turns in full."""
    weights: Mapping[str, int]
    """Of the question's criteria."""


class Judging:
    """The use case."""

    def __init__(self, parts: JudgeParts) -> None:
        self._parts = parts

    @property
    def is_on(self) -> bool:
        """Whether the clinic has a model."""
        return self._parts.model is not None

    def is_new(self, at: datetime) -> bool:
        """Whether something is of today."""
        return self._parts.clock.now() - at <= NEWEST

    def is_of_new_call(self, recording: RecordingId) -> bool:
        """Whether a recording was kept today. Raises NotFoundError."""
        with self._parts.database.read() as connection:
            return self.is_new(store.get_recording(connection, recording).kept_at)

    def unanswered(self) -> Sequence[Unanswered]:
        """The calls whose questions were given up and are due again; none where the clinic has no model any more."""
        if not self.is_on:
            return ()
        now = self._parts.clock.now()
        with self._parts.database.read() as connection:
            return due(tries_since(connection, now - LOOKED_BACK), now)

    def note_try(self, recording: RecordingId, *, has_answered: bool) -> None:
        """Remember that a question was given up, or that one which had been was answered."""
        with self._parts.database.work() as work:
            work.emit(JudgeTried(at=self._parts.clock.now(), recording=recording, has_answered=has_answered))

    def judge(self, recording: RecordingId) -> None:
        """Ask the model about the unsure points of a recording's card, and store what counts of its answer.

        Raises LanguageModelError where it gives none, so that it is asked again later.
        """
        model, unsure = self._parts.model, self._unsure(recording)
        if model is None or unsure is None:
            return
        if unsure.question.is_too_long:
            _log.info("the call is too long for the judge", recording=recording)
            return
        answer = model.answer(messages_of(unsure.question))
        try:
            checked = check(read_answer(answer), unsure.question, unsure.said)
        except TranscriptError:
            _log.warning("the judge's answer is no JSON of verdicts and is refused", recording=recording)
            return
        for criterion, reason in checked.refused.items():
            known = criterion if criterion in unsure.card.verdicts else "unknown"  # else it may hold words of the call
            _log.info("a verdict of the judge is refused", recording=recording, criterion=known, reason=reason.value)
        if checked.findings:
            self._save(recording, unsure, checked.findings)

    def _unsure(self, recording: RecordingId) -> _Unsure | None:
        """What may be asked: nothing of a call whose words or voices are themselves in doubt."""
        with self._parts.database.read() as connection:
            standard = self._parts.standards.current(connection)
            found = store.get_recording(connection, recording)
            card = read_card(connection, recording)
            turns = store.get_turns(connection, recording, found.language)
            if found.state is not RecordingState.SCORED or found.sides is not Sides.BOTH or found.is_doubted:
                return None
            if card is None or not turns or not _is_by(card, standard):
                return None
            spans = self._parts.private.view(connection, found, turns).spans
            facts = store.call_facts(connection, found.call)
        criteria = tuple(_asked(card, standard))
        if not criteria:
            return None
        models = self._parts.models_of(found.language)
        shown = as_shown(turns, spans, found.language, models, facts.administrator)
        question = Question(criteria=criteria, turns=shown, language=found.language, direction=facts.direction)
        weights = {criterion.id: criterion.weight for criterion in criteria}
        return _Unsure(card=card, question=question, said=turns, weights=weights)

    def _save(self, recording: RecordingId, asked: _Unsure, judged: Mapping[str, Finding]) -> None:
        with self._parts.database.work() as work:
            there = read_card(work.connection, recording, for_update=True)
            if there is None or there != asked.card:
                return  # the call was scored anew meanwhile, or judged by another process
            weights = asked.weights
            points = sum(weights[name] for name, found in judged.items() if found.verdict is Verdict.PASS)
            most = sum(weights[name] for name, found in judged.items() if found.verdict is not Verdict.NOT_APPLICABLE)
            verdicts: Mapping[str, Json] = {**there.verdicts, **_as_json(judged)}
            save_judged(work.connection, recording, verdicts, there.points + points, there.max_points + most)
            work.emit(CallJudged(at=self._parts.clock.now(), recording=recording))


def _asked(card: StoredCard, standard: Standard) -> "list[Criterion]":
    unsure = [
        name
        for name, given in card.verdicts.items()
        if given.get("verdict") == Verdict.UNSURE.value and not is_of_doubt(str(given.get("rule", "")))
    ]
    return [criterion for criterion in standard.criteria if criterion.id in unsure and not criterion.limits]


def _as_json(findings: Mapping[str, Finding]) -> Mapping[str, Json]:
    return {name: finding_to_json(found) for name, found in findings.items()}


def _is_by(card: StoredCard, standard: Standard) -> bool:
    """Whether a card was made by this version of the standard, so that its weights are the card's."""
    return card.standard == standard.id and card.standard_version.partition(".")[0] == str(standard.version)
