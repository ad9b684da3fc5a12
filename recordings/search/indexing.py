"""From a transcript to the terms of each of its turns. Pure."""

from collections.abc import Sequence

from callcenter.kit.languages import Language
from recordings.recording import Sides
from recordings.search.terms import turn_terms
from recordings.transcript import Turn


def terms_of(turns: Sequence[Turn], language: Language, sides: Sides) -> list[str]:
    """The terms of each turn, in the order of the turns; without whose voice it is where both are on one side."""
    return [turn_terms(turn.text, language, "" if sides is Sides.MONO else turn.speaker.value) for turn in turns]
