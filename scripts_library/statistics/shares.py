"""A share of calls with how sure it is. Pure."""

from dataclasses import dataclass
from math import sqrt

FEWEST = 20
"""With fewer calls a share says too little to be shown as one."""
_Z = 1.959963984540054
"""Of 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def is_few(self) -> bool:
        """Whether there are too few calls to say."""
        return self.of < FEWEST

    @property
    def value(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return wilson(self.hits, self.of)[0]

    @property
    def high(self) -> float:
        """The upper end of the 95 % interval."""
        return wilson(self.hits, self.of)[1]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The score interval of 95 % for a share (Wilson, J. Am. Stat. Assoc. 22, 1927); (0, 1) where nothing was seen."""
    if not of:
        return 0.0, 1.0
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)
