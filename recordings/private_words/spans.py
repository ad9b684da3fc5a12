"""What the rules find: stretches of words that are nobody else's business. Pure."""

from dataclasses import dataclass
from enum import StrEnum

RULES = 1
"""Rises with each change of the rules that finds other words; transcripts marked by older rules are marked anew."""


class PrivateKind(StrEnum):
    """What a private stretch is."""

    PHONE = "phone"
    CARD = "card"
    """Number of a bank card."""
    POLICY = "policy"
    """Number of an insurance policy, or of a person in an insurance."""
    BIRTH_DATE = "birth_date"
    SURNAME = "surname"
    """Of a patient whom the clinic knows."""
    OTHER = "other"
    """Marked by a person, who need not say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateSpan:
    """Words `first` to `last` (indexes in the turn's words, both included) of one turn (index in the transcript)."""

    turn: int
    first: int
    last: int
    kind: PrivateKind
    reason: str = ""
    """Which rule found it, as one English word or two, for whoever tunes the rules."""
    is_sure: bool = True
    """False where the rule leans on something misheard."""

    def overlaps(self, other: "PrivateSpan") -> bool:
        """Whether the two share a word."""
        return self.turn == other.turn and self.first <= other.last and other.first <= self.last


def joined(spans: list[PrivateSpan]) -> tuple[PrivateSpan, ...]:
    """The spans in order; of those that overlap one is left, over the words of all, with the kind of the longest."""
    found: list[PrivateSpan] = []
    for span in sorted(spans, key=lambda one: (one.turn, one.first, -one.last)):
        if not found or not found[-1].overlaps(span):
            found.append(span)
            continue
        before = found[-1]
        longest = max(before, span, key=lambda one: one.last - one.first)
        found[-1] = PrivateSpan(
            turn=before.turn,
            first=before.first,
            last=max(before.last, span.last),
            kind=longest.kind,
            reason=longest.reason,
            is_sure=before.is_sure or span.is_sure,
        )
    return tuple(found)
