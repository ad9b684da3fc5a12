"""Transcripts in and scorecards out as texts: JSON of one call or many, and a card as a person reads it. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.json_field import NotJsonError, TranscriptError, decode_json
from recordings.scoring.card import ScoreCard, card_to_json
from recordings.scoring.doubts import SENTENCES, Doubt
from recordings.scoring.standard import Standard
from recordings.transcript import CallTranscript
from recordings.transcript_json import parse_transcript, read_transcript

_LONGEST_ID = 200
_LONGEST_CALL_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something in a file that cannot be used; printed as `path:line: message` or `path: message`."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


def read_calls(text: str, path: str) -> Iterator[CallTranscript | FileProblem]:
    """The calls of a file: one JSON object, a list of them, or one object a line. What is wrong comes as a Problem."""
    if not text.strip():
        yield FileProblem(path, "the file is empty; a call as a JSON object is expected")
        return
    try:
        whole = decode_json(text)
    except NotJsonError as exc:
        if _is_lines(text):
            yield from _read_lines(text, path)
        else:
            yield _not_json(path, exc, exc.line)
        return
    if whole == []:
        yield FileProblem(path, "the list is empty; a call as a JSON object is expected")
    for place, item in enumerate(whole if isinstance(whole, list) else [whole]):
        try:
            yield _usable(read_transcript(item))
        except TranscriptError as exc:
            where = f"call {place + 1} of the list: " if isinstance(whole, list) else ""
            yield FileProblem(path, f"{where}{exc}")


def _usable(call: CallTranscript) -> CallTranscript:
    """The call, where it can be one. Raises TranscriptError."""
    if not call.id.strip() or len(call.id) > _LONGEST_ID:
        raise TranscriptError(f"the field 'id' has {len(call.id)} characters; 1 to {_LONGEST_ID} are expected")
    ends = (*(turn.end for turn in call.turns), *(hold.end for hold in call.holds), call.ring_seconds or 0.0)
    if max(ends) > _LONGEST_CALL_S:
        raise TranscriptError(
            f"the call ends at second {max(ends):g}; a call of {_LONGEST_CALL_S} s at most is expected"
        )
    return call


def _is_lines(text: str) -> bool:
    """True where the first line with anything in it is a JSON object by itself, and others follow."""
    lines = [line for line in _lines(text) if line.strip()]
    try:
        return len(lines) > 1 and isinstance(decode_json(lines[0]), dict)
    except NotJsonError:
        return False


def _read_lines(text: str, path: str) -> Iterator[CallTranscript | FileProblem]:
    for number, line in enumerate(_lines(text), start=1):
        if not line.strip():
            continue
        try:
            yield _usable(parse_transcript(line))
        except NotJsonError as exc:
            yield _not_json(path, exc, number)
        except TranscriptError as exc:
            yield FileProblem(path, str(exc), number)


def _lines(text: str) -> list[str]:
    """The lines as JSON knows them: Python's own splitlines also cuts at signs that may stand inside a text."""
    return text.split("\n")


def _not_json(path: str, error: NotJsonError, line: int | None) -> FileProblem:
    return FileProblem(path, f"this is not JSON ({error.problem})", line)


def card_as_line(card: ScoreCard) -> str:
    """The card as one line of JSON."""
    return json.dumps(card_to_json(card), ensure_ascii=False)


def card_as_text(card: ScoreCard, standard: Standard, language: Language) -> Iterator[str]:
    """The card for a person: the points, then each criterion with its verdict, second and quote."""
    yield f"{one_line(card.call)}: {card.points} of {card.max_points} points"
    if card.critical:
        yield f"  critical: {', '.join(card.critical)}"
    for doubt in card.doubts:
        yield f"  in doubt: {SENTENCES[Doubt(doubt)]}"
    for name, finding in card.findings.items():
        criterion = standard.criterion(name)
        title = one_line(criterion.title[language] if criterion else name)
        at = "" if finding.at is None else f"{int(finding.at // 60)}:{int(finding.at % 60):02d}"
        quote = f"«{one_line(finding.quote)}»" if finding.quote else ""
        yield f"  {finding.verdict.value:<6} {title:<28} {at:>5}  {quote}".rstrip()


def one_line(text: str) -> str:
    """Text of somebody else's file for a line of ours: line breaks and signs that steer a terminal become spaces."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
