"""The draft of the next version, and what keeps it from being published. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from callcenter.kit.ids import OperatorId
from callcenter.kit.words import N_
from recordings.own_standard.judging import needed_limits
from recordings.scoring.standard import TOTAL, Criterion, Standard

MOST_CRITERIA = TOTAL
"""Each is worth a point at least."""
LONGEST_TITLE = 120
LONGEST_TEXT = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next version while it is edited; its weights need not add up yet."""

    base: int
    """The version it was begun from."""
    revision: int
    changed_at: datetime
    operator: OperatorId
    """Who changed it last."""
    standard: Standard
    removed: tuple[Criterion, ...] = ()
    """What was taken out of it, to be put back."""

    @property
    def total(self) -> int:
        """What the weights add up to."""
        return sum(criterion.weight for criterion in self.standard.criteria)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a draft cannot be published, as an English sentence with %(name)s for `values`."""

    text: str
    values: tuple[tuple[str, str], ...] = ()
    criterion: str = ""
    """Where it is to be put right; empty: anywhere."""


def hindrances(standard: Standard) -> Iterator[Hindrance]:
    """Everything that keeps this from being a standard; nothing where it can be published."""
    if not standard.criteria:
        yield Hindrance(N_("The standard has no criteria; put one back or add one."))
        return
    if len(standard.criteria) > MOST_CRITERIA:
        yield Hindrance(
            N_("%(count)s criteria are more than the %(most)s points that there are to give; take some out."),
            (("count", str(len(standard.criteria))), ("most", str(MOST_CRITERIA))),
        )
    total = sum(criterion.weight for criterion in standard.criteria)
    if total != TOTAL:
        more = N_("The weights add up to %(total)s, %(by)s too few. Add them, or spread the difference.")
        less = N_("The weights add up to %(total)s, %(by)s too many. Take them off, or spread the difference.")
        values = (("total", str(total)), ("by", str(abs(TOTAL - total))))
        yield Hindrance(more if total < TOTAL else less, values)
    for criterion in standard.criteria:
        yield from _of_criterion(criterion)
    yield from _twins(standard)


def _of_criterion(criterion: Criterion) -> Iterator[Hindrance]:
    called = (("title", next(iter(criterion.title.values()), criterion.id)),)
    if not all(text.strip() for text in criterion.title.values()) or not criterion.title:
        yield Hindrance(N_("A criterion has no title; give it one."), (), criterion.id)
    if criterion.weight < 1:
        yield Hindrance(
            N_("“%(title)s” is worth nothing; give it a point at least, or take it out."), called, criterion.id
        )
    missing = [name for name in needed_limits(criterion.id) if name not in criterion.limits]
    if missing:
        yield Hindrance(N_("“%(title)s” is measured and needs its limits."), called, criterion.id)
    elif not all(low <= high for low, high in _ranges(criterion)):
        yield Hindrance(N_("“%(title)s”: the lower limit lies above the upper one."), called, criterion.id)


def _ranges(criterion: Criterion) -> Iterator[tuple[float, float]]:
    for name, low in criterion.limits.items():
        upper = name.replace("least", "most")
        if upper != name and upper in criterion.limits:
            yield low, criterion.limits[upper]


def _twins(standard: Standard) -> Iterator[Hindrance]:
    for texts in zip(*(criterion.title.values() for criterion in standard.criteria), strict=False):
        seen = Counter(" ".join(text.split()).casefold() for text in texts)
        twin = next((text for text in texts if seen[" ".join(text.split()).casefold()] > 1 and text.strip()), None)
        if twin:
            yield Hindrance(
                N_("Two criteria are called “%(title)s”; give one of them another title."), (("title", twin),)
            )
            return
