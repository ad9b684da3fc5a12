"""A transcript without its private words: each stretch is one word in brackets that says what it was. Pure.

This is what everything goes through that shows words to somebody who may not see all of them: the page of a call, the
results of a search, a transcript as JSON, a copy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from callcenter.kit.languages import Language
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.tokens import turn_words
from recordings.transcript import Turn, Word

Labels = Mapping[PrivateKind, str]
"""What stands in brackets, such as 'telephone', in the language of whoever reads."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A transcript without its private words."""

    turns: tuple[Turn, ...]
    """As many as before, in the same order."""
    spans: tuple[PrivateSpan, ...]
    """Where the brackets stand, as indexes of the new words."""


def masked(turns: Sequence[Turn], spans: Sequence[PrivateSpan], language: Language, labels: Labels) -> Masked:
    """The turns with every span, `spans` in order and without overlaps, as one word such as '[telephone]'."""
    shown, moved = [], []
    for index, turn in enumerate(turns):
        own = [span for span in spans if span.turn == index]
        shown.append(masked_turn(turn, own, language, labels))
        gone = 0
        for span in own:
            moved.append(replace(span, first=span.first - gone, last=span.first - gone))
            gone += span.last - span.first
    return Masked(tuple(shown), tuple(moved))


def masked_turn(turn: Turn, spans: Sequence[PrivateSpan], language: Language, labels: Labels) -> Turn:
    """One turn; `spans` are those of this turn, in order."""
    if not spans:
        return turn
    words = list(turn_words(turn, language))
    timed = list(turn.words)
    places = word_places(turn.text, words)
    text = turn.text
    for span in reversed(spans):
        said = f"[{labels[span.kind]}]"
        if places:
            text = text[: places[span.first][0]] + said + text[places[span.last][1] :]
        words[span.first : span.last + 1] = [said]
        if timed:
            first, last = timed[span.first], timed[span.last]
            timed[span.first : span.last + 1] = [Word(text=said, start=first.start, end=max(first.end, last.end))]
    joint = "" if language is Language.ZH else " "
    # An unknown word within the brackets goes with the private ones.
    unknown = tuple(one for one in turn.unknown if not any(w.start <= one.start and one.end <= w.end for w in timed))
    return replace(turn, text=text if places else joint.join(words), words=tuple(timed), unknown=unknown)


def masked_quote(
    quote: str, turns: Sequence[Turn], spans: Sequence[PrivateSpan], language: Language, labels: Labels
) -> str:
    """What the score quotes of one side, without its private words.

    A quote may go on from one turn into the next of the same side. One that cannot be placed in a call with private
    words is hidden whole, because nobody knows whether it holds any.
    """
    if not quote or not spans:
        return quote
    found = [one for text, hidden in _sides_texts(turns, spans, language) if (one := _cut_out(quote, text, hidden))]
    if not found:
        return f"[{labels[PrivateKind.OTHER]}]"
    begin, hidden = max(found, key=lambda one: len(one[1]))
    for first, last, kind in reversed(hidden):
        first, last = max(first - begin, 0), min(last - begin, len(quote))
        quote = f"{quote[:first]}[{labels[kind]}]{quote[last:]}"
    return quote


_Hidden = tuple[int, int, PrivateKind]
"""Where private words begin and end in a text, and what they are."""


def _sides_texts(
    turns: Sequence[Turn], spans: Sequence[PrivateSpan], language: Language
) -> Iterator[tuple[str, list[_Hidden]]]:
    """What each side says until the other speaks, joined as the rules of the score join it, with its private words."""
    said = [(index, turn) for index, turn in enumerate(turns) if turn.text.strip()]
    for _, group in groupby(said, key=lambda one: one[1].speaker):
        text, hidden = "", list[_Hidden]()
        for index, turn in group:
            begin = len(text) + bool(text)
            text = f"{text} {turn.text}" if text else turn.text
            own = [span for span in spans if span.turn == index]
            places = word_places(turn.text, turn_words(turn, language)) if own else []
            if own and not places:
                hidden.append((begin, len(text), own[0].kind))
            elif own:
                hidden += [(begin + places[one.first][0], begin + places[one.last][1], one.kind) for one in own]
        yield text, hidden


def _cut_out(quote: str, text: str, hidden: Sequence[_Hidden]) -> tuple[int, list[_Hidden]] | None:
    """Where a quote begins in a text, with the private words that it holds; of several places the one with most."""
    found, begin = list[tuple[int, list[_Hidden]]](), text.find(quote)
    while begin >= 0:
        end = begin + len(quote)
        found.append((begin, [one for one in hidden if one[0] < end and one[1] > begin]))
        begin = text.find(quote, begin + 1)
    return max(found, key=lambda one: len(one[1]), default=None)


def word_places(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word begins and ends in the text; nothing where they do not fit it."""
    places, done = [], 0
    for word in words:
        begin = text.find(word, done)
        if begin < 0:
            return []
        done = begin + len(word)
        places.append((begin, done))
    return places
