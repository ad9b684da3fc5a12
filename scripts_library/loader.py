"""Scripts from YAML files; every mistake is reported as file:line: message."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from callcenter.domain.calls import Direction
from callcenter.domain.outcomes import Outcome
from callcenter.kit.content import ContentError, Entry, parse_content, read_content
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from scripts_library.model import Answer, Field, FieldKind, Objection, Script, Step
from scripts_library.shape import jumps_to_nowhere

SHIPPED = Path(__file__).parent / "library"
"""The scripts that come with the product: <language>/<script>.yaml."""

_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Library:
    """All scripts at hand, by id and language."""

    by_id: Mapping[tuple[str, Language], Script]

    @property
    def scripts(self) -> tuple[Script, ...]:
        """Every script, in the order of id and language."""
        return tuple(self.by_id[key] for key in sorted(self.by_id))

    def get(self, script_id: str, language: Language) -> Script:
        """The script in that language. Raises NotFoundError."""
        try:
            return self.by_id[script_id, language]
        except KeyError as exc:
            raise NotFoundError(f"there is no script {script_id!r} in {language.own_name} ({language})") from exc

    def title(self, script_id: str, language: Language) -> str:
        """What people call a script that was once run; its id where it is gone."""
        script = self.by_id.get((script_id, language))
        return script.title if script else script_id


def shipped_library() -> Library:
    """The scripts that come with the product."""
    return load_library(SHIPPED)


def load_library(*folders: Path) -> Library:
    """Every script under `folders`; a later folder (a clinic's own) replaces scripts of the same id and language.

    Raises ContentError for the first file that cannot be used, or in which a step leads to none.
    """
    found: dict[tuple[str, Language], Script] = {}
    for folder in folders:
        here: dict[tuple[str, Language], Script] = {}
        for path in sorted(folder.rglob("*.yaml")):
            script = load_script(path)
            key = (script.id, script.language)
            if key in here:
                raise ContentError(
                    path, 1, f"script {script.id!r} ({script.language}) is in {here[key].path} too; rename one of them"
                )
            for problem in jumps_to_nowhere(script):
                raise ContentError(problem.path, problem.line, problem.message)
            here[key] = script
        found |= here
    return Library(MappingProxyType(found))


def content_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among `paths`, and the YAML files of the folders among them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path


def load_script(path: Path) -> Script:
    """The script of one file. Raises ContentError naming file and line."""
    return _script(read_content(path))


def parse_script(source: str, path: str = "<text>") -> Script:
    """The script of a YAML text; `path` is used in messages only."""
    return _script(parse_content(source, path))


def _script(entry: Entry) -> Script:
    raw = entry.fields(
        required=("id", "version", "language", "title", "start", "steps"),
        allowed=("direction", "fields", "objections"),
    )
    steps = raw["steps"].fields()
    if not steps:
        raise raw["steps"].fail("a script needs at least one step")
    return Script(
        id=raw["id"].text(),
        version=raw["version"].integer(),
        language=_choice(raw["language"], Language),
        title=raw["title"].text(),
        direction=_choice(raw["direction"], Direction) if "direction" in raw else Direction.INBOUND,
        start=raw["start"].text(),
        fields=_by_id(_field(name, item) for name, item in _named(raw.get("fields"))),
        objections=tuple(_objection(item) for item in _list(raw.get("objections"))),
        steps=MappingProxyType({name: _step(name, item) for name, item in steps.items()}),
        path=entry.path,
        line=raw["start"].line,
    )


def _field(name: str, entry: Entry) -> Field:
    raw = entry.fields(required=("label",), allowed=("kind",))
    kind = _choice(raw["kind"], FieldKind) if "kind" in raw else FieldKind.TEXT
    return Field(id=name, label=raw["label"].text(), kind=kind)


def _objection(entry: Entry) -> Objection:
    raw = entry.fields(required=("id", "label", "goto"))
    return Objection(id=raw["id"].text(), label=raw["label"].text(), goto=raw["goto"].text(), line=entry.line)


def _step(name: str, entry: Entry) -> Step:
    raw = entry.fields(
        required=("title", "say"),
        allowed=("fallback", "hint", "required", "criteria", "answers", "capture", "exit"),
    )
    answers = tuple(_answer(item) for item in _list(raw.get("answers")))
    _refuse_twins(entry, answers)
    return Step(
        id=name,
        title=raw["title"].text(),
        say=raw["say"].text(),
        fallback=_optional(raw, "fallback"),
        hint=_optional(raw, "hint"),
        required=raw["required"].flag() if "required" in raw else False,
        criteria=tuple(item.text() for item in _list(raw.get("criteria"))),
        answers=answers,
        capture=tuple(item.text() for item in _list(raw.get("capture"))),
        exit=_choice(raw["exit"], Outcome) if "exit" in raw else None,
        line=entry.line,
        say_line=raw["say"].line,
    )


def _answer(entry: Entry) -> Answer:
    raw = entry.fields(required=("key", "id", "label", "goto"), allowed=("set",))
    key = raw["key"].integer()
    if not 1 <= key <= 9:
        raise raw["key"].fail(f"the key of an answer is a number from 1 to 9, not {key}")
    return Answer(
        key=key,
        id=raw["id"].text(),
        label=raw["label"].text(),
        goto=raw["goto"].text(),
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


def _by_id(fields: Iterable[Field]) -> Mapping[str, Field]:
    return MappingProxyType({item.id: item for item in fields})


def _choice(entry: Entry, kind: type[_Kind]) -> _Kind:
    """The member of `kind` that the entry names."""
    try:
        return kind(entry.text())
    except ValueError as exc:
        known = ", ".join(member.value for member in kind)
        raise entry.fail(f"{entry.text()!r} is not known here; use one of {known}") from exc
