"""Scripts and parts from content entries; every mistake is reported as file:line: message. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from callcenter.domain.calls import Direction
from callcenter.domain.outcomes import Outcome
from callcenter.kit.content import ContentError, Entry
from callcenter.kit.languages import Language
from scripts_library.limits import refuse_unfit
from scripts_library.model import RETURN, Answer, Field, FieldKind, Objection, Part, Phrase, Script, Step

_Kind = TypeVar("_Kind", bound=StrEnum)

_SHARED = ("fields", "objections", "phrases")
_STEP = (
    "fallback",
    "again",
    "hint",
    "listen",
    "when",
    "otherwise",
    "required",
    "criteria",
    "answers",
    "capture",
    "exit",
)


def is_part(entry: Entry) -> bool:
    """Whether a file holds a part and no script."""
    return isinstance(entry.value, Mapping) and "part" in entry.value


def read_script(entry: Entry) -> Script:
    """The script of one file, without the steps of its parts. Raises ContentError, also for what a script may not
    hold: see `limits`."""
    refuse_unfit(entry)
    return read_stored_script(entry)


def read_stored_script(entry: Entry) -> Script:
    """A version that calls were led by once, from before some limit was drawn too; its texts are still filled in only
    where the rules of templates allow it."""
    raw = entry.fields(
        required=("id", "version", "language", "title", "start", "steps"),
        allowed=("direction", "enter", "opens", "goal", "parts", *_SHARED),
    )
    if not raw["steps"].fields():
        raise raw["steps"].fail("a script needs at least one step")
    return Script(
        id=raw["id"].text(),
        version=raw["version"].integer(),
        language=_choice(raw["language"], Language),
        title=raw["title"].text(),
        direction=_choice(raw["direction"], Direction) if "direction" in raw else Direction.INBOUND,
        start=raw["start"].text(),
        enter=_optional(raw, "enter"),
        opens=_optional(raw, "opens"),
        goal=_goal(raw.get("goal")),
        parts=tuple(item.text() for item in _list(raw.get("parts"))),
        fields=_fields(raw),
        objections=_objections(raw),
        phrases=_phrases(raw),
        steps=_steps(raw["steps"]),
        path=entry.path,
        line=raw["start"].line,
    )


def read_part(entry: Entry) -> Part:
    """The part of one file. Raises ContentError as `read_script` does."""
    refuse_unfit(entry)
    raw = entry.fields(required=("part", "version", "language", "title"), allowed=("steps", *_SHARED))
    return Part(
        id=raw["part"].text(),
        version=raw["version"].integer(),
        language=_choice(raw["language"], Language),
        title=raw["title"].text(),
        steps=_steps(raw["steps"]) if "steps" in raw else MappingProxyType({}),
        fields=_fields(raw),
        objections=_objections(raw),
        phrases=_phrases(raw),
        path=entry.path,
    )


def _goal(entry: Entry | None) -> tuple[Outcome, ...]:
    if entry is None:
        return (Outcome.BOOKED,)
    return tuple(_choice(item, Outcome) for item in entry.items())


def _steps(entry: Entry) -> Mapping[str, Step]:
    return MappingProxyType({name: _step(name, item) for name, item in entry.fields().items()})


def _fields(raw: Mapping[str, Entry]) -> Mapping[str, Field]:
    return MappingProxyType({name: _field(name, item) for name, item in _named(raw.get("fields"))})


def _objections(raw: Mapping[str, Entry]) -> tuple[Objection, ...]:
    return tuple(_objection(item) for item in _list(raw.get("objections")))


def _phrases(raw: Mapping[str, Entry]) -> tuple[Phrase, ...]:
    return tuple(_phrase(item) for item in _list(raw.get("phrases")))


def _field(name: str, entry: Entry) -> Field:
    raw = entry.fields(required=("label",), allowed=("kind",))
    kind = _choice(raw["kind"], FieldKind) if "kind" in raw else FieldKind.TEXT
    return Field(id=name, label=raw["label"].text(), kind=kind)


def _objection(entry: Entry) -> Objection:
    raw = entry.fields(required=("id", "label", "goto"))
    return Objection(id=raw["id"].text(), label=raw["label"].text(), goto=raw["goto"].text(), line=entry.line)


def _phrase(entry: Entry) -> Phrase:
    raw = entry.fields(required=("id", "label", "say"), allowed=("criteria",))
    return Phrase(
        id=raw["id"].text(),
        label=raw["label"].text(),
        say=raw["say"].text(),
        criteria=tuple(item.text() for item in _list(raw.get("criteria"))),
        line=entry.line,
    )


def _step(name: str, entry: Entry) -> Step:
    if name == RETURN:
        raise entry.fail(f"no step can be called {RETURN!r}: as a goto it means the step that was interrupted")
    raw = entry.fields(required=("title", "say"), allowed=_STEP)
    answers = tuple(_answer(item) for item in _list(raw.get("answers")))
    _refuse_twins(entry, answers)
    if ("when" in raw) != ("otherwise" in raw):
        raise entry.fail(
            "'when' and 'otherwise' go together: where the condition does not hold, the call goes on there"
        )
    return Step(
        id=name,
        title=raw["title"].text(),
        say=raw["say"].text(),
        fallback=_optional(raw, "fallback"),
        again=_optional(raw, "again"),
        hint=_optional(raw, "hint"),
        listen=tuple(item.text() for item in _list(raw.get("listen"))),
        when=_optional(raw, "when"),
        otherwise=_optional(raw, "otherwise"),
        required=raw["required"].flag() if "required" in raw else False,
        criteria=tuple(item.text() for item in _list(raw.get("criteria"))),
        answers=answers,
        capture=tuple(item.text() for item in _list(raw.get("capture"))),
        exit=_choice(raw["exit"], Outcome) if "exit" in raw else None,
        line=entry.line,
        say_line=raw["say"].line,
        path=entry.path,
    )


def _answer(entry: Entry) -> Answer:
    raw = entry.fields(required=("key", "id", "label"), allowed=("goto", "script", "when", "set"))
    key = raw["key"].integer()
    if not 1 <= key <= 9:
        raise raw["key"].fail(f"the key of an answer is a number from 1 to 9, not {key}")
    if ("goto" in raw) == ("script" in raw):
        raise entry.fail("an answer leads to a step ('goto') or to another script ('script'): give it one of the two")
    return Answer(
        key=key,
        id=raw["id"].text(),
        label=raw["label"].text(),
        goto=_optional(raw, "goto"),
        script=_optional(raw, "script"),
        when=_optional(raw, "when"),
        sets=MappingProxyType({name: item.text() for name, item in _named(raw.get("set"))}),
        line=entry.line,
    )


def _refuse_twins(step: Entry, answers: tuple[Answer, ...]) -> None:
    """Two answers of one step must differ in key and in id."""
    seen: set[str | int] = set()
    for answer in answers:
        for mark, what in ((answer.key, f"key {answer.key}"), (answer.id, f"id {answer.id!r}")):
            if mark in seen:
                raise ContentError(step.path, answer.line, f"two answers of this step have the {what}")
            seen.add(mark)


def _optional(raw: Mapping[str, Entry], name: str) -> str:
    return raw[name].text() if name in raw else ""


def _list(entry: Entry | None) -> Iterable[Entry]:
    return entry.items() if entry is not None else ()


def _named(entry: Entry | None) -> Iterable[tuple[str, Entry]]:
    return entry.fields().items() if entry is not None else ()


def _choice(entry: Entry, kind: type[_Kind]) -> _Kind:
    """The member of `kind` that the entry names."""
    try:
        return kind(entry.text())
    except ValueError as exc:
        known = ", ".join(member.value for member in kind)
        raise entry.fail(f"{entry.text()!r} is not known here; use one of {known}") from exc
