"""The result of scoring one call: a verdict with its proof for every criterion, and points."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recordings.scoring.facts_found import Facts
from recordings.transcript import Json


class Verdict(StrEnum):
    """What the transcript says about one criterion."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "na"
    """The situation that the criterion speaks of did not arise."""
    UNSURE = "unsure"
    """The words do not settle it: a person should look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict on one criterion."""

    verdict: Verdict
    confidence: float
    """0 to 1: how often a verdict reached this way holds."""
    quote: str = ""
    """The words that the verdict rests on, as they stand in the transcript; empty where it rests on their absence."""
    at: float | None = None
    """Seconds from the answer to the quote."""
    rule: str
    """Which rule spoke, as a fixed word for people who tune the standard."""
    critical: bool = False
    """True where this fail fails the whole call."""
    measured: float | None = None
    """What a clock or a meter said, in the criterion's unit; None where words decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCard:
    """One call scored against one version of the standard."""

    call: str
    """The transcript's id."""
    standard: str
    standard_version: int
    phrases_version: int
    findings: Mapping[str, Finding]
    """By criterion, in the standard's order."""
    facts: Facts | None = None
    """What the words say that came of the call."""
    doubts: tuple[str, ...] = ()
    """What is doubtful in the whole call (doubts.py), so that its verdicts are unsure or need a look."""
    points: int
    max_points: int
    """What the call could have reached: criteria that apply and are decided."""

    @property
    def critical(self) -> list[str]:
        """Criteria whose fail fails the whole call."""
        return [name for name, finding in self.findings.items() if finding.critical]


def card_to_json(card: ScoreCard) -> dict[str, Json]:
    """The card as the JSON value that `callcenter score --json` prints."""
    return {
        "id": card.call,
        "criteria": {name: finding_to_json(finding) for name, finding in card.findings.items()},
        **facts_to_json(card.facts),
        "points": card.points,
        "max_points": card.max_points,
        "critical": list(card.critical),
        **({"doubts": list(card.doubts)} if card.doubts else {}),
        "standard": {"id": card.standard, "version": card.standard_version, "phrases": card.phrases_version},
    }


def facts_to_json(facts: Facts | None) -> dict[str, Json]:
    """The facts as they stand beside the criteria: their values, and under `facts` each with its quote."""
    if facts is None:
        return {}
    named = facts.named()
    proven: dict[str, Json] = {
        name: {
            "value": fact.value,
            "confidence": round(fact.confidence, 2),
            "quote": fact.quote,
            "at": None if fact.at is None else round(fact.at, 2),
        }
        for name, fact in named.items()
    }
    return {**{name: fact.value for name, fact in named.items()}, "facts": proven}


def finding_to_json(finding: Finding) -> dict[str, Json]:
    """One verdict as it stands in the card's JSON and in the database."""
    return {
        "verdict": finding.verdict.value,
        "confidence": round(finding.confidence, 2),
        "quote": finding.quote,
        "at": None if finding.at is None else round(finding.at, 2),
        "rule": finding.rule,
        **({} if finding.measured is None else {"measured": finding.measured}),
    }
