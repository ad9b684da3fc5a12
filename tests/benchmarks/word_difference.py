"""Two recognisers against what was said, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

Words = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Counts over all sides that were compared."""

    said: int = 0
    differ: int = 0
    """Said words that the two heard differently, or that only one of them heard."""
    wrong: tuple[int, int] = (0, 0)
    """Said words that each heard wrongly or not at all."""
    invented: tuple[int, int] = (0, 0)
    """Words of each that nobody said."""

    def __add__(self, other: "Difference") -> "Difference":
        return Difference(
            said=self.said + other.said,
            differ=self.differ + other.differ,
            wrong=(self.wrong[0] + other.wrong[0], self.wrong[1] + other.wrong[1]),
            invented=(self.invented[0] + other.invented[0], self.invented[1] + other.invented[1]),
        )


def difference(said: Words, one: Words, other: Words) -> Difference:
    """How two hearings of one side differ."""
    (first, more), (second, even_more) = heard_of(said, one), heard_of(said, other)
    return Difference(
        said=len(said),
        differ=sum(a != b for a, b in zip(first, second, strict=True)),
        wrong=(_wrong(said, first), _wrong(said, second)),
        invented=(more, even_more),
    )


def heard_of(said: Words, heard: Words) -> tuple[list[str | None], int]:
    """For each said word what was heard in its place (None: nothing), and how many words were heard besides; the way
    with the fewest differences."""
    costs = [list(range(len(heard) + 1))]
    for place, word in enumerate(said, 1):
        above, row = costs[-1], [place]
        for column, other in enumerate(heard, 1):
            row.append(min(above[column] + 1, row[-1] + 1, above[column - 1] + (word != other)))
        costs.append(row)
    found: list[str | None] = [None] * len(said)
    place, column = len(said), len(heard)
    besides = 0
    while place or column:
        here = costs[place][column]
        if place and column and here == costs[place - 1][column - 1] + (said[place - 1] != heard[column - 1]):
            place, column = place - 1, column - 1
            found[place] = heard[column]
        elif column and here == costs[place][column - 1] + 1:
            column -= 1
            besides += 1
        else:
            place -= 1
    return found, besides


def _wrong(said: Words, found: Sequence[str | None]) -> int:
    return sum(word != heard for word, heard in zip(said, found, strict=True))
