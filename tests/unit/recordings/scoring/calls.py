"""Calls written line by line, and their verdicts."""

from callcenter.domain.calls import Direction
from callcenter.kit.languages import Language
from recordings.scoring.card import Finding, ScoreCard
from recordings.scoring.loader import load_rulebook
from recordings.transcript import CallTranscript, Hold, Speaker, Turn

_TURN_S, _GAP_S = 4.0, 1.0


def call_of(
    language: str,
    *lines: str,
    clinic: str = "",
    administrator: str = "",
    outbound: bool = False,
    ring_seconds: float | None = None,
) -> CallTranscript:
    """A call whose lines begin with 'A ' or 'P ', four seconds each; 'H 30' is a hold of thirty seconds."""
    turns: list[Turn] = []
    holds: list[Hold] = []
    at = 0.0
    for line in lines:
        side, text = line[0], line[2:]
        if side == "H":
            holds.append(Hold(start=at, end=at + float(text)))
            at += float(text)
            continue
        speaker = Speaker.ADMINISTRATOR if side == "A" else Speaker.PATIENT
        turns.append(Turn(speaker=speaker, start=at, end=at + _TURN_S, text=text))
        at += _TURN_S + _GAP_S
    return CallTranscript(
        id="own",
        language=Language(language),
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        clinic=clinic,
        administrator=administrator,
        ring_seconds=ring_seconds,
        turns=tuple(turns),
        holds=tuple(holds),
    )


def card_of(call: CallTranscript) -> ScoreCard:
    """Its card by the shipped standard."""
    return load_rulebook().score(call)


def finding_of(criterion: str, call: CallTranscript) -> Finding:
    """What is found on one criterion."""
    return card_of(call).findings[criterion]


def verdict_of(criterion: str, call: CallTranscript) -> str:
    """The verdict on one criterion."""
    return finding_of(criterion, call).verdict.value
