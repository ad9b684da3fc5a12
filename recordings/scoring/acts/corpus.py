"""The corpus: utterances, and what each of them does. The file's form is told in ../corpus/README.md. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.content import ContentError

_HEAD = "=="
_COMMENT = "#"
_NEAR = "# near "


@dataclass(frozen=True, slots=True)
class Example:
    """One utterance of the corpus."""

    text: str
    acts: frozenset[str]
    near: frozenset[str]
    """What it looks like, and does not do."""


def read_corpus(text: str, path: Path, acts: Collection[str]) -> Iterator[Example]:
    """The utterances of one file, in its order.

    `acts` are those of the file's side. Raises ContentError as `file:line: message` for a head that names another act,
    for a line without a head and for one that is there twice.
    """
    head: frozenset[str] | None = None
    near: frozenset[str] = frozenset()
    announced: frozenset[str] = frozenset()
    seen: dict[str, int] = {}
    for number, line in enumerate((line.strip() for line in text.splitlines()), start=1):
        if line.startswith(_HEAD):
            head, near, announced = _acts(line.removeprefix(_HEAD), acts, path, number), announced, frozenset()
        elif line.startswith(_NEAR):
            announced = _acts(line.removeprefix(_NEAR), acts, path, number)
        elif line and not line.startswith(_COMMENT):
            if head is None:
                raise ContentError(path, number, "an utterance stands before the first head; write '== ' and its acts")
            if line in seen:
                raise ContentError(path, number, f"this utterance is there already, in line {seen[line]}; delete one")
            seen[line] = number
            yield Example(line, head, near - head)


def _acts(names: str, acts: Collection[str], path: Path, number: int) -> frozenset[str]:
    found = frozenset(names.split())
    unknown = sorted(found - set(acts))
    if unknown or not found:
        said = f"{unknown[0]!r} is no act of this side" if unknown else "no act is named"
        raise ContentError(path, number, f"{said}; acts are {', '.join(sorted(acts))}")
    return found
