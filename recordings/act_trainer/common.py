"""Words that are no names: those that the corpus writes small. Pure."""

from collections import Counter
from collections.abc import Iterable

_LEAST_TIMES = 2
_TRIMMED = ".,!?:;()«»\"'“”„—–…-"


def common_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words, in matching form, that stand in small letters at least twice; empty for Chinese, which has none."""
    counts = Counter(word.strip(_TRIMMED).replace("ё", "е") for text in texts for word in text.split())
    return tuple(sorted(word for word, times in counts.items() if times >= _LEAST_TIMES and word.islower()))
