"""The standard as its templates need it: criteria by stage, with examples and limits. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.own_standard.judging import JudgedBy, judged_by
from recordings.own_standard.limits import Limit, limits_of
from recordings.scoring.stage_titles import STAGE_TITLES
from recordings.scoring.standard import STAGES, Criterion, Standard
from recordings.standard_screens.examples import Examples


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """One criterion."""

    id: str
    stage: str
    title: str
    weight: int
    is_critical: bool
    judged: JudgedBy
    applies: str
    proof: str
    limits: tuple[Limit, ...]
    examples: Examples


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """The criteria of one stage."""

    id: str
    title: str
    """English; translated where it is shown."""
    points: int
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardView:
    """A whole standard."""

    title: str
    total: int
    count: int
    stages: tuple[StageView, ...]


def standard_view(
    standard: Standard, language: Language, examples: Mapping[str, Examples], *, with_empty: bool = False
) -> StandardView:
    """The standard for a reader of `language`; `with_empty`: with stages that have no criteria."""
    stages = []
    for stage in STAGES:
        criteria = [criterion for criterion in standard.criteria if criterion.stage == stage]
        if criteria or (with_empty and stage != STAGES[-1]):
            stages.append(_stage(stage, criteria, language, examples))
    return StandardView(
        title=standard.title.get(language, ""),
        total=sum(criterion.weight for criterion in standard.criteria),
        count=len(standard.criteria),
        stages=tuple(stages),
    )


def _stage(
    stage: str, criteria: Sequence[Criterion], language: Language, examples: Mapping[str, Examples]
) -> StageView:
    return StageView(
        id=stage,
        title=STAGE_TITLES[stage],
        points=sum(criterion.weight for criterion in criteria),
        criteria=tuple(criterion_view(one, language, examples.get(one.id, Examples())) for one in criteria),
    )


def criterion_view(criterion: Criterion, language: Language, examples: Examples) -> CriterionView:
    """One criterion for a reader of `language`."""
    return CriterionView(
        id=criterion.id,
        stage=criterion.stage,
        title=criterion.title.get(language, criterion.id),
        weight=criterion.weight,
        is_critical=criterion.critical,
        judged=judged_by(criterion.id),
        applies=criterion.applies.get(language, ""),
        proof=criterion.proof.get(language, ""),
        limits=tuple(limits_of(criterion)),
        examples=examples,
    )
