"""The way of a campaign's patients as a picture: bars below each other, each a part of the one above. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcenter.kit.words import P_
from callcenter.web.texts import Texts
from outbound.screens.tally import Tally
from outbound.screens.words import Words

_STEPS = (
    P_("funnel", "considered"),
    P_("funnel", "to be called"),
    P_("funnel", "called"),
    P_("funnel", "reached"),
)
_LEFT_OUT, _WAITING, _NOT_REACHED = P_("funnel", "left out"), P_("funnel", "waiting"), P_("funnel", "not reached yet")
_NARROWEST = 0.6
"""Of a bar that stands for anybody, in hundredths of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar."""

    words: str
    number: int
    width: float
    """0 to 100."""
    beside: str
    """What has become of the rest."""
    rest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What came of those who were reached."""

    words: str
    number: int
    tone: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The picture."""

    bars: Sequence[Bar]
    pieces: Sequence[Piece]
    text: str
    """The same in words, for who cannot see it."""


def funnel_of(tally: Tally, texts: Texts) -> Funnel:
    """The picture of a tally."""
    numbers = (tally.considered, tally.wanted, tally.tried, tally.reached)
    rests = (("", 0), (_LEFT_OUT, tally.left_out), (_WAITING, tally.wanted - tally.tried))
    beside = (*rests, (_NOT_REACHED, tally.tried - tally.reached))
    bars = [
        Bar(
            words=texts.pgettext(*step),
            number=number,
            width=_width(number, tally.considered),
            beside=texts.pgettext(*rest[0]) if rest[0] else "",
            rest=max(0, rest[1]),
        )
        for step, number, rest in zip(_STEPS, numbers, beside, strict=True)
    ]
    pieces = _pieces(tally, Words(texts), bars[-1].width)
    told = [f"{one.words} {one.number}" for one in bars] + [f"{one.words} {one.number}" for one in pieces]
    return Funnel(bars=bars, pieces=pieces, text=", ".join(told))


def _pieces(tally: Tally, words: Words, whole: float) -> list[Piece]:
    pieces, x = [], 0.0
    for result, number in tally.results:
        text, tone = words.result(result)
        width = whole * number / tally.reached
        pieces.append(Piece(words=text, number=number, tone=tone, x=x, width=width))
        x += width
    return pieces


def _width(number: int, of: int) -> float:
    return max(_NARROWEST, 100 * number / of) if number and of else 0.0
