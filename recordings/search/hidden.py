"""What of a turn may be read by somebody who does not see its private words. Pure."""

from collections.abc import Sequence

from callcenter.kit.languages import Language
from recordings.private_words.masking import word_places
from recordings.private_words.spans import PrivateSpan
from recordings.private_words.tokens import turn_words
from recordings.transcript import Turn

Stretch = tuple[int, int]
"""Where something begins and ends in a text."""


def hidden_stretches(turn: Turn, spans: Sequence[PrivateSpan], language: Language) -> tuple[Stretch, ...]:
    """Where the private words of a turn stand in its text, `spans` being those of this turn, in order.

    Where its words do not fit its text, all of it.
    """
    if not spans:
        return ()
    places = word_places(turn.text, turn_words(turn, language))
    if not places:
        return ((0, len(turn.text)),)
    return tuple((places[span.first][0], places[span.last][1]) for span in spans)


def readable_parts(text: str, hidden: Sequence[Stretch]) -> list[tuple[int, str]]:
    """What stands before, between and behind the hidden stretches, with the place where each begins."""
    edges = [0, *(edge for stretch in hidden for edge in stretch), len(text)]
    return [(begin, text[begin:end]) for begin, end in zip(edges[::2], edges[1::2], strict=True)]
