"""Scripts and parts as plain values of JSON and back, in the shape of their files. Pure.

What a file leaves out is left out here too, so that two texts that say the same are the same value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from callcenter.domain.outcomes import Outcome
from callcenter.kit.content import Entry
from scripts_library.model import Answer, Field, FieldKind, Objection, Part, Phrase, Script, Step
from scripts_library.reading import read_part, read_stored_script

Plain: TypeAlias = "str | int | float | bool | Sequence[Plain] | Mapping[str, Plain] | None"


def to_plain(one: Script | Part) -> dict[str, Plain]:
    """The values of a script or part, in the order in which files have them."""
    return script_to_plain(one) if isinstance(one, Script) else part_to_plain(one)


def script_to_plain(script: Script) -> dict[str, Plain]:
    """The values of a script; with those of its parts where they are among its steps."""
    return {
        "id": script.id,
        "version": script.version,
        "language": script.language.value,
        "title": script.title,
        "direction": script.direction.value,
        "start": script.start,
        **_given(
            enter=script.enter,
            opens=script.opens,
            goal=[] if script.goal == (Outcome.BOOKED,) else [one.value for one in script.goal],
            parts=list(script.parts),
        ),
        **_shared(script),
        "steps": {name: step_to_plain(step) for name, step in script.steps.items()},
    }


def part_to_plain(part: Part) -> dict[str, Plain]:
    """The values of a part."""
    head: dict[str, Plain] = {
        "part": part.id,
        "version": part.version,
        "language": part.language.value,
        "title": part.title,
    }
    return {**head, **_shared(part), **_given(steps={name: step_to_plain(step) for name, step in part.steps.items()})}


def step_to_plain(step: Step) -> dict[str, Plain]:
    """The values of one step."""
    return {
        "title": step.title,
        **_given(when=step.when, otherwise=step.otherwise),
        "say": step.say,
        **_given(
            fallback=step.fallback,
            again=step.again,
            hint=step.hint,
            listen=list(step.listen),
            required=step.required,
            capture=list(step.capture),
            criteria=list(step.criteria),
            answers=[_answer(answer) for answer in step.answers],
            exit=step.exit.value if step.exit else "",
        ),
    }


def from_plain(plain: Plain, path: str = "<stored>") -> Script:
    """The script that was stored. Raises ContentError for what is none."""
    return read_stored_script(_entry(plain, path))


def part_from_plain(plain: Plain, path: str = "<stored>") -> Part:
    """The part that was stored. Raises ContentError for what is none."""
    return read_part(_entry(plain, path))


def with_places(script: Script, paths: Mapping[str, str]) -> Script:
    """The script with the files that its steps come from; of those not named, that of the script."""
    steps = {name: replace(step, path=paths.get(name, script.path)) for name, step in script.steps.items()}
    return replace(script, steps=MappingProxyType(steps))


def _answer(answer: Answer) -> dict[str, Plain]:
    return {
        "key": answer.key,
        "id": answer.id,
        "label": answer.label,
        **_given(goto=answer.goto, script=answer.script, when=answer.when, set=dict(answer.sets)),
    }


def _shared(one: Script | Part) -> dict[str, Plain]:
    return _given(
        fields={name: _field(field) for name, field in one.fields.items()},
        objections=[_objection(item) for item in one.objections],
        phrases=[_phrase(item) for item in one.phrases],
    )


def _field(field: Field) -> dict[str, Plain]:
    return {"label": field.label, **_given(kind="" if field.kind is FieldKind.TEXT else field.kind.value)}


def _objection(item: Objection) -> dict[str, Plain]:
    return {"id": item.id, "label": item.label, "goto": item.goto}


def _phrase(item: Phrase) -> dict[str, Plain]:
    return {"id": item.id, "label": item.label, "say": item.say, **_given(criteria=list(item.criteria))}


def _given(**values: Plain) -> dict[str, Plain]:
    """Those that are not empty."""
    return {name: value for name, value in values.items() if value}


def _entry(plain: Plain, path: str) -> Entry:
    match plain:
        case str() | int() | float() | bool() | None:
            return Entry(path, 0, plain)
        case Mapping():
            return Entry(path, 0, {str(name): _entry(value, path) for name, value in plain.items()})
        case _:
            return Entry(path, 0, [_entry(value, path) for value in plain])
