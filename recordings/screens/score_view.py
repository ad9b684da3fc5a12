"""A stored scorecard as its template needs it: unsure points first, then stage by stage, each with its proof. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.reading.readings import readable_text
from recordings.scoring.card import Verdict
from recordings.scoring.standard import Standard
from recordings.transcript import Json

_STAGES = {
    "contact": N_("Contact"),
    "needs": N_("Needs"),
    "presentation": N_("Presentation"),
    "closing": N_("Agreeing on a visit"),
    "wrap-up": N_("End of the call"),
    "manner": N_("Manner"),
}
_OTHER = N_("Other points")


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """One criterion with its verdict."""

    id: str
    title: str
    """In the reader's language."""
    verdict: Verdict
    points: int
    """What it brings: the weight for a pass, else 0."""
    weight: int
    """What a pass is worth; 0 where the standard no longer has this criterion."""
    confidence: float
    quote: str
    """With numbers in figures."""
    said: str
    """The same as it was spoken."""
    at: float | None
    """Seconds from the start of the recording to the quote."""
    is_critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """The criteria of one stage of a call."""

    title: str
    """English; translated where it is shown."""
    verdicts: tuple[VerdictView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """The whole score."""

    points: float
    max_points: float
    critical: tuple[VerdictView, ...]
    unsure: tuple[VerdictView, ...]
    stages: tuple[StageView, ...]
    """All that is not unsure."""
    standard: str
    standard_version: str


def score_view(card: Mapping[str, Json], standard: Standard, language: Language, spoken: Language) -> ScoreView:
    """The view of a card as recordings/store.py gives it, of a call in the language `spoken`.

    Criteria that the standard no longer has come last.
    """
    given = cast("dict[str, dict[str, Json]]", card["criteria"])
    critical = frozenset(cast("list[str]", card["critical"]))
    verdicts = [_verdict(name, entry, standard, (language, spoken), critical) for name, entry in given.items()]
    return ScoreView(
        points=cast(float, card["points"]),
        max_points=cast(float, card["max_points"]),
        critical=tuple(verdict for verdict in verdicts if verdict.is_critical),
        unsure=tuple(verdict for verdict in verdicts if verdict.verdict is Verdict.UNSURE),
        stages=_stages([verdict for verdict in verdicts if verdict.verdict is not Verdict.UNSURE], standard),
        standard=str(card["standard"]),
        standard_version=str(card["standard_version"]),
    )


def _verdict(
    name: str,
    entry: Mapping[str, Json],
    standard: Standard,
    languages: tuple[Language, Language],
    critical: frozenset[str],
) -> VerdictView:
    (language, spoken), said = languages, str(entry.get("quote") or "")
    criterion = standard.criterion(name)
    verdict = Verdict(str(entry["verdict"]))
    weight = criterion.weight if criterion else 0
    return VerdictView(
        id=name,
        title=criterion.title[language] if criterion else name.replace("_", " "),
        verdict=verdict,
        points=weight if verdict is Verdict.PASS else 0,
        weight=weight,
        confidence=cast(float, entry.get("confidence") or 0.0),
        quote=readable_text(said, spoken),
        said=said,
        at=cast("float | None", entry.get("at")),
        is_critical=name in critical,
    )


def _stages(verdicts: list[VerdictView], standard: Standard) -> tuple[StageView, ...]:
    stages: dict[str, list[VerdictView]] = {}
    for verdict in verdicts:
        criterion = standard.criterion(verdict.id)
        title = _STAGES.get(criterion.stage, _OTHER) if criterion else _OTHER
        stages.setdefault(title, []).append(verdict)
    order = [*_STAGES.values(), _OTHER]
    return tuple(StageView(title=title, verdicts=tuple(stages[title])) for title in order if title in stages)
