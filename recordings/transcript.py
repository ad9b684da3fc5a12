"""A call as text: who said what, when. The format is that of the labelled calls.

```
{"id": "ru-007", "language": "ru", "direction": "inbound", "clinic": "...", "administrator": "...",
 "ring_seconds": 9.0, "turns": [{"speaker": "administrator", "start": 0.0, "end": 4.2, "text": "..."}],
 "holds": [{"start": 31.0, "end": 52.0}]}
```
Only `id`, `language` and `turns` must be there. A turn may carry `words`, as the recogniser heard them:
`{"word", "start", "end", "confidence"}`, and, where both voices are on one side, a `guess` at who said it:
`{"voice": 1, "confidence": 0.97, "role": "administrator"}`. Fields that are not ours (labels, outcome, notes) are left
alone.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn, TypeAlias

from callcenter.domain.calls import Direction
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language, parse_language

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a sign, as programs leave it that cut texts short; it can be neither printed nor stored."""

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class TranscriptError(BadInputError):
    """A transcript cannot be read; the message names the field and says what it must be."""


class NotJsonError(TranscriptError):
    """A text is not JSON that can be read; `line` (from 1) says where, None where that is not known."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        place = "" if line is None else f"line {line}: "
        super().__init__(f"{place}this is not JSON ({problem})")
        self.problem = problem
        self.line = line


class Speaker(StrEnum):
    """Whose voice a side of the recording carries."""

    PATIENT = "patient"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word. Times are seconds from the start of the file; confidence is 0 to 1."""

    text: str
    start: float
    end: float
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Who may have said a turn of a recording that holds both voices on one side. Never taken for a fact."""

    voice: int
    """1 or 2: the one that is heard first is 1."""
    confidence: float
    """0 to 1, as far as the sound tells."""
    role: Speaker | None = None
    """Whose voice it is, where the words tell; None where they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one speaker said without a break. Turns of the two sides may overlap: that is an interruption."""

    speaker: Speaker
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    guess: Guess | None = None
    """Only where both voices are on one side, where `speaker` says nothing; None where nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A stretch in which the caller was made to wait, in seconds from the answer."""

    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTranscript:
    """One call in words. Times are seconds from the answer; turns are in the order of their starts."""

    id: str
    language: Language
    direction: Direction = Direction.INBOUND
    clinic: str = ""
    """The clinic's name as the greeting should say it; empty where nobody knows it."""
    administrator: str = ""
    """The administrator's name as the greeting should say it; empty where nobody knows it."""
    ring_seconds: float | None = None
    turns: tuple[Turn, ...] = ()
    holds: tuple[Hold, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)
    """Fields of the file that are not ours, such as labels; kept for whoever knows them."""


_OWN_FIELDS = frozenset(
    {
        "id",
        "language",
        "direction",
        "clinic",
        "administrator",
        "ring_seconds",
        "turns",
        "holds",
    }
)


def parse_transcript(text: str) -> CallTranscript:
    """The call in a JSON text. Raises TranscriptError with the line or the field that is wrong."""
    return read_transcript(decode_json(text))


def decode_json(text: str) -> Json:
    """The value of a JSON text. Raises NotJsonError."""
    try:
        value: Json = json.loads(text)
    except json.JSONDecodeError as exc:
        raise NotJsonError(exc.msg, exc.lineno) from exc
    except RecursionError as exc:
        raise NotJsonError("it is nested too deeply") from exc
    except ValueError as exc:
        raise NotJsonError("a number in it has thousands of digits") from exc
    return value


def read_transcript(data: Json) -> CallTranscript:
    """The call in a decoded JSON value. Raises TranscriptError with the name of the field that is wrong."""
    whole = _Field("", data).object()
    for name in ("id", "language", "turns"):
        if name not in whole:
            raise TranscriptError(f"the field '{name}' is missing")
    turns = tuple(_read_turn(item) for item in whole["turns"].items())
    ring = whole.get("ring_seconds")
    return CallTranscript(
        id=whole["id"].text(),
        language=_read_language(whole["language"]),
        direction=_read_direction(whole.get("direction")),
        clinic=_optional_text(whole, "clinic"),
        administrator=_optional_text(whole, "administrator"),
        ring_seconds=None if ring is None or ring.value is None else ring.seconds(),
        turns=tuple(sorted(turns, key=lambda turn: turn.start)),
        holds=tuple(_read_hold(item) for item in whole["holds"].items()) if "holds" in whole else (),
        extra={name: entry.value for name, entry in whole.items() if name not in _OWN_FIELDS},
    )


def transcript_to_json(call: CallTranscript) -> dict[str, Json]:
    """The call as a JSON value; reading it back gives the same call."""
    data: dict[str, Json] = {
        "id": call.id,
        "language": call.language.value,
        "direction": call.direction.value,
        "clinic": call.clinic,
        "administrator": call.administrator,
        "ring_seconds": call.ring_seconds,
        "turns": [turn_to_json(turn) for turn in call.turns],
        "holds": [{"start": hold.start, "end": hold.end} for hold in call.holds],
    }
    return data | dict(call.extra)


