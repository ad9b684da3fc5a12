"""What a search found in one call, for the call's page: where to jump, and which words to mark. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from recordings.search.found import found_seconds
from recordings.search.query import parse_query
from recordings.search.view import Wish
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


def found_on_page(words: str, turns: Sequence[Turn], language: Language) -> FoundOnPage | None:
    """What a search for `words` found in the turns as their reader sees them; None where nothing was looked for, or
    nothing that can be."""
    if not words:
        return None
    try:
        query = parse_query(words, (language,))
    except BadInputError:
        return None
    by_turn = [seconds for turn in turns if (seconds := found_seconds(turn, language, query))]
    return FoundOnPage(
        words=words,
        back=Wish(words=words).address(),
        places=tuple(seconds[0][0] for seconds in by_turn),
        spoken=tuple(span for seconds in by_turn for span in seconds),
    )
