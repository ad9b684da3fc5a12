"""Scripts checked like programs: every problem with its file and line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from scripts_library.lint_texts import check_texts
from scripts_library.loader import Library, content_files, load_script
from scripts_library.model import Script
from scripts_library.problems import Problem
from scripts_library.shape import jumps_to_nowhere, leads_to, reachable, steps_with_a_way_out


def lint_files(paths: Iterable[Path], languages: Iterable[Language] = ()) -> tuple[Problem, ...]:
    """Problems of the scripts in files and folders; `languages` are those in which every script must exist."""
    problems: list[Problem] = []
    scripts: list[Script] = []
    for path in content_files(paths):
        try:
            scripts.append(load_script(path))
        except ContentError as problem:
            problems.append(Problem(problem.path, problem.line, problem.problem))
    problems += lint_scripts(scripts, languages)
    return tuple(sorted(problems))


def lint_library(library: Library, languages: Iterable[Language] = ()) -> tuple[Problem, ...]:
    """Problems of loaded scripts; `languages` are those in which every script must exist."""
    return tuple(sorted(lint_scripts(library.scripts, languages)))


def lint_scripts(scripts: Iterable[Script], languages: Iterable[Language] = ()) -> Iterator[Problem]:
    """Problems within each script, and between the languages of one script."""
    families: dict[str, list[Script]] = {}
    for script in scripts:
        yield from check_script(script)
        families.setdefault(script.id, []).append(script)
    for family in families.values():
        yield from _compare_languages(family, tuple(languages))


def check_script(script: Script) -> Iterator[Problem]:
    """Problems within one script."""
    yield from jumps_to_nowhere(script)
    yield from _ends(script)
    yield from _fields(script)
    yield from _ways(script)
    yield from check_texts(script)


def _ends(script: Script) -> Iterator[Problem]:
    """Steps where the administrator is left without a next step, and exits that go on."""
    for step in script.steps.values():
        if not step.answers and not step.is_exit:
            message = f"step {step.id!r} is a dead end: give it answers, or an exit with the call's outcome"
            yield Problem(script.path, step.line, message)
        if step.answers and step.is_exit:
            message = f"step {step.id!r} is an exit and has answers too: keep one of the two"
            yield Problem(script.path, step.line, message)


def _fields(script: Script) -> Iterator[Problem]:
    """Fields that are captured or set without being declared."""
    for step in script.steps.values():
        for name in step.capture:
            if name not in script.fields:
                message = f"step {step.id!r} captures {name!r}, which is not under 'fields'"
                yield Problem(script.path, step.line, message)
        for answer in step.answers:
            for name in answer.sets:
                if name not in script.fields:
                    message = f"answer {answer.id!r} sets {name!r}, which is not under 'fields'"
                    yield Problem(script.path, answer.line, message)


def _ways(script: Script) -> Iterator[Problem]:
    """Steps that no call comes to, and steps from which no call gets out."""
    reached, safe = reachable(script), steps_with_a_way_out(script)
    for step in script.steps.values():
        if step.id not in reached:
            yield Problem(script.path, step.line, f"step {step.id!r} is never reached from {script.start!r}")
        elif step.id not in safe and leads_to(step):
            message = f"step {step.id!r} is in a loop without an exit: no answer from here on ends the call"
            yield Problem(script.path, step.line, message)


def _compare_languages(family: list[Script], languages: tuple[Language, ...]) -> Iterator[Problem]:
    """What one language of a script has and another lacks: steps, answers, exits, or the whole script."""
    first = family[0]
    here = {script.language for script in family}
    for language in languages:
        if language not in here:
            yield Problem(first.path, 1, f"script {first.id!r} is not there in {language.own_name} ({language})")
    outline = {mark: script for script in family for mark in _outline(script)}
    for script in family:
        for mark in sorted(outline.keys() - _outline(script)):
            message = f"{mark} is missing; {outline[mark].path} has it"
            yield Problem(script.path, _line_of(script, mark), message)


def _outline(script: Script) -> frozenset[str]:
    """What must be the same in all languages of a script, as short descriptions."""
    marks = {f"step {step.id!r}" for step in script.steps.values()}
    marks |= {
        f"step {step.id!r}: answer {answer.id!r} (key {answer.key}) to {answer.goto!r}"
        for step in script.steps.values()
        for answer in step.answers
    }
    marks |= {f"step {step.id!r}: exit {step.exit}" for step in script.steps.values() if step.exit}
    marks |= {f"field {name!r}" for name in script.fields}
    marks |= {f"objection {item.id!r} to {item.goto!r}" for item in script.objections}
    return frozenset(marks)


def _line_of(script: Script, mark: str) -> int:
    """The line of the step that a mark of `_outline` speaks of; 1 where the script has no such step."""
    quoted = mark.split("'")[1]
    step = script.steps.get(quoted) if mark.startswith("step") else None
    return step.line if step else 1
