"""From a transcript to the terms of each of its turns. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.private_words.spans import PrivateSpan
from recordings.recording import Sides
from recordings.search.hidden import hidden_stretches
from recordings.search.terms import turn_terms
from recordings.transcript import Turn


@dataclass(frozen=True, slots=True)
class TurnTerms:
    """The terms by which a turn is found."""

    whole: str
    """By whoever sees private words."""
    shown: str | None = None
    """By everybody else; None where the turn has no private words, so that both find the same."""


def terms_of(
    turns: Sequence[Turn], language: Language, sides: Sides, spans: Sequence[PrivateSpan] = ()
) -> list[TurnTerms]:
    """The terms of each turn, in the order of the turns; without whose voice it is where both are on one side.

    `spans`: the private words, in order.
    """
    found = []
    for place, turn in enumerate(turns):
        side = "" if sides is Sides.MONO else turn.speaker.value
        hidden = hidden_stretches(turn, [span for span in spans if span.turn == place], language)
        shown = turn_terms(turn.text, language, side, hidden) if hidden else None
        found.append(TurnTerms(turn_terms(turn.text, language, side), shown))
    return found
