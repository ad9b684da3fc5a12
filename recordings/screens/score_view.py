"""A stored scorecard as its template needs it: what is critical, what a person should look at, then stage by stage with
points, each verdict with its proof. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from callcenter.kit.languages import Language
from callcenter.kit.words import N_
from recordings.reading.readings import readable_text
from recordings.scoring.card import Verdict
from recordings.scoring.doubts import Doubt, is_of_doubt
from recordings.scoring.stage_titles import OTHER_STAGE, STAGE_TITLES
from recordings.scoring.standard import Criterion, Standard
from recordings.transcript import Json

_BY_MODEL, _NO_RULE = "judge", "no_rule"
"""Rules of verdicts that a language model gave, and of criteria that only people judge."""
_DOUBTS: Mapping[str, str] = {
    Doubt.NO_WORDS: N_("No words were heard, so nothing was judged."),
    Doubt.WHO_SPOKE: N_("Both voices are on one side and who spoke is a guess, so nothing was judged."),
    Doubt.OTHER_LANGUAGE: N_("The words are of another language than the call's, so nothing was judged."),
    Doubt.ONE_VOICE: N_("Only one side is heard, so nothing was judged. Check that both sides are recorded."),
}
_CLOSE = 0.01
"""Points are whole numbers kept as fractions."""


class Unit(StrEnum):
    """What a measured value is counted in."""

    SECONDS = "seconds"
    TIMES = "times"
    SHARE = "share"
    """0 to 1."""
    WORDS = "words"
    """A minute."""
    SIGNS = "signs"
    """Chinese characters a minute."""
    DECIBELS = "decibels"


_UNITS: Mapping[str, Unit] = {
    "answer_speed": Unit.SECONDS,
    "interruptions": Unit.TIMES,
    "dead_air": Unit.SECONDS,
    "hold_length": Unit.SECONDS,
    "hold_count": Unit.TIMES,
    "talk_share": Unit.SHARE,
    "pace": Unit.WORDS,
    "loudness": Unit.DECIBELS,
}
_WITH_DIGITS, _MOST_DIGITS = (Unit.SECONDS, Unit.DECIBELS), 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredView:
    """What a clock or a meter said, and between what it should lie."""

    value: float
    unit: Unit
    least: float | None = None
    most: float | None = None
    digits: int = 0
    """So many digits behind the point tell it from a limit that it is beyond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """One criterion with its verdict."""

    id: str
    title: str
    """In the reader's language."""
    proof: str
    """What proves a pass, in the reader's language; empty where nobody knows any more."""
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
    measured: MeasuredView | None = None
    by_model: bool = False
    """The clinic's own language model judged it."""
    for_people: bool = False
    """No rule judges it; a person does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """The criteria of one stage of a call."""

    title: str
    """English; translated where it is shown."""
    points: int | None
    """None where nobody knows any more what its criteria were worth."""
    max_points: int
    verdicts: tuple[VerdictView, ...]
    """Those that were met or missed."""
    idle: tuple[VerdictView, ...]
    """Those that the call gave no occasion for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """The whole score."""

    points: float
    max_points: float
    critical: tuple[VerdictView, ...]
    unsure: tuple[VerdictView, ...]
    doubt: str
    """Why nothing could be judged, in English; empty where something could."""
    stages: tuple[StageView, ...]
    """All that is not unsure."""
    standard: str
    """Its title in the reader's language."""
    standard_version: str
    """Without the version of the phrases."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """In which language a card is read, and in which the call was spoken."""

    standard: Standard
    language: Language
    spoken: Language
    is_same: bool
    """The standard is of the very version that the card was made by."""


def score_view(card: Mapping[str, Json], standard: Standard, language: Language, spoken: Language) -> ScoreView:
    """The view of a card as recordings/store.py gives it, of a call in the language `spoken`.

    Criteria that the standard no longer has come last.
    """
    given = cast("dict[str, dict[str, Json]]", card["criteria"])
    critical = frozenset(cast("list[str]", card["critical"]))
    version = str(card["standard_version"]).partition(".")[0]
    is_same = (standard.id, str(standard.version)) == (str(card["standard"]), version)
    reader = _Reader(standard, language, spoken, is_same)
    verdicts = [_verdict(name, entry, reader, critical) for name, entry in given.items()]
    points, max_points = cast(float, card["points"]), cast(float, card["max_points"])
    unsure = tuple(verdict for verdict in verdicts if verdict.verdict is Verdict.UNSURE)
    return ScoreView(
        points=points,
        max_points=max_points,
        critical=tuple(verdict for verdict in verdicts if verdict.is_critical),
        unsure=unsure,
        doubt=_doubt(given) if len(unsure) == len(verdicts) else "",
        stages=_stages(verdicts, standard, is_known=_adds_up(verdicts, points, max_points)),
        standard=standard.title.get(language) or str(card["standard"]),
        standard_version=version,
    )


def met_criteria(card: Mapping[str, Json] | None) -> dict[str, float]:
    """The criteria that a card says were met by words, each with the second of its proof."""
    given = cast("dict[str, dict[str, Json]]", card["criteria"]) if card else {}
    return {
        name: cast(float, entry["at"])
        for name, entry in given.items()
        if entry["verdict"] == Verdict.PASS and entry.get("at") is not None
    }


def _verdict(name: str, entry: Mapping[str, Json], reader: _Reader, critical: frozenset[str]) -> VerdictView:
    said = str(entry.get("quote") or "")
    criterion = reader.standard.criterion(name)
    verdict, rule = Verdict(str(entry["verdict"])), str(entry.get("rule") or "")
    weight = criterion.weight if criterion else 0
    return VerdictView(
        id=name,
        title=criterion.title[reader.language] if criterion else name.replace("_", " "),
        proof=criterion.proof.get(reader.language, "") if criterion else "",
        verdict=verdict,
        points=weight if verdict is Verdict.PASS else 0,
        weight=weight,
        confidence=cast(float, entry.get("confidence") or 0.0),
        quote=readable_text(said, reader.spoken),
        said=said,
        at=cast("float | None", entry.get("at")),
        is_critical=name in critical,
        measured=_measured(name, cast("float | None", entry.get("measured")), criterion, reader),
        by_model=rule == _BY_MODEL,
        for_people=rule == _NO_RULE,
    )


def _measured(name: str, value: float | None, criterion: Criterion | None, reader: _Reader) -> MeasuredView | None:
    """The limits are told only where they are those that the card was made by."""
    unit = _UNITS.get(name)
    if value is None or unit is None:
        return None
    limits = criterion.limits if criterion and reader.is_same else {}
    of_signs = name == "pace" and reader.spoken is Language.ZH
    least, most = ("least_zh", "most_zh") if of_signs else ("least", "most")
    low, high = limits.get(least), limits.get(most, limits.get("seconds"))
    return MeasuredView(
        value=value,
        unit=Unit.SIGNS if of_signs else unit,
        least=low,
        most=high,
        digits=_digits(value, low, high) if unit in _WITH_DIGITS else 0,
    )


def _digits(value: float, low: float | None, high: float | None) -> int:
    """With how many digits a value reads as it was judged: 3.4 s are no 3 s where 3 s are the limit."""

    def judged(seen: float) -> tuple[bool, bool]:
        return low is not None and seen < low, high is not None and seen > high

    return next(
        (digits for digits in range(_MOST_DIGITS) if judged(round(value, digits)) == judged(value)), _MOST_DIGITS
    )


def _doubt(given: Mapping[str, Mapping[str, Json]]) -> str:
    """Why the whole call is in doubt; empty where each verdict is unsure for reasons of its own."""
    rules = {str(entry.get("rule") or "") for entry in given.values()}
    [rule, *others] = sorted(rules) or [""]
    return _DOUBTS.get(rule.rpartition(".")[2], "") if not others and is_of_doubt(rule) else ""


def _adds_up(verdicts: Sequence[VerdictView], points: float, max_points: float) -> bool:
    """Whether today's weights are those that the card was made by."""
    decided = [verdict for verdict in verdicts if verdict.verdict in (Verdict.PASS, Verdict.FAIL)]
    reached, most = sum(verdict.points for verdict in decided), sum(verdict.weight for verdict in decided)
    return abs(reached - points) < _CLOSE and abs(most - max_points) < _CLOSE


def _stages(verdicts: Sequence[VerdictView], standard: Standard, *, is_known: bool) -> tuple[StageView, ...]:
    stages: dict[str, list[VerdictView]] = {}
    for verdict in verdicts:
        criterion = standard.criterion(verdict.id)
        title = STAGE_TITLES.get(criterion.stage, OTHER_STAGE) if criterion else OTHER_STAGE
        if verdict.verdict is not Verdict.UNSURE:
            stages.setdefault(title, []).append(verdict)
    order = [*STAGE_TITLES.values(), OTHER_STAGE]
    return tuple(_stage(title, stages[title], is_known=is_known) for title in order if title in stages)


def _stage(title: str, verdicts: Sequence[VerdictView], *, is_known: bool) -> StageView:
    decided = tuple(verdict for verdict in verdicts if verdict.verdict is not Verdict.NOT_APPLICABLE)
    return StageView(
        title=title,
        points=sum(verdict.points for verdict in decided) if is_known and decided else None,
        max_points=sum(verdict.weight for verdict in decided),
        verdicts=decided,
        idle=tuple(verdict for verdict in verdicts if verdict.verdict is Verdict.NOT_APPLICABLE),
    )
