"""How long calls stand at a step, kept as counts in buckets so that sums of days can be added up. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

EDGES = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 11.0, 16.0, 22.0, 32.0, 45.0, 64.0, 90.0, 128.0, 180.0, 256.0, 362.0)
"""Seconds at which each bucket but the last ends; from a few seconds on, each is a half longer than the one before."""
BUCKETS = len(EDGES) + 1
_LONGEST = 724.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds; a quarter of the calls took less than `low`, a quarter more than `high`."""

    low: float
    median: float
    high: float


def bucket_of(seconds: float) -> int:
    """The number of the bucket, from 0."""
    return bisect_right(EDGES, seconds)


def times_of(counts: Sequence[int]) -> Times | None:
    """Median and quartiles of such counts, as even within a bucket; None where there are none."""
    if not sum(counts):
        return None
    return Times(low=_quantile(counts, 0.25), median=_quantile(counts, 0.5), high=_quantile(counts, 0.75))


def _quantile(counts: Sequence[int], share: float) -> float:
    wanted, before = share * sum(counts), 0.0
    for number, count in enumerate(counts):
        if count and before + count >= wanted:
            begin = EDGES[number - 1] if number else 0.0
            end = EDGES[number] if number < len(EDGES) else _LONGEST
            return begin + (end - begin) * (wanted - before) / count
        before += count
    return _LONGEST
