"""What was said, in the form that phrase patterns are matched against.

Clean transcripts and recogniser text meet here: small letters, no punctuation, one spelling of yo and of
the apostrophe, a word said twice in a row counted once. Every character of the result knows where it came
from, so that a verdict can quote the words as they stand in the transcript.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "ё": "е"})
_SENTENCE_END = re.compile(r"[.?!…;]+[\"»”’)]*(?=\s|$)|[。？！；]+[”」』]*")
_SHORT_FORM = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]|mrs?|ms|dr|st|ave|rd|prof|ул|кв|корп|стр|им|тел|руб|коп|мин|вул|буд|просп|грн"
    r"|ul|al|pl|nr|tel|godz|min|lek|inż|mgr|hab)\.$",
    re.IGNORECASE,
)
"""What is written with a point that ends no sentence: 'Mr.', 'ул.', an initial."""
UNSPACED_LANGUAGES = frozenset({"zh"})
"""Languages written without spaces: matched by character."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something was found: its place in `Spoken.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """One utterance made ready for matching.

    `text` is " word word " (or bare characters in Chinese); `origins[i]` is the place of `text[i]` in `source`.
    """

    source: str
    text: str
    origins: tuple[int, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]
    """Where each word begins in `text`."""

    def quote(self, start: int, end: int, *, most: int = 240) -> str:
        """The words of `source` behind `text[start:end]`, widened to whole sentences where that stays short."""
        if not self.origins:
            return ""
        start = self._first_letter(start)
        first = self.origins[start]
        last = self.origins[max(start, min(end, len(self.origins)) - 1)]
        low, high = _sentence(self.source, first, last)
        if high - low > most:
            low, high = _clip(self.source, first, last, most)
        return self.source[low:high].strip()

    def place(self, start: int) -> int:
        """Where in `source` the match at `text[start]` begins, as a character index."""
        return self.origins[self._first_letter(start)] if self.origins else 0

    def match(self, first: int, end: int) -> Match:
        """The place of the words `first` up to, not including, `end`."""
        return Match(self.starts[first], self.starts[end - 1] + len(self.words[end - 1]))

    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the source, each as its first word and the one after its last; those without words left
        out."""
        found: list[tuple[int, int]] = []
        ends = [*sentence_ends(self.source), len(self.source)]
        first, sentence = 0, 0
        for number, start in enumerate(self.starts):
            place = self.origins[start]
            if place >= ends[sentence] and number > first:
                found.append((first, number))
                first = number
            while place >= ends[sentence]:
                sentence += 1
        return [*found, (first, len(self.words))] if self.words else []

    def _first_letter(self, start: int) -> int:
        """The match's own first letter: patterns of spaced languages begin with the space before it."""
        while start < len(self.text) - 1 and self.text[start] == " ":
            start += 1
        return min(start, len(self.origins) - 1)


def sentence_ends(source: str) -> Iterator[int]:
    """Where sentences end, each as the place after its last sign; nowhere in the text of a recogniser."""
    for found in _SENTENCE_END.finditer(source):
        if found.group() != "." or not _SHORT_FORM.search(source[max(0, found.end() - 8) : found.end()]):
            yield found.end()


def _sentence(source: str, first: int, last: int) -> tuple[int, int]:
    ends = [*sentence_ends(source), len(source)]
    return max((end for end in ends if end <= first), default=0), min(
        (end for end in ends if end > last), default=len(source)
    )


def _clip(source: str, first: int, last: int, most: int) -> tuple[int, int]:
    """The match alone with whole words at both ends, at most about `most` characters."""
    high = min(last + 1, first + most)
    while high < len(source) and not source[high].isspace() and source[high] not in ",，" and high - last < 20:
        high += 1
    return first, high


def make_spoken(source: str, language: str) -> Spoken:
    """Prepare `source` for matching in `language` (ru, uk, pl, en, zh)."""
    if language in UNSPACED_LANGUAGES:
        return _by_character(source)
    return _by_word(source)


def _by_word(source: str) -> Spoken:
    lowered = source.lower().translate(_APOSTROPHES)
    if len(lowered) != len(source):  # a letter whose small form is longer: places would be wrong by one
        source = lowered
    text: list[str] = [" "]
    origins: list[int] = [0]
    words: list[str] = []
    starts: list[int] = []
    for found in _WORD.finditer(lowered):
        word = found.group()
        if words and words[-1] == word and not word.isdigit():
            continue  # recognisers and hesitant speakers double words
        starts.append(len(origins))
        words.append(word)
        text.append(word + " ")
        origins.extend(range(found.start(), found.end()))
        origins.append(found.end() - 1)
    return Spoken(source, "".join(text), tuple(origins), tuple(words), tuple(starts))


def _by_character(source: str) -> Spoken:
    kept = [(place, char.lower()) for place, char in enumerate(source) if char.isalnum()]
    text = "".join(char for _, char in kept)
    return Spoken(source, text, tuple(place for place, _ in kept), tuple(text), tuple(range(len(text))))
