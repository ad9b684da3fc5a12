"""A script together with the parts that it names. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol, TypeVar

from callcenter.kit.content import ContentError
from scripts_library.model import Part, Script, Step


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_One = TypeVar("_One", bound=_Named)


def with_parts(script: Script, parts: Mapping[str, Part]) -> Script:
    """The script with the steps, fields, objections and phrases of its parts; its own win over theirs.

    Raises ContentError for a part that is not there, and for a step that two parts have.
    """
    used = [_part(script, name, parts) for name in script.parts]
    if not used:
        return script
    steps: dict[str, Step] = {}
    for part in used:
        for name, step in part.steps.items():
            if name in steps and name not in script.steps:
                raise ContentError(
                    step.path, step.line, f"step {name!r} is in {steps[name].path} too, and {script.id!r} uses both"
                )
            steps[name] = step
    return replace(
        script,
        steps=MappingProxyType({**script.steps, **{n: s for n, s in steps.items() if n not in script.steps}}),
        fields=MappingProxyType({**{n: f for part in used for n, f in part.fields.items()}, **script.fields}),
        objections=_together(script.objections, (part.objections for part in used)),
        phrases=_together(script.phrases, (part.phrases for part in used)),
    )


def _part(script: Script, name: str, parts: Mapping[str, Part]) -> Part:
    part = parts.get(name)
    if part is None:
        here = ", ".join(sorted(parts)) or "none"
        raise ContentError(
            script.path, script.line, f"there is no part {name!r} in {script.language.own_name}; there: {here}"
        )
    return part


def _together(own: tuple[_One, ...], others: Iterable[tuple[_One, ...]]) -> tuple[_One, ...]:
    """The script's own first, then those of its parts that it has not itself."""
    found = {one.id: one for one in own}
    for more in others:
        for one in more:
            found.setdefault(one.id, one)
    return tuple(found.values())
