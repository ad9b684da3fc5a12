"""The corpus: answers as people give them, and what they mean. corpus/README.md tells the form of its files. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callcenter.kit.content import ContentError
from ivr.answers.names import ANYWHERE, Asked, Meaning, meanings_of

ANY = "any"
"""The file of answers that may come to any question."""
_HEAD = "=="
_COMMENT = "#"


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the corpus."""

    asked: Asked | None
    """None: may come to any question."""
    meaning: Meaning
    text: str
    behind: str = ""
    """What stands behind the '|': the meanings by visit of a split answer, the figure of a rate."""


def read_answers(text: str, path: Path) -> Iterator[Answer]:
    """The answers of one file, whose name says the question.

    Raises ContentError as `file:line: message` for a head that names another meaning, a line without a head, and a
    line that stands twice below one head.
    """
    asked = None if path.stem == ANY else Asked(path.stem)
    known = ANYWHERE if asked is None else meanings_of(asked)
    head: Meaning | None = None
    seen: dict[tuple[Meaning, str], int] = {}
    for number, line in enumerate((line.strip() for line in text.splitlines()), start=1):
        if line.startswith(_HEAD):
            name = line.removeprefix(_HEAD).strip()
            if name not in known:
                raise ContentError(path, number, f"{name!r} means nothing here; meanings are {', '.join(known)}")
            head = Meaning(name)
        elif line and not line.startswith(_COMMENT):
            if head is None:
                raise ContentError(path, number, "an answer stands before the first head; write '== ' and its meaning")
            said, _, behind = (part.strip() for part in line.partition("|"))
            if (head, said) in seen:
                raise ContentError(path, number, f"this answer is in line {seen[head, said]} already; delete one")
            seen[head, said] = number
            yield Answer(asked, head, said, behind)
