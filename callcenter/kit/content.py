"""Content files: YAML 1.2 read with the line of every value, so that a mistake is reported as file:line: message."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from callcenter.kit.errors import BadInputError

_MOST_ENTRIES = 50_000
"""Ten times the longest script; a few lines of references can stand for billions of values."""


class ContentError(BadInputError):
    """A content file cannot be used; the message starts with `file:line:` and says what to change."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = str(path)
        self.line = line
        self.problem = message


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a content file with its place; the typed readers below raise ContentError naming file and line."""

    path: str
    line: int
    """1-based line of the value."""
    value: "str | int | float | bool | Mapping[str, Entry] | Sequence[Entry] | None"

    def fail(self, message: str) -> ContentError:
        """The error to raise about this value."""
        return ContentError(self.path, self.line, message)

    def text(self) -> str:
        """The value as text; numbers are taken as they are written, an empty value is refused."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return str(self.value)
        raise self.fail("a text is expected here")

    def integer(self) -> int:
        """The value as a whole number."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        raise self.fail("a whole number is expected here")

    def number(self) -> float:
        """The value as a number."""
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return float(self.value)
        raise self.fail("a number is expected here")

    def flag(self) -> bool:
        """The value as true or false."""
        if isinstance(self.value, bool):
            return self.value
        raise self.fail("true or false is expected here")

    def items(self) -> Sequence["Entry"]:
        """The value as a list; an absent value is an empty list."""
        if self.value is None:
            return ()
        if isinstance(self.value, Sequence) and not isinstance(self.value, str):
            return self.value
        raise self.fail("a list is expected here (lines that start with '- ')")

    def fields(self, *, allowed: Sequence[str] = (), required: Sequence[str] = ()) -> Mapping[str, "Entry"]:
        """The value as named fields. With `allowed`, any other name is refused; `required` names must be there."""
        if not isinstance(self.value, Mapping):
            raise self.fail("named fields are expected here (name: value)")
        known = {*allowed, *required}
        for name, entry in self.value.items():
            if known and name not in known:
                raise entry.fail(f"unknown field {name!r}; known here: {', '.join(sorted(known))}")
        for name in required:
            if name not in self.value:
                raise self.fail(f"the field {name!r} is missing")
        return self.value

    def walk(self) -> Iterator["Entry"]:
        """This entry and all entries below it, in file order."""
        yield self
        below: Sequence[Entry] = ()
        if isinstance(self.value, Mapping):
            below = tuple(self.value.values())
        elif isinstance(self.value, Sequence) and not isinstance(self.value, str):
            below = self.value
        for entry in below:
            yield from entry.walk()


_read: ContextVar[dict[tuple[str, str], Entry] | None] = ContextVar("read", default=None)


@contextmanager
def each_read_once() -> Iterator[None]:
    """Within the block what a file holds is understood once, however often it is read: for checks that go over the same
    files many times. What was understood is forgotten at the end; a file that changes in between is read anew."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_content(path: Path) -> Entry:
    """The content of one YAML file.

    Raises ContentError for a file that cannot be read, is not UTF-8, empty, not YAML, or that names a field twice.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError as exc:
        raise ContentError(path, 1, "the file does not exist") from exc
    except UnicodeDecodeError as exc:
        raise ContentError(path, 1, "the file is not UTF-8; save it as UTF-8") from exc
    except OSError as exc:
        raise ContentError(path, 1, f"this cannot be read: {exc.strerror}") from exc
    known, key = _read.get(), (str(path), source)
    if known is None:
        return parse_content(source, str(path))
    if key not in known:
        known[key] = parse_content(source, str(path))
    return known[key]


def parse_content(source: str, path: str) -> Entry:
    """The content of a YAML text; `path` is used in messages only."""
    yaml = YAML(typ="rt", pure=True)
    try:
        node = yaml.compose(source)
        if node is None:
            raise ContentError(path, 1, "the file is empty")
        return _Reader(path).entry(node)
    except MarkedYAMLError as exc:
        line = exc.problem_mark.line + 1 if exc.problem_mark else 1
        raise ContentError(path, line, f"this is not valid YAML: {exc.problem or exc.context}") from exc
    except YAMLError as exc:
        raise ContentError(path, 1, "this is not valid YAML") from exc
    except RecursionError as exc:
        raise ContentError(path, 1, "this is nested too deeply, or holds itself by a '*' reference") from exc


class _Reader:
    """Turns the nodes of one file into entries."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._left = _MOST_ENTRIES

    def entry(self, node: Node) -> Entry:
        line = node.start_mark.line + 1
        self._left -= 1
        if self._left < 0:
            raise ContentError(
                self._path, line, f"the file has more than {_MOST_ENTRIES:,} values; cut it into several"
            )
        if isinstance(node, MappingNode):
            return Entry(self._path, line, self._mapping(node))
        if isinstance(node, SequenceNode):
            return Entry(self._path, line, [self.entry(item) for item in node.value])
        assert isinstance(node, ScalarNode)  # noqa: S101 - YAML has no fourth kind of node
        return Entry(self._path, line, _scalar(node))

    def _mapping(self, node: MappingNode) -> dict[str, Entry]:
        fields: dict[str, Entry] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in fields:
                raise ContentError(self._path, key.start_mark.line + 1, f"the field {name!r} is given twice")
            entry = self.entry(value)
            fields[name] = Entry(self._path, key.start_mark.line + 1, entry.value)
        return fields


def _scalar(node: ScalarNode) -> str | int | float | bool | None:
    text = str(node.value).replace("\a", "")  # ruamel's round-trip reader marks the folds of '>' texts with BEL
    kind = str(node.tag).rsplit(":", 1)[-1]
    if node.style in {"'", '"', "|", ">"} or kind not in {"int", "float", "bool", "null"}:
        return text
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        return int(text, 0) if kind == "int" else float(text)
    except ValueError:
        return text
