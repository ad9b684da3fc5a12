"""Where the caller is addressed by name: by the words in which the name was told. Pure."""

import re
from collections.abc import Sequence

from recordings.scoring.heard import CallView, Proof, Utterance
from recordings.scoring.names import word_likeness
from recordings.scoring.text import Match

_CHINESE_TITLE = re.compile(r"[\u4e00-\u9fff](?:女士|先生|小姐|阿姨|叔叔|老师|太太|大姐|大哥)")
_ENGLISH_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mister"})
_LEAST_LETTERS = 3


def names_in(view: CallView, told: Sequence[Utterance]) -> frozenset[str]:
    """The words of `told` that may be names: those that the corpus does not know as other words."""
    if not view.pack.spaced:
        return frozenset()
    words = {word for utterance in told for word in utterance.spoken.words if len(word) >= _LEAST_LETTERS}
    return frozenset(words - view.common)


def address_places(view: CallView, names: frozenset[str], after: Sequence[Utterance]) -> list[Proof]:
    """The utterances of `after` that address the caller by one of `names`; one place an utterance.

    In Chinese, where names are not told apart from words, a surname is known by the title behind it.
    """
    if not view.pack.spaced:
        places = ((utterance, _CHINESE_TITLE.search(utterance.spoken.text)) for utterance in after)
        return [(utterance, Match(found.start(), found.end())) for utterance, found in places if found]
    return [(utterance, match) for utterance in after for match in _first(utterance, names)]


def _first(utterance: Utterance, names: frozenset[str]) -> list[Match]:
    words = utterance.spoken.words
    for place, word in enumerate(words):
        titled = place > 0 and words[place - 1] in _ENGLISH_TITLES
        if titled or any(word_likeness(word, name) >= 0.75 for name in names):
            return [utterance.spoken.match(place, place + 1)]
    return []
