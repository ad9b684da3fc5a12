"""When private words are heard: what is silenced in a copy of the sound. Pure."""

from collections.abc import Sequence

from recordings.private_words.spans import PrivateSpan
from recordings.stretch import Stretch, joined
from recordings.transcript import Turn

PADDING_S = 0.15
"""Silenced before and behind the words as well: a recogniser is up to a tenth of a second wrong about their edges."""


def private_stretches(turns: Sequence[Turn], spans: Sequence[PrivateSpan], seconds: float) -> tuple[Stretch, ...]:
    """The stretches to silence, in order and apart, within a recording that is `seconds` long.

    They hold for all channels, also where the other side speaks meanwhile: on a telephone line each side carries an
    echo of the other, and a digit that can be made out quietly is a digit given away. The words of the other side are
    in the transcript still. A span whose words have no times silences its whole turn.
    """
    times = (_times(turns[span.turn], span) for span in spans)
    padded = (Stretch(max(0.0, start - PADDING_S), min(seconds, end + PADDING_S)) for start, end in times)
    return joined(stretch for stretch in padded if stretch.end > stretch.start)


def _times(turn: Turn, span: PrivateSpan) -> tuple[float, float]:
    said = turn.words[span.first : span.last + 1]
    if not said:
        return turn.start, turn.end
    return min(word.start for word in said), max(word.end for word in said)
