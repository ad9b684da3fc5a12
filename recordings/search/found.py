"""Which words of a turn a query found: for marking them. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.private_words.spans import PrivateSpan
from recordings.search.hidden import Stretch, hidden_stretches, readable_parts
from recordings.search.query import Query, Wanted
from recordings.search.terms import numbers_of, word_terms
from recordings.search.words import fold, words_of
from recordings.transcript import Turn


@dataclass(frozen=True, slots=True)
class _Place:
    """One spoken term of a turn."""

    start: int
    end: int
    form: str
    terms: frozenset[str]


def found_in(text: str, language: Language, query: Query, hidden: Sequence[Stretch] = ()) -> tuple[Stretch, ...]:
    """Where in a text, without its `hidden` stretches, the wanted words stand, in order: (begin, end) of each; none
    where one that is wanted is not there or one that must not be there is."""
    places = [place for begin, part in readable_parts(text, hidden) for place in _places(begin, part, language)]
    if any(_spans(places, one) for one in query.without):
        return ()
    each = [_spans(places, one) for one in query.wanted]
    if not all(each):
        return ()
    return tuple(sorted({span for spans in each for span in spans}))


def _places(begin: int, text: str, language: Language) -> Iterable[_Place]:
    """The spoken terms of a part of a turn; what is hidden before it is a place at which nothing is found."""
    if begin:
        yield _Place(begin, begin, "", frozenset())
    said = list(words_of(text))
    written: dict[int, set[str]] = defaultdict(set)
    for number in numbers_of(text, said, language):
        for place in range(number.first, number.last + 1):
            written[place].update(number.terms)
    for place, word in enumerate(said):
        terms = word_terms(word, language)
        if place in written:
            terms |= written[place]
        for part in word.parts:
            yield _Place(begin + word.start, begin + word.end, fold(part), terms)


def _spans(places: Sequence[_Place], wanted: Wanted) -> set[tuple[int, int]]:
    return {span for run in wanted.runs for span in _run_spans(places, run, is_beginning=wanted.is_beginning)}


def _run_spans(places: Sequence[_Place], run: Sequence[str], *, is_beginning: bool) -> Iterable[tuple[int, int]]:
    if len(run) == 1 and not is_beginning:
        return [(place.start, place.end) for place in places if run[0] in place.terms]
    found = []
    for first in range(len(places) - len(run) + 1):
        stretch = places[first : first + len(run)]
        begun = stretch[-1].form.startswith(run[-1]) if is_beginning else stretch[-1].form == run[-1]
        if begun and all(place.form == term for place, term in zip(stretch[:-1], run[:-1], strict=True)):
            found += [(place.start, place.end) for place in stretch]
    return found


def found_seconds(
    turn: Turn, language: Language, query: Query, private: Sequence[PrivateSpan] = ()
) -> tuple[tuple[float, float], ...]:
    """When the found words of a turn are spoken, in order: (begin, end) of each, in seconds of the file. `private` are
    the words of this turn, in order, that whoever looks may not see.

    None where the turn is not found. Where the words have no times, the whole turn.
    """
    spans = found_in(turn.text, language, query, hidden_stretches(turn, private, language))
    if not spans:
        return ()
    seconds = []
    done = passed = 0
    for word in turn.words:
        place = turn.text.find(word.text, done)
        if place < 0 or not word.text:
            return ((turn.start, turn.end),)
        done = place + len(word.text)
        while passed < len(spans) and spans[passed][1] <= place:
            passed += 1  # each is a whole word, so they are in the order of their ends, too
        if passed < len(spans) and spans[passed][0] < done:
            seconds.append((word.start, word.end))
    return tuple(seconds) or ((turn.start, turn.end),)
