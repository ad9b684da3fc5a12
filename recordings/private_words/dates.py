"""Dates of birth, and what tells them from the date of a visit. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recordings.private_words.cues import Cues, says
from recordings.private_words.likeness import misheard
from recordings.private_words.runs import is_number
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary

_LONGEST = 12
"""Words of a date said at its longest."""
_FAR = 8
"""How far behind its cue a date may begin."""
_ECHO_TURNS = 3


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of a turn that can be a date: numbers, ordinals, months, years."""

    turn: int
    first: int
    last: int
    words: tuple[str, ...]

    def span(self, turns: Sequence[TokenTurn], reason: str) -> PrivateSpan:
        tokens = turns[self.turn].tokens
        return PrivateSpan(
            turn=self.turn,
            first=tokens[self.first].word,
            last=tokens[self.last].word,
            kind=PrivateKind.BIRTH_DATE,
            reason=reason,
        )


def find_birth_dates(turns: Sequence[TokenTurn], cues: Cues, vocabulary: Vocabulary) -> Iterator[PrivateSpan]:
    """The dates of birth of a call, and where the other side repeats them."""
    phrases = [phrase for turn in turns for phrase in _phrases(turn, vocabulary)]
    found: list[_Phrase] = []
    for phrase in phrases:
        if reason := _why(phrase, turns, cues, vocabulary, found):
            found.append(phrase)
            yield phrase.span(turns, reason)


def _why(
    phrase: _Phrase, turns: Sequence[TokenTurn], cues: Cues, vocabulary: Vocabulary, found: Sequence[_Phrase]
) -> str:
    if not _is_date(phrase, vocabulary):
        return ""
    if _is_told_of(phrase, cues):
        return "date after a cue"
    if _is_followed(phrase, turns, vocabulary):
        return "date before a cue"
    if _has_old_year(phrase, vocabulary):
        return "date of another century"
    if any(_repeats(phrase, before) for before in found):
        return "date repeated"
    if any(_completes(phrase, before, vocabulary) for before in found):
        return "rest of a date"
    return "date in an answer" if _answers(phrase, turns, cues, found) else ""


def _phrases(turn: TokenTurn, vocabulary: Vocabulary) -> Iterator[_Phrase]:
    texts, place = _repaired(turn.texts, vocabulary), 0
    while place < len(texts):
        first = last = place
        if not vocabulary.is_spaced and not is_number(texts[place], vocabulary):
            place += 1  # the signs of day, month and year stand behind their numbers, and in words like 'birthday'
            continue
        while place < len(texts) and place - first < _LONGEST:
            if _dates(texts[place], vocabulary):
                last = place
            elif place - last > 1 or place == first or not _bridges(texts, place, vocabulary):
                break
            place += 1
        if _dates(texts[first], vocabulary):
            first -= bool(first) and texts[first - 1] == "the"
            yield _Phrase(turn.index, first, last, tuple(texts[first : last + 1]))
        place = max(last, first) + 1


def _repaired(texts: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words, with a number or an ordinal in place of what is a letter away from it and stands beside a date."""
    repaired = list(texts)
    for place, text in enumerate(texts):
        beside = [texts[other] for other in (place - 1, place + 1) if 0 <= other < len(texts)]
        if not _dates(text, vocabulary) and any(_dates(one, vocabulary) for one in beside):
            repaired[place] = misheard(text, vocabulary.date_texts) or text
    return repaired


def _bridges(texts: Sequence[str], place: int, vocabulary: Vocabulary) -> bool:
    """Whether a word may stand inside of a date: 'the', 'of', or one that was misheard between two that belong."""
    if texts[place] in vocabulary.fillers or texts[place] in {"the", "of"}:
        return True
    if texts[place] in vocabulary.breakers or texts[place] in vocabulary.amounts:
        return False
    return place + 1 < len(texts) and _dates(texts[place + 1], vocabulary)


def _dates(text: str, vocabulary: Vocabulary) -> bool:
    if not vocabulary.is_spaced and text in "点半百千万亿两":
        return False
    return bool(
        is_number(text, vocabulary)
        or vocabulary.ordinal.fullmatch(text)
        or vocabulary.month.fullmatch(text)
        or text in vocabulary.year_words
        or (not vocabulary.is_spaced and text in "日号")
    )


def _is_date(phrase: _Phrase, vocabulary: Vocabulary) -> bool:
    """At least a day and a month, or a year: two numbers, one of them said as a date says it."""
    numbers = [word for word in phrase.words if is_number(word, vocabulary) or vocabulary.ordinal.fullmatch(word)]
    named = any(vocabulary.month.fullmatch(word) or word in vocabulary.year_words for word in phrase.words)
    return len(numbers) >= 3 or (bool(numbers) and named)


def _is_told_of(phrase: _Phrase, cues: Cues) -> bool:
    cues_here = cues.of(phrase.turn, PrivateKind.BIRTH_DATE)
    return any(0 < phrase.first - cue.last <= _FAR for cue in cues_here)


def _is_followed(phrase: _Phrase, turns: Sequence[TokenTurn], vocabulary: Vocabulary) -> bool:
    texts = turns[phrase.turn].texts
    behind = range(phrase.last + 1, min(len(texts), phrase.last + 3))
    return any(says(texts, place, vocabulary.phrase(cue)) for place in behind for cue in vocabulary.birth_after
               if len(texts) - place >= len(vocabulary.phrase(cue)))  # fmt: skip


def _answers(phrase: _Phrase, turns: Sequence[TokenTurn], cues: Cues, found: Sequence[_Phrase]) -> bool:
    """Whether this is the first date after the other side asked for the date of birth."""
    asked = [
        place
        for place in range(max(0, phrase.turn - 2), phrase.turn)
        if cues.of(place, PrivateKind.BIRTH_DATE) and turns[place].tokens
    ]
    return bool(asked) and not any(asked[-1] <= one.turn for one in found)


def _has_old_year(phrase: _Phrase, vocabulary: Vocabulary) -> bool:
    """A whole date in the twentieth century: nobody is booked for it."""
    said = " ".join(phrase.words) if vocabulary.is_spaced else "".join(phrase.words)
    has_month = any(vocabulary.month.fullmatch(word) for word in phrase.words)
    return has_month and any(century in said for century in _CENTURIES)


_CENTURIES = ("тысяча девятьсот", "тисяча дев'ятсот", "tysiąc dziewięćset", "nineteen ", "一九")


def _completes(phrase: _Phrase, before: _Phrase, vocabulary: Vocabulary) -> bool:
    """Whether this is the day behind a year: 'nineteen eighty two, on the third of May'."""
    is_close = phrase.turn == before.turn and 0 < phrase.first - before.last <= 4
    months = [any(vocabulary.month.fullmatch(word) for word in one.words) for one in (before, phrase)]
    return is_close and months == [False, True]


def _repeats(phrase: _Phrase, before: _Phrase) -> bool:
    same = set(phrase.words) & set(before.words)
    return 0 <= phrase.turn - before.turn <= _ECHO_TURNS and len(same) >= max(2, len(set(before.words)) // 2)
