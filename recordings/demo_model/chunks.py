"""Utterances cut into equal pieces, as the training takes them. Pure."""

import numpy as np
from numpy.typing import NDArray

Example = tuple[NDArray[np.float32], NDArray[np.int64]]
"""Scaled features and the label of every third frame."""

CHUNK = 60
"""Answers in one piece."""
UNKNOWN = -100
"""Label of an answer behind the end."""
_CONTEXT = 21  # frames that an answer needs on each side: network.CONTEXT
_SPAN = 3 * (CHUNK - 1) + 1 + 2 * _CONTEXT


def chunks(data: list[Example], rng: np.random.Generator | None) -> list[Example]:
    """All pieces; with `rng` they are cut at other places each time."""
    result: list[Example] = []
    for features, labels in data:
        behind = np.repeat(features[-1:], _CONTEXT + 3 * CHUNK + 3, 0)
        padded = np.concatenate([np.repeat(features[:1], _CONTEXT + 3 * CHUNK, 0), features, behind])
        offset = 0 if rng is None else int(rng.integers(0, CHUNK))
        result += [_piece(padded, labels, start) for start in range(-offset, len(labels), CHUNK)]
    return result


def _piece(padded: NDArray[np.float32], labels: NDArray[np.int64], start: int) -> Example:
    """The piece whose first answer is number `start`, which lies before the sound where it is negative."""
    y = np.full(CHUNK, UNKNOWN, dtype=np.int64)
    part = labels[max(start, 0) : start + CHUNK]
    y[max(-start, 0) : max(-start, 0) + len(part)] = part
    first = 3 * (start + CHUNK)
    return padded[first : first + _SPAN], y


def batch(examples: list[Example]) -> Example:
    """Examples side by side: piece, feature, frame."""
    features = np.stack([x for x, _ in examples]).transpose(0, 2, 1)
    return np.ascontiguousarray(features), np.stack([y for _, y in examples])
