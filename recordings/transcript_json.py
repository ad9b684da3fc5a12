"""A call as text in JSON, read and written. The format is that of the labelled calls.

```
{"id": "ru-007", "language": "ru", "direction": "inbound", "clinic": "...", "administrator": "...",
 "ring_seconds": 9.0, "turns": [{"speaker": "administrator", "start": 0.0, "end": 4.2, "text": "..."}],
 "holds": [{"start": 31.0, "end": 52.0}]}
```
Only `id`, `language` and `turns` must be there. A turn may carry `words`, as the recogniser heard them:
`{"word", "start", "end", "confidence"}`, and, where both voices are on one side, a `guess` at who said it:
`{"voice": 1, "confidence": 0.97, "role": "administrator"}`. Where words were heard that the recogniser does not know,
`unknown` says when: `[{"start": 2.1, "end": 2.6}]`. Fields that are not ours (labels, outcome, notes) are left
alone.
"""

import sys
from collections.abc import Mapping

from callcenter.domain.calls import Direction
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language, parse_language
from recordings.json_field import LONE_SURROGATE, Field, TranscriptError, decode_json, required, span
from recordings.stretch import Stretch
from recordings.transcript import CallTranscript, Guess, Hold, Json, Speaker, Turn, Word

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


def read_transcript(data: Json) -> CallTranscript:
    """The call in a decoded JSON value. Raises TranscriptError with the name of the field that is wrong."""
    whole = Field("", data).object()
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


def _optional_text(whole: Mapping[str, Field], name: str) -> str:
    entry = whole.get(name)
    return "" if entry is None or entry.value is None else entry.text()


def _read_language(entry: Field) -> Language:
    try:
        return parse_language(entry.text())
    except TranscriptError:
        raise
    except BadInputError as exc:
        raise TranscriptError(f"{entry.path}: {exc}") from exc


def _read_direction(entry: Field | None) -> Direction:
    if entry is None or entry.value is None:
        return Direction.INBOUND
    try:
        return Direction(entry.text())
    except ValueError:
        entry.fail("'inbound' or 'outbound'")


def _read_turn(entry: Field) -> Turn:
    fields = required(entry, ("speaker", "start", "end", "text"))
    start, end = span(fields)
    words = fields.get("words")
    return Turn(
        speaker=_read_speaker(fields["speaker"]),
        start=start,
        end=end,
        text=fields["text"].text(),
        words=() if words is None else tuple(_read_word(item) for item in words.items()),
        guess=_read_guess(fields["guess"]) if "guess" in fields else None,
        unknown=tuple(_read_stretch(item) for item in fields["unknown"].items()) if "unknown" in fields else (),
    )


def _read_speaker(entry: Field) -> Speaker:
    try:
        return Speaker(entry.text())
    except ValueError:
        entry.fail("'patient' or 'administrator'")


def _read_guess(entry: Field) -> Guess:
    fields = required(entry, ("voice", "confidence"))
    if fields["voice"].value not in (1, 2):
        fields["voice"].fail("1 or 2")
    role = fields.get("role")
    return Guess(
        voice=int(fields["voice"].seconds()),
        confidence=min(1.0, fields["confidence"].seconds()),
        role=None if role is None or role.value is None else _read_speaker(role),
    )


def _read_word(entry: Field) -> Word:
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
        and not LONE_SURROGATE.search(text)
    ):
        return Word(text=text, start=start, end=end, confidence=confidence)
    return None


def _any_word(entry: Field) -> Word:
    fields = required(entry, ("word", "start", "end"))
    start, end = span(fields)
    confidence = fields["confidence"].seconds() if "confidence" in fields else 1.0
    return Word(text=fields["word"].text(), start=start, end=end, confidence=min(1.0, confidence))


def _read_stretch(entry: Field) -> Stretch:
    return Stretch(*span(required(entry, ("start", "end"))))


def _read_hold(entry: Field) -> Hold:
    start, end = span(required(entry, ("start", "end")))
    return Hold(start=start, end=end)


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
    if turn.unknown:
        data["unknown"] = [{"start": one.start, "end": one.end} for one in turn.unknown]
    if turn.guess:
        role = turn.guess.role
        data["guess"] = {
            "voice": turn.guess.voice,
            "confidence": turn.guess.confidence,
            "role": role and role.value,
        }
    return data
