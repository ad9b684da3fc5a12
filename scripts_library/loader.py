"""Scripts from YAML files; every mistake is reported as file:line: message."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from callcenter.domain.calls import Direction
from callcenter.kit.content import ContentError, Entry, parse_content, read_content
from callcenter.kit.errors import NotFoundError
from callcenter.kit.languages import Language
from scripts_library.conditions import Holds
from scripts_library.merging import with_parts
from scripts_library.model import Part, Script
from scripts_library.reading import is_part, read_part, read_script
from scripts_library.shape import jumps_to_nowhere

SHIPPED = Path(__file__).parent / "library"
"""The scripts that come with the product: <language>/<script>.yaml, and <language>/parts/<part>.yaml."""

_One = TypeVar("_One", Script, Part)

Past: TypeAlias = Callable[[str, Language, int], Script | None]
"""The script of an id, language and number."""


def nothing_titled() -> Mapping[tuple[str, Language], str]:
    """No titles."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Library:
    """All scripts at hand, by id and language."""

    by_id: Mapping[tuple[str, Language], Script]
    past: Past | None = None
    """Finds versions that are no longer in `by_id`."""
    titles: Mapping[tuple[str, Language], str] = field(default_factory=nothing_titled)
    """Of scripts that were there once."""

    @property
    def scripts(self) -> tuple[Script, ...]:
        """Every script, in the order of id and language."""
        return tuple(script for _, script in sorted(self.by_id.items(), key=lambda item: item[0]))

    def get(self, script_id: str, language: Language) -> Script:
        """The script in that language. Raises NotFoundError."""
        try:
            return self.by_id[script_id, language]
        except KeyError as exc:
            raise NotFoundError(f"there is no script {script_id!r} in {language.own_name} ({language})") from exc

    def version(self, script_id: str, language: Language, number: int) -> Script:
        """That version of the script, also where a newer one has replaced it. Raises NotFoundError."""
        script = self.by_id.get((script_id, language))
        if script is not None and script.version == number:
            return script
        found = self.past(script_id, language, number) if self.past else None
        if found is None:
            raise NotFoundError(f"there is no version {number} of the script {script_id!r} in {language.own_name}")
        return found

    def opening(self, language: Language, direction: Direction, holds: Holds) -> Script | None:
        """The first script, by id, of that language and direction whose condition `opens` holds, or None."""
        for script in self.scripts:
            if (
                (script.language, script.direction) == (language, direction)
                and script.opens
                and holds(script.opens, {})
            ):
                return script
        return None

    def incoming(self, language: Language) -> tuple[Script, ...]:
        """The scripts of that language that an incoming call can come to: it begins in one and goes over to others."""
        return tuple(one for one in self.scripts if (one.language, one.direction) == (language, Direction.INBOUND))

    def title(self, script_id: str, language: Language) -> str:
        """What people call a script that was once run; its id where it is gone."""
        script = self.by_id.get((script_id, language))
        return script.title if script else self.titles.get((script_id, language), script_id)


def shipped_library() -> Library:
    """The scripts that come with the product."""
    return load_library(SHIPPED)


def shipped_ids() -> frozenset[str]:
    """The ids of the scripts that come with the product, by the names of their files."""
    return frozenset(path.stem for path in SHIPPED.glob("*/*.yaml"))


def load_library(*folders: Path) -> Library:
    """Every script under `folders`; a later folder (a clinic's own) replaces scripts and parts of the same id and
    language.

    Raises ContentError for the first file that cannot be used, or in which a step leads to none.
    """
    scripts: dict[tuple[str, Language], Script] = {}
    parts: dict[tuple[str, Language], Part] = {}
    for folder in folders:
        read = [_script_or_part(read_content(path)) for path in sorted(folder.rglob("*.yaml"))]
        scripts |= _each_once([one for one in read if isinstance(one, Script)])
        parts |= _each_once([one for one in read if isinstance(one, Part)])
    whole = {key: with_parts(script, parts_in(script.language, parts.values())) for key, script in scripts.items()}
    for script in whole.values():
        for problem in jumps_to_nowhere(script):
            raise ContentError(problem.path, problem.line, problem.message)
    return Library(MappingProxyType(whole))


def content_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among `paths`, and the YAML files of the folders among them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.yaml"))
        else:
            yield path


def load_script(path: Path) -> Script:
    """The script of one file, with the parts beside it, else the shipped ones. Raises ContentError."""
    return beside(read_content(path), path)


def beside(entry: Entry, path: Path) -> Script:
    """The script of a file's content with the parts in the folder `parts` beside it, else the shipped ones."""
    script = read_script(entry)
    found: dict[str, Part] = {}
    for folder in (SHIPPED / script.language.value / "parts", path.parent / "parts"):
        for file in sorted(folder.glob("*.yaml")):
            part = read_part(read_content(file))
            found[part.id] = part
    return with_parts(script, found)


def parse_script(source: str, path: str = "<text>", parts: Mapping[str, Part] | None = None) -> Script:
    """The script of a YAML text; `path` is used in messages only."""
    return parse_entry(parse_content(source, path), parts or {})


def parse_part(source: str, path: str = "<text>") -> Part:
    """The part of a YAML text."""
    return read_part(parse_content(source, path))


def parse_entry(entry: Entry, parts: Mapping[str, Part]) -> Script:
    """The script of a content entry with its parts."""
    return with_parts(read_script(entry), parts)


def parts_in(language: Language, parts: Iterable[Part]) -> Mapping[str, Part]:
    """The parts of one language by id."""
    return {part.id: part for part in parts if part.language is language}


def _script_or_part(entry: Entry) -> Script | Part:
    return read_part(entry) if is_part(entry) else read_script(entry)


def _each_once(found: Iterable[_One]) -> Mapping[tuple[str, Language], _One]:
    """By id and language; raises ContentError where two files of one folder hold the same."""
    here: dict[tuple[str, Language], _One] = {}
    for one in found:
        key = (one.id, one.language)
        if key in here:
            raise ContentError(
                one.path, 1, f"{_kind(one)} {one.id!r} ({one.language}) is in {here[key].path} too; rename one of them"
            )
        here[key] = one
    return here


def _kind(one: Script | Part) -> str:
    return "script" if isinstance(one, Script) else "part"
