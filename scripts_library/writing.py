"""Scripts and parts as YAML in the style of the shipped files; what is written reads back equal. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from scripts_library.model import Part, Script
from scripts_library.plain import Plain, to_plain

WIDTH = 110
"""Characters a line, where a text has spaces to break it at."""
_BLOCKS = ("fields", "objections", "phrases", "steps")
_IN_ONE_LINE = ("goal", "parts", "capture", "criteria")
_PLAIN = re.compile(r"[^\W\d_][\w .()/!?%+'’«»“”–—…。，！？、：；（）·-]*")
_PLAIN_LINE = re.compile(_PLAIN.pattern.replace("[\\w ", "[\\w ,;", 1))
"""A text with a line to itself, where a comma ends nothing."""
_OTHER_KINDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that some reader of YAML takes for something else than text."""


def to_yaml(one: Script | Part, header: str = "") -> str:
    """The file of a script or part; `header` are the comment lines above it."""
    values = to_plain(one)
    lines = [*header.splitlines()]
    for name, value in values.items():
        if name not in _BLOCKS:
            lines.extend(_field(name, value, 0))
    for name in _BLOCKS:
        if name in values:
            lines.extend(["", *_block(name, values[name])])
    return "\n".join(lines) + "\n"


def header_of(source: str) -> str:
    """The comment lines at the top of a file."""
    found: list[str] = []
    for line in source.splitlines():
        if not line.startswith("#"):
            break
        found.append(line)
    return "\n".join(found)


def _block(name: str, value: Plain) -> Iterator[str]:
    yield f"{name}:"
    if name == "steps" and isinstance(value, Mapping):
        for number, (step, fields) in enumerate(value.items()):
            if number:
                yield ""
            yield f"  {_scalar(step)}:"
            if isinstance(fields, Mapping):
                for field, content in fields.items():
                    yield from _field(field, content, 4)
    elif isinstance(value, Mapping):
        for key, content in value.items():
            yield f"  {_scalar(key)}: {_flow(content)}"
    elif isinstance(value, Sequence):
        yield from _items(value, 2)


def _field(name: str, value: Plain, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, str):
        yield from _text(name, value, indent)
    elif isinstance(value, Sequence) and name not in _IN_ONE_LINE:
        yield f"{pad}{name}:"
        yield from _items(value, indent + 2)
    else:
        yield f"{pad}{name}: {_flow(value)}"


def _items(values: Sequence[Plain], indent: int) -> Iterator[str]:
    """One line each; a mapping that is too long for a line gets one a field."""
    pad = " " * indent
    for value in values:
        line = f"{pad}- {_flow(value)}"
        if len(line) <= WIDTH or not isinstance(value, Mapping):
            yield line
            continue
        fields = [line for name, content in value.items() for line in _field(name, content, indent + 2)]
        yield f"{pad}- {fields[0].lstrip()}"
        yield from fields[1:]


def _text(name: str, value: str, indent: int) -> Iterator[str]:
    """In one line where it fits, else folded; as an escaped text where folding would change it."""
    pad = " " * indent
    line = f"{pad}{name}: {_scalar(value, _PLAIN_LINE)}"
    if len(line) <= WIDTH or not _folds(value):
        yield line
        return
    yield f"{pad}{name}: >-"
    yield from (f"{pad}  {part}" for part in _wrapped(value, WIDTH - indent - 2))


def _folds(value: str) -> bool:
    return value == " ".join(value.split(" ")) and all(
        word and all(_prints(sign) for sign in word) for word in value.split(" ")
    )


def _wrapped(value: str, width: int) -> Iterator[str]:
    line = ""
    for word in value.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _flow(value: Plain) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _scalar(value)
        case int() | float():
            return str(value)
        case None:
            return "null"
        case Mapping():
            return "{" + ", ".join(f"{_scalar(name)}: {_flow(one)}" for name, one in value.items()) + "}"
        case _:
            return "[" + ", ".join(_flow(one) for one in value) + "]"


def _scalar(text: str, pattern: re.Pattern[str] = _PLAIN) -> str:
    is_plain = pattern.fullmatch(text) and not text.endswith((" ", "：")) and text.lower() not in _OTHER_KINDS
    return text if is_plain and all(_prints(sign) or sign == " " for sign in text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if sign in {'"', "\\"}:
        return "\\" + sign
    if _prints(sign) or sign == " ":
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _prints(sign: str) -> bool:
    """Letters, marks, numbers, punctuation and symbols; no spaces, breaks or what controls a screen."""
    return unicodedata.category(sign)[0] in "LMNPS"
