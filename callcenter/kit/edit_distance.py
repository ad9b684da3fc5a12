"""How far two texts, or two rows of words, are from each other. Pure."""

from collections.abc import Sequence


def edit_distance(left: Sequence[str], right: Sequence[str], most: int | None = None) -> int:
    """Letters (or words) to change, add or drop to turn one into the other.

    With `most` the answer comes early: `most + 1` stands for anything above it.
    """
    if most is not None and abs(len(left) - len(right)) > most:
        return most + 1
    previous = list(range(len(right) + 1))
    for row, one in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            change = previous[column - 1] + (one != other)
            current.append(min(change, previous[column] + 1, current[-1] + 1))
        if most is not None and min(current) > most:
            return most + 1
        previous = current
    return previous[-1] if most is None else min(previous[-1], most + 1)