@dataclass(frozen=True, slots=True)
class _Field:
    """One value of the file with its path, such as `turns[3].start`, for messages."""

    path: str
    value: Json

    def fail(self, expected: str) -> NoReturn:
        raise TranscriptError(f"{self.path or 'the file'}: {expected} is expected, not {_shown(self.value)}")

    def object(self) -> dict[str, "_Field"]:
        if not isinstance(self.value, dict):
            self.fail("an object {...}")
        prefix = f"{self.path}." if self.path else ""
        return {name: _Field(prefix + name, value) for name, value in self.value.items()}

    def items(self) -> Sequence["_Field"]:
        if not isinstance(self.value, list):
            self.fail("a list [...]")
        return [_Field(f"{self.path}[{place}]", value) for place, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.fail("a text")
        return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", self.value)

    def seconds(self) -> float:
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fail("a number of seconds")
        if not 0 <= self.value <= sys.float_info.max:
            self.fail("a number of seconds from 0")
        return float(self.value)


def _shown(value: Json) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else shown[:37] + "..."


def _optional_text(whole: Mapping[str, _Field], name: str) -> str:
    entry = whole.get(name)
    return "" if entry is None or entry.value is None else entry.text()


def _read_language(entry: _Field) -> Language:
    try:
        return parse_language(entry.text())
    except TranscriptError:
        raise
    except BadInputError as exc:
        raise TranscriptError(f"{entry.path}: {exc}") from exc


def _read_direction(entry: _Field | None) -> Direction:
    if entry is None or entry.value is None:
        return Direction.INBOUND
    try:
        return Direction(entry.text())
    except ValueError:
        entry.fail("'inbound' or 'outbound'")


def _read_turn(entry: _Field) -> Turn:
    fields = _required(entry, ("speaker", "start", "end", "text"))
    start, end = _span(fields)
    words = fields.get("words")
    return Turn(
        speaker=_read_speaker(fields["speaker"]),
        start=start,
        end=end,
        text=fields["text"].text(),
        words=() if words is None else tuple(_read_word(item) for item in words.items()),
        guess=_read_guess(fields["guess"]) if "guess" in fields else None,
    )


def _read_speaker(entry: _Field) -> Speaker:
    try:
        return Speaker(entry.text())
    except ValueError:
        entry.fail("'patient' or 'administrator'")


def _read_guess(entry: _Field) -> Guess:
    fields = _required(entry, ("voice", "confidence"))
    if fields["voice"].value not in (1, 2):
        fields["voice"].fail("1 or 2")
    role = fields.get("role")
    return Guess(
        voice=int(fields["voice"].seconds()),
        confidence=min(1.0, fields["confidence"].seconds()),
        role=None if role is None or role.value is None else _read_speaker(role),
    )


def _read_word(entry: _Field) -> Word:
    return _word_of_ours(entry.value) or _any_word(entry)


def _word_of_ours(value: Json) -> Word | None:
    """A word as we write it, at once: a page reads thousands. None for any other, which is then looked at closely."""
    if not isinstance(value, dict):
        return None
    text, start, end, confidence = value.get("word"), value.get("start"), value.get("end"), value.get("confidence")
    if (
        isinstance(text, str)
        and isinstance(start, float)
        and isinstance(end, float)
        and isinstance(confidence, float)
        and 0.0 <= start <= end <= sys.float_info.max
        and 0.0 <= confidence <= 1.0
        and not _LONE_SURROGATE.search(text)
    ):
        return Word(text=text, start=start, end=end, confidence=confidence)
    return None


def _any_word(entry: _Field) -> Word:
    fields = _required(entry, ("word", "start", "end"))
    start, end = _span(fields)
    confidence = fields["confidence"].seconds() if "confidence" in fields else 1.0
    return Word(text=fields["word"].text(), start=start, end=end, confidence=min(1.0, confidence))


def _read_hold(entry: _Field) -> Hold:
    start, end = _span(_required(entry, ("start", "end")))
    return Hold(start=start, end=end)


def _required(entry: _Field, names: Sequence[str]) -> dict[str, _Field]:
    fields = entry.object()
    for name in names:
        if name not in fields:
            raise TranscriptError(f"{entry.path}: the field '{name}' is missing")
    return fields


def _span(fields: Mapping[str, _Field]) -> tuple[float, float]:
    start, end = fields["start"].seconds(), fields["end"].seconds()
    if end < start:
        raise TranscriptError(f"{fields['end'].path}: the end {end} lies before the start {start}")
    return start, end


def turn_to_json(turn: Turn) -> Json:
    """One turn as a JSON value, with its words where it has them."""
    data: dict[str, Json] = {
        "speaker": turn.speaker.value,
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
    }
    if turn.words:
        data["words"] = [
            {"word": word.text, "start": word.start, "end": word.end, "confidence": word.confidence}
            for word in turn.words
        ]
    if turn.guess:
        role = turn.guess.role
        data["guess"] = {
            "voice": turn.guess.voice,
            "confidence": turn.guess.confidence,
            "role": role and role.value,
        }
    return data
