"""Grouping short sentences by likeness: cosine of their letter sequences, single link. Pure; no model, any language.

Inflected words share most of their letters, so sequences of three letters find them together in Russian, Ukrainian and
Polish too; in Chinese, where a sign is half a word, sequences of one and two signs do the same.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log, sqrt

THRESHOLD = 0.38
"""Sentences at least so alike belong together."""
_Vector = Mapping[str, float]


def groups_of(sentences: Sequence[str], threshold: float = THRESHOLD) -> list[list[int]]:
    """Places of sentences that belong together, the largest group first, within it the most central first."""
    grams = [_grams(one) for one in sentences]
    spread = Counter(gram for found in grams for gram in found)
    vectors = [_vector(found, spread, len(sentences)) for found in grams]
    likeness = _likeness(vectors)
    leaders = list(range(len(sentences)))
    for (one, other), alike in likeness.items():
        if alike >= threshold:
            leaders[_leader(leaders, one)] = _leader(leaders, other)
    together: dict[int, list[int]] = defaultdict(list)
    for place in range(len(sentences)):
        together[_leader(leaders, place)].append(place)
    found = [_central_first(places, likeness) for places in together.values()]
    return sorted(found, key=lambda places: (-len(places), min(places)))


def shortened(text: str, most: int = 40) -> str:
    """A sentence as a label: its first words, without the end mark."""
    text = text.strip().rstrip(".!?。！？…").strip()
    if len(text) <= most:
        return text[:1].upper() + text[1:]
    cut = text[: most - 1]
    if " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut[:1].upper() + cut[1:].rstrip(" ,;:，、；：") + "…"


def _leader(leaders: list[int], place: int) -> int:
    while leaders[place] != place:
        leaders[place] = leaders[leaders[place]]
        place = leaders[place]
    return place


def _grams(text: str) -> Counter[str]:
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    found: Counter[str] = Counter()
    for word in words:
        if any("\u4e00" <= sign <= "\u9fff" for sign in word):
            found.update(word)
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        else:
            marked = f" {word} "
            found.update(marked[at : at + 3] for at in range(max(1, len(marked) - 2)))
    return found


def _vector(grams: Counter[str], spread: Mapping[str, int], sentences: int) -> _Vector:
    """Of length one; what stands in most sentences weighs less, and the less the more sentences there are."""
    weights = {
        gram: sqrt(count) * (1.0 + 0.3 * log((sentences + 10) / (spread[gram] + 5))) for gram, count in grams.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {gram: weight / length for gram, weight in weights.items()}


def _likeness(vectors: Sequence[_Vector]) -> Mapping[tuple[int, int], float]:
    """The cosine of every two that share something."""
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    found: dict[tuple[int, int], float] = defaultdict(float)
    for place, vector in enumerate(vectors):
        for gram, weight in vector.items():
            for other, of_other in having[gram]:
                found[other, place] += weight * of_other
            having[gram].append((place, weight))
    return found


def _central_first(places: Sequence[int], likeness: Mapping[tuple[int, int], float]) -> list[int]:
    def nearness(place: int) -> float:
        return sum(likeness.get((min(place, other), max(place, other)), 0.0) for other in places if other != place)

    return sorted(places, key=lambda place: (-nearness(place), place))
