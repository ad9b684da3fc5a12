"""What a model answered, and which of it counts: only a verdict whose quote was really said. Pure.

A model may be wrong, may invent, and may have been talked to by a caller. So a verdict counts only where its quote
stands in the turn that it names, a pass only by words of the administrator, and no model fails a whole call: that is
for people.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recordings.json_field import TranscriptError, decode_json
from recordings.judge.hiding import HIDDEN
from recordings.judge.question import Question
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import Utterance
from recordings.scoring.standard import Criterion
from recordings.scoring.text import UNSPACED_LANGUAGES, Match, make_spoken
from recordings.transcript import Json, Speaker, Turn

RULE = "judge"
"""The rule of a verdict that a language model gave."""
CONFIDENCE = 0.7

_VERDICTS = (Verdict.PASS, Verdict.FAIL, Verdict.NOT_APPLICABLE)
_LEAST_LETTERS = 5
_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)


class Refusal(StrEnum):
    """Why a verdict of the model does not count."""

    NOT_ASKED = "not_asked"
    NO_VERDICT = "no_verdict"
    NO_SUCH_TURN = "no_such_turn"
    TOO_SHORT = "quote_too_short"
    NOT_SAID = "quote_not_said"
    NOT_BY_ADMINISTRATOR = "quote_not_by_administrator"
    FOR_PEOPLE = "fails_the_call"


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer after the check."""

    findings: Mapping[str, Finding]
    """What counts, by criterion."""
    refused: Mapping[str, Refusal]


def read_answer(text: str) -> dict[str, Json]:
    """The verdicts by criterion as the model gave them, whatever stands around them. Raises TranscriptError."""
    bare = _THOUGHTS.sub("", text)
    begin, end = bare.find("{"), bare.rfind("}")
    if begin < 0 or end < begin:
        raise TranscriptError("the answer holds no JSON object")
    value = decode_json(bare[begin : end + 1])
    inner = value.get("criteria") if isinstance(value, dict) and len(value) == 1 else None
    found = inner if isinstance(inner, dict) else value
    if not isinstance(found, dict):
        raise TranscriptError("the answer is no JSON object")
    return found


def check(answer: Mapping[str, Json], question: Question, said: Sequence[Turn]) -> Checked:
    """Which verdicts count; `said` are the turns in full, as many as the question's."""
    asked = {criterion.id: criterion for criterion in question.criteria}
    findings: dict[str, Finding] = {}
    refused: dict[str, Refusal] = {}
    for name, given in answer.items():
        criterion = asked.get(name)
        found = Refusal.NOT_ASKED if criterion is None else _check(given, criterion, question, said)
        if isinstance(found, Refusal):
            refused[name] = found
        else:
            findings[name] = found
    return Checked(findings, refused)


def _check(given: Json, criterion: Criterion, question: Question, said: Sequence[Turn]) -> Finding | Refusal:
    fields = given if isinstance(given, dict) else {}
    verdict = next((one for one in _VERDICTS if one.value == fields.get("verdict")), None)
    if verdict is None:
        return Refusal.NO_VERDICT
    if verdict is Verdict.FAIL and criterion.critical:
        return Refusal.FOR_PEOPLE
    number = _whole(fields.get("turn"))
    if number is None or not 1 <= number <= len(said):
        return Refusal.NO_SUCH_TURN
    turn = said[number - 1]
    if verdict is Verdict.PASS and turn.speaker is not Speaker.ADMINISTRATOR:
        return Refusal.NOT_BY_ADMINISTRATOR
    language = question.language.value
    quote = make_spoken(str(fields.get("quote") or ""), language).words
    if not _is_long_enough(quote, language):
        return Refusal.TOO_SHORT
    if not any(_place(quote, part) is not None for part in _shown_words(question.turns[number - 1], language)):
        return Refusal.NOT_SAID
    return _finding(verdict, turn, quote, language)


def _finding(verdict: Verdict, turn: Turn, quote: Sequence[str], language: str) -> Finding | Refusal:
    spoken = make_spoken(turn.text, language)
    place = _place(quote, spoken.words)
    if place is None:
        return Refusal.NOT_SAID
    match: Match = spoken.match(place, place + len(quote))
    whole = Utterance(0, turn.speaker is Speaker.ADMINISTRATOR, (turn,), (0,), spoken)
    return Finding(
        verdict=verdict,
        confidence=CONFIDENCE,
        quote=spoken.quote(match.start, match.end),
        at=whole.second(spoken.place(match.start)),
        rule=RULE,
    )


def _shown_words(turn: Turn, language: str) -> Iterator[tuple[str, ...]]:
    """The words that the model saw of a turn, cut where something was hidden."""
    for part in HIDDEN.split(turn.text):
        yield make_spoken(part, language).words


def _is_long_enough(quote: Sequence[str], language: str) -> bool:
    if language in UNSPACED_LANGUAGES:
        return len(quote) > 1
    return len(quote) > 1 or len("".join(quote)) >= _LEAST_LETTERS


def _place(quote: Sequence[str], words: Sequence[str]) -> int | None:
    wanted = tuple(quote)
    places = range(len(words) - len(wanted) + 1)
    return next((place for place in places if tuple(words[place : place + len(wanted)]) == wanted), None)


def _whole(value: Json) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
