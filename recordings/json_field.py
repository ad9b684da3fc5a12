"""One value of a JSON file with its path, so that a message can say which one is wrong and what it must be. Pure."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from callcenter.kit.errors import BadInputError
from recordings.transcript import Json

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a sign, as programs leave it that cut texts short; it can be neither printed nor stored."""


class TranscriptError(BadInputError):
    """A transcript cannot be read; the message names the field and says what it must be."""


class NotJsonError(TranscriptError):
    """A text is not JSON that can be read; `line` (from 1) says where, None where that is not known."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        place = "" if line is None else f"line {line}: "
        super().__init__(f"{place}this is not JSON ({problem})")
        self.problem = problem
        self.line = line


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


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the file with its path, such as `turns[3].start`. Each method raises TranscriptError."""

    path: str
    value: Json

    def fail(self, expected: str) -> NoReturn:
        """Raise, saying what is expected."""
        raise TranscriptError(f"{self.path or 'the file'}: {expected} is expected, not {_shown(self.value)}")

    def object(self) -> dict[str, "Field"]:
        """The fields of an object."""
        if not isinstance(self.value, dict):
            self.fail("an object {...}")
        prefix = f"{self.path}." if self.path else ""
        return {name: Field(prefix + name, value) for name, value in self.value.items()}

    def items(self) -> Sequence["Field"]:
        """The values of a list."""
        if not isinstance(self.value, list):
            self.fail("a list [...]")
        return [Field(f"{self.path}[{place}]", value) for place, value in enumerate(self.value)]

    def text(self) -> str:
        """A text; halves of signs in it are replaced."""
        if not isinstance(self.value, str):
            self.fail("a text")
        return LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", self.value)

    def seconds(self) -> float:
        """A number of seconds from 0."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.fail("a number of seconds")
        if not 0 <= self.value <= sys.float_info.max:
            self.fail("a number of seconds from 0")
        return float(self.value)


def _shown(value: Json) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 40 else shown[:37] + "..."


def required(entry: Field, names: Sequence[str]) -> dict[str, Field]:
    """The fields of an object that must have these. Raises TranscriptError."""
    fields = entry.object()
    for name in names:
        if name not in fields:
            raise TranscriptError(f"{entry.path}: the field '{name}' is missing")
    return fields


def span(fields: Mapping[str, Field]) -> tuple[float, float]:
    """The seconds `start` and `end`. Raises TranscriptError where they are in the wrong order."""
    start, end = fields["start"].seconds(), fields["end"].seconds()
    if end < start:
        raise TranscriptError(f"{fields['end'].path}: the end {end} lies before the start {start}")
    return start, end
