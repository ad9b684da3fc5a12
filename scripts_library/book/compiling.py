"""From documents to scripts as calls run them: parts merged in, problems found, a digest of what they say. Pure."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from callcenter.kit.content import ContentError, parse_content
from callcenter.kit.languages import Language
from scripts_library.book.documents import Key, Kind
from scripts_library.lint import check_script, check_together
from scripts_library.loader import parse_part
from scripts_library.merging import with_parts
from scripts_library.model import Part, Script
from scripts_library.plain import Plain, from_plain, script_to_plain, with_places
from scripts_library.problems import Problem
from scripts_library.reading import read_script
from scripts_library.shape import jumps_to_nowhere

Sources = Mapping[Key, str]
"""The text of every document that holds."""


@dataclass(frozen=True, slots=True)
class Flat:
    """One script with its parts, as calls run it."""

    script: Script
    content: Mapping[str, Plain]
    """As JSON: what it says, and which part each step came from."""
    digest: str


@lru_cache(maxsize=2048)
def parse_document(key: Key, source: str) -> Script | Part:
    """What a document says, a script without its parts. Raises ContentError, also where it says to be another one."""
    if key.kind is Kind.PART:
        part = parse_part(source, key.path)
        _refuse_another(key, part.id, part.language)
        return part
    script = read_script(parse_content(source, key.path))
    _refuse_another(key, script.id, script.language)
    return script


def merged_script(key: Key, sources: Sources) -> Script:
    """The script of a document with its parts, its ways not yet tried. Raises ContentError."""
    script = parse_document(key, sources[key])
    assert isinstance(script, Script)  # noqa: S101 - the key is that of a script
    parts = {}
    for name in script.parts:
        part = Key(Kind.PART, name, key.language)
        if part in sources:
            parts[name] = cast(Part, parse_document(part, sources[part]))
    return with_parts(script, parts)


def compile_script(key: Key, sources: Sources) -> Script:
    """The script of a document with its parts, as calls can run it. Raises ContentError."""
    whole = merged_script(key, sources)
    for problem in jumps_to_nowhere(whole):
        raise ContentError(problem.path, problem.line, problem.message)
    return whole


def flatten(script: Script) -> Flat:
    """What is stored of a version. Its digest tells nothing of numbers, files and lines: only another wording or way
    makes another version."""
    plain = script_to_plain(replace(script, version=0))
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    places = {name: step.path for name, step in script.steps.items() if step.path != script.path}
    return Flat(script, {"script": plain, "from": places}, hashlib.sha256(text.encode()).hexdigest())


def unflatten(content: Mapping[str, Plain], number: int, path: str) -> Script:
    """The script of a stored version."""
    places = cast("Mapping[str, str]", content.get("from") or {})
    return with_places(replace(from_plain(content["script"], path), version=number, path=path), places)


def users_of(part: Key, sources: Sources) -> Iterator[Key]:
    """The scripts that name a part."""
    for key in sources:
        if key.kind is Kind.SCRIPT and key.language is part.language:
            try:
                one = parse_document(key, sources[key])
            except ContentError:
                continue
            if isinstance(one, Script) and part.id in one.parts:
                yield key


def problems_of(key: Key, sources: Sources, criteria: Collection[str] = ()) -> tuple[Problem, ...]:
    """What is wrong with a document: of a script with all that its parts bring in, of a part in itself and in every
    script that uses it. `criteria` are those of the phone standard; none means that they are not checked."""
    try:
        parse_document(key, sources[key])
    except ContentError as error:
        return (Problem(error.path, error.line, error.problem),)
    touched = (key,) if key.kind is Kind.SCRIPT else tuple(users_of(key, sources))
    found = {problem for one in touched for problem in _of_script(one, sources, criteria)}
    return tuple(sorted(found))


def new_problems(key: Key, source: str, before: Sources, criteria: Collection[str] = ()) -> tuple[Problem, ...]:
    """What `source` in place of a document makes wrong: everything in the document itself, elsewhere what was right."""
    after = {**before, key: source}
    found = problems_of(key, after, criteria)
    if key.kind is Kind.SCRIPT or key not in before:
        return found
    known = {(one.path, one.message) for one in problems_of(key, before, criteria)}
    return tuple(one for one in found if one.path == key.path or (one.path, one.message) not in known)


def problems_without(key: Key, before: Sources) -> tuple[Problem, ...]:
    """What would be wrong elsewhere without this document."""
    after = {one: source for one, source in before.items() if one != key}
    left = [one for one in after if one.kind is Kind.SCRIPT and one.language is key.language]
    found = {problem for one in left for problem in _of_script(one, after, (), whole=False)}
    known = {problem for one in left for problem in _of_script(one, before, (), whole=False)}
    return tuple(sorted(found - known))


def _of_script(key: Key, sources: Sources, criteria: Collection[str], *, whole: bool = True) -> Iterator[Problem]:
    try:
        script = merged_script(key, sources)
    except ContentError as error:
        yield Problem(error.path, error.line, error.problem)
        return
    yield from check_script(script) if whole else jumps_to_nowhere(script)
    others = [
        _outlined(one, script, sources)
        for one in sources
        if one.kind is Kind.SCRIPT and one.language is key.language and one != key
    ]
    theirs = {other.path for other in others}
    yield from (one for one in check_together((script, *others)) if one.path not in theirs)
    if criteria:
        yield from _unknown_criteria(script, criteria)


def _outlined(key: Key, script: Script, sources: Sources) -> Script:
    """Another script of the language, as far as it matters to this one: that it is there, and which calls it begins."""
    opens, direction = "", script.direction
    one: Script | Part | None = None
    if "opens" in sources[key]:  # few have it, and to read all of them takes seconds
        try:
            one = parse_document(key, sources[key])
        except ContentError:
            one = None
    if isinstance(one, Script):
        opens, direction = one.opens, one.direction
    return replace(script, id=key.id, steps={}, phrases=(), opens=opens, direction=direction, path=key.path)


def _unknown_criteria(script: Script, criteria: Collection[str]) -> Iterator[Problem]:
    for step in script.steps.values():
        for name in step.criteria:
            if name not in criteria:
                message = f"step {step.id!r} names a criterion {name!r} that the phone standard has not"
                yield Problem(step.path or script.path, step.line, message)


def _refuse_another(key: Key, name: str, language: Language) -> None:
    if (name, language) != (key.id, key.language):
        raise ContentError(
            key.path,
            1,
            f"this is {name!r} ({language.value}); the text of {key.id!r} ({key.language.value}) belongs here",
        )
