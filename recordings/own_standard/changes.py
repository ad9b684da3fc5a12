"""What an editor does to a draft: new values, a criterion taken out, put back or added, weights spread. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from callcenter.kit.languages import Language
from recordings.own_standard.draft import Draft
from recordings.own_standard.weights import to_hundred
from recordings.scoring.standard import STAGES, Criterion, Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an editor wrote about one criterion; None leaves a value as it is."""

    weight: int | None = None
    critical: bool | None = None
    stage: str | None = None
    title: str | None = None
    applies: str | None = None
    proof: str | None = None
    limits: Mapping[str, float] = field(default_factory=dict)


def write(standard: Standard, written: Mapping[str, Written], language: Language, title: str | None = None) -> Standard:
    """The standard with new values; the texts are those of one language, `title` the standard's own."""
    return replace(
        standard,
        title=said(standard.title, title, language),
        criteria=tuple(
            _written(criterion, written[criterion.id], language) if criterion.id in written else criterion
            for criterion in standard.criteria
        ),
    )


def _written(criterion: Criterion, new: Written, language: Language) -> Criterion:
    return replace(
        criterion,
        weight=criterion.weight if new.weight is None else new.weight,
        critical=criterion.critical if new.critical is None else new.critical,
        stage=criterion.stage if new.stage is None else new.stage,
        title=said(criterion.title, new.title, language),
        applies=said(criterion.applies, new.applies, language),
        proof=said(criterion.proof, new.proof, language),
        limits={**criterion.limits, **{name: new.limits[name] for name in criterion.limits if name in new.limits}},
    )


def said(texts: Mapping[Language, str], new: str | None, language: Language) -> Mapping[Language, str]:
    """Another text in one language, and in those that said just the same: nobody has translated it yet."""
    old = texts.get(language, "")
    if new is None or new == old:
        return texts
    found = {one: new if texts.get(one, "") == old else texts[one] for one in Language}
    return found if any(found.values()) else {}


def take_out(draft: Draft, criterion: str) -> Draft:
    """Without this criterion; it can be put back as it was."""
    found = draft.standard.criterion(criterion)
    if found is None:
        return draft
    left = tuple(one for one in draft.standard.criteria if one.id != criterion)
    return replace(draft, standard=replace(draft.standard, criteria=left), removed=(*draft.removed, found))


def put_back(draft: Draft, criterion: Criterion) -> Draft:
    """With a criterion that was taken out, at the end of its stage."""
    if draft.standard.criterion(criterion.id):
        return draft
    kept = tuple(one for one in draft.removed if one.id != criterion.id)
    return replace(draft, standard=with_criterion(draft.standard, criterion), removed=kept)


def with_criterion(standard: Standard, criterion: Criterion) -> Standard:
    """The standard with one criterion more, at the end of its stage."""
    order = STAGES.index(criterion.stage)
    before = [one for one in standard.criteria if STAGES.index(one.stage) <= order]
    behind = [one for one in standard.criteria if STAGES.index(one.stage) > order]
    return replace(standard, criteria=(*before, criterion, *behind))


def in_stages(standard: Standard) -> Standard:
    """The criteria in the order of the stages, as it was within each."""
    return replace(standard, criteria=tuple(sorted(standard.criteria, key=lambda one: STAGES.index(one.stage))))


def spread(standard: Standard) -> Standard:
    """The weights in the same proportions, adding up to 100. Raises ValueError where that cannot be."""
    weights = to_hundred([criterion.weight for criterion in standard.criteria])
    return _weighted(standard, weights)


def all_alike(standard: Standard) -> Standard:
    """All weights alike as far as whole points allow, adding up to 100. Raises ValueError where that cannot be."""
    return _weighted(standard, to_hundred([1.0] * len(standard.criteria)))


def _weighted(standard: Standard, weights: list[int]) -> Standard:
    pairs = zip(standard.criteria, weights, strict=True)
    return replace(standard, criteria=tuple(replace(one, weight=weight) for one, weight in pairs))
