"""What one language of a script has and another lacks. Pure."""

from collections.abc import Iterator

from callcenter.kit.languages import Language
from scripts_library.model import Script
from scripts_library.problems import Problem


def compare_languages(family: list[Script], languages: tuple[Language, ...]) -> Iterator[Problem]:
    """What one language of a script has and another lacks: steps, answers, exits, or the whole script."""
    first = family[0]
    here = {script.language for script in family}
    for language in languages:
        if language not in here:
            yield Problem(first.path, 1, f"script {first.id!r} is not there in {language.own_name} ({language})")
    outline = {mark: script for script in family for mark in _outline(script)}
    for script in family:
        for mark in sorted(outline.keys() - _outline(script)):
            path, line = _place_of(script, mark)
            yield Problem(path, line, f"{mark} is missing; {outline[mark].path} has it")


def _outline(script: Script) -> frozenset[str]:
    """What must be the same in all languages of a script, as short descriptions."""
    marks = {f"step {step.id!r}" for step in script.steps.values()}
    for step in script.steps.values():
        for answer in step.answers:
            goes = f"script {answer.script!r}" if answer.script else repr(answer.goto)
            only = f" when {answer.when}" if answer.when else ""
            marks.add(f"step {step.id!r}: answer {answer.id!r} (key {answer.key}) to {goes}{only}")
        if step.exit:
            marks.add(f"step {step.id!r}: exit {step.exit}")
        if step.when:
            marks.add(f"step {step.id!r}: when {step.when}, otherwise {step.otherwise!r}")
    marks |= {f"field {name!r}" for name in script.fields}
    marks |= {f"objection {item.id!r} to {item.goto!r}" for item in script.objections}
    marks |= {f"phrase {item.id!r}" for item in script.phrases}
    return frozenset(marks)


def _place_of(script: Script, mark: str) -> tuple[str, int]:
    """The file and line of the step that a mark of `_outline` speaks of; line 1 where the script has no such step."""
    quoted = mark.split("'")[1]
    step = script.steps.get(quoted) if mark.startswith("step") else None
    return (step.path or script.path, step.line) if step else (script.path, 1)
