"""Words that a recogniser may have meant. Pure."""

from functools import lru_cache

from callcenter.kit.edit_distance import edit_distance


@lru_cache(maxsize=4096)
def misheard(word: str, known: frozenset[str], shortest: int = 4) -> str | None:
    """The word of `known` that `word` is one letter away from; None where there is none or it is too short to tell."""
    if len(word) < shortest:
        return None
    near = (other for other in known if len(other) >= shortest and edit_distance(word, other, 1) <= 1)
    return min(near, default=None)
