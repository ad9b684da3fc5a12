"""What a search found in one call, for the call's page: where to jump, and which words to mark. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from recordings.private_words.spans import PrivateSpan
from recordings.search.found import found_seconds
from recordings.search.query import parse_query
from recordings.search.view import SearchWish
from recordings.transcript import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOnPage:
    """The found words of one call, by the seconds in which they are spoken."""

    words: str
    """What was looked for."""
    back: str
    """Address of all that was found."""
    places: tuple[float, ...]
    """The first found word of each turn: where 'next' jumps."""
    spoken: tuple[tuple[float, float], ...]
    """(begin, end) of each found word."""

    def live_url(self, url: str) -> str:
        """The address of the page's stream, with the words."""
        return f"{url}{'&' if '?' in url else '?'}words={quote(self.words, safe='')}"


def found_on_page(
    words: str, turns: Sequence[Turn], language: Language, hidden: Sequence[PrivateSpan] = ()
) -> FoundOnPage | None:
    """What a search for `words` found in the turns without the private words that their reader does not see
    (`hidden`, in order); None where nothing was looked for, or nothing that can be."""
    if not words:
        return None
    try:
        query = parse_query(words, (language,))
    except BadInputError:
        return None
    own = [[span for span in hidden if span.turn == place] for place in range(len(turns))]
    each = [found_seconds(turn, language, query, spans) for turn, spans in zip(turns, own, strict=True)]
    by_turn = [seconds for seconds in each if seconds]
    return FoundOnPage(
        words=words,
        back=SearchWish(words=words).address(),
        places=tuple(seconds[0][0] for seconds in by_turn),
        spoken=tuple(span for seconds in by_turn for span in seconds),
    )
