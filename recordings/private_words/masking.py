"""A transcript without its private words: each stretch is one word in brackets that says what it was. Pure.

This is what everything goes through that shows words to somebody who may not see all of them: the page of a call, the
results of a search, a transcript as JSON, a copy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
    return replace(turn, text=text if places else joint.join(words), words=tuple(timed))


def masked_quote(
    quote: str, turns: Sequence[Turn], spans: Sequence[PrivateSpan], language: Language, labels: Labels
) -> str:
    """A piece of some turn's text without its private words."""
    for index, turn in enumerate(turns):
        own = [span for span in spans if span.turn == index]
        begin = turn.text.find(quote) if own and quote else -1
        places = word_places(turn.text, turn_words(turn, language))
        if begin < 0 or not places:
            continue
        end = begin + len(quote)
        for span in reversed(own):
            first, last = max(begin, places[span.first][0]), min(end, places[span.last][1])
            if first < last:
                quote = quote[: first - begin] + f"[{labels[span.kind]}]" + quote[last - begin :]
        return quote
    return quote


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
