"""Turns as a reader reads them: figures for spoken numbers, a capital at the start. What was spoken is kept. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from callcenter.kit.languages import Language
from recordings.reading.pieces import Piece
from recordings.reading.readings import readings_of
from recordings.transcript import Turn


def readable(pieces: Iterable[Piece], turn: Turn, language: Language) -> tuple[Piece, ...]:
    """The pieces of a turn with one piece for each reading, and a capital at the start.

    A reading that lies across the edge of a private stretch stays as it is spoken: else a part of it would seem public.
    """
    given = list(pieces)
    places = [place for place, piece in enumerate(given) if piece.start is not None and not piece.is_unknown]
    shown: list[Piece] = []
    done = 0
    for reading in readings_of(turn, language) if len(places) == len(turn.words) else ():
        first, last = places[reading.first], places[reading.last]
        inside = given[first : last + 1]
        if _is_whole(inside):
            shown += [*given[done:first], _merged(inside, reading.text)]
            done = last + 1
    return tuple(_begun([_spelt(piece, language) for piece in shown + given[done:]]))


def _is_whole(inside: Sequence[Piece]) -> bool:
    """Whether all pieces are public, or all part of one private stretch; and all are known."""
    return (
        not any(piece.is_unknown for piece in inside)
        and not any(piece.opens for piece in inside[1:])
        and not any(piece.closes for piece in inside[:-1])
    )


def _merged(inside: Sequence[Piece], text: str) -> Piece:
    return replace(
        inside[0],
        text=text,
        said="".join(piece.text for piece in inside),
        end=inside[-1].end,
        is_unsure=any(piece.is_unsure for piece in inside),
        closes=inside[-1].closes,
    )


def _spelt(piece: Piece, language: Language) -> Piece:
    """English writes its 'I' large wherever it stands."""
    is_i = language is Language.EN and not piece.said and (piece.text == "i" or piece.text.startswith("i'"))
    return replace(piece, text="I" + piece.text[1:]) if is_i else piece


def _begun(pieces: list[Piece]) -> list[Piece]:
    """A sentence begins with a capital; signs that nobody has spoken are not put in."""
    if pieces and pieces[0].text[:1].islower():
        pieces[0] = replace(pieces[0], text=pieces[0].text[:1].upper() + pieces[0].text[1:])
    return pieces
