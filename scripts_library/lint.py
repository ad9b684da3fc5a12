"""Scripts checked like programs: every problem with its file and line."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from callcenter.kit.content import ContentError, read_content
from callcenter.kit.languages import Language
from scripts_library.lint_calls import same_calls
from scripts_library.lint_languages import compare_languages
from scripts_library.lint_texts import check_texts
from scripts_library.loader import Library, beside, content_files
from scripts_library.model import Script
from scripts_library.problems import Problem
from scripts_library.reading import is_part, read_part
from scripts_library.shape import (
    ends_here,
    jumps_to_nowhere,
    lost_returns,
    reachable,
    skippable,
    steps_with_a_way_out,
)


def lint_files(
    paths: Iterable[Path],
    languages: Iterable[Language] = (),
    criteria: Collection[str] = (),
    elsewhere: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Problems of the scripts in files and folders; `languages` are those in which every script must exist, `criteria`
    those of the phone standard, each of which a step or phrase must fulfil, and `elsewhere` the ids of scripts that
    are not among these files and may be gone on in."""
    problems: list[Problem] = []
    scripts: list[Script] = []
    for path in content_files(paths):
        try:
            entry = read_content(path)
            if is_part(entry):
                read_part(entry)
            else:
                scripts.append(beside(entry, path))
        except ContentError as problem:
            problems.append(Problem(problem.path, problem.line, problem.problem))
    problems += lint_scripts(scripts, languages, criteria, elsewhere)
    return tuple(sorted(set(problems)))


def lint_library(
    library: Library, languages: Iterable[Language] = (), criteria: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Problems of loaded scripts; `languages` and `criteria` as in `lint_files`."""
    return tuple(sorted(set(lint_scripts(library.scripts, languages, criteria))))


def lint_scripts(
    scripts: Iterable[Script],
    languages: Iterable[Language] = (),
    criteria: Collection[str] = (),
    elsewhere: Collection[str] = (),
) -> Iterator[Problem]:
    """Problems within each script, between scripts, and between the languages of one script."""
    everything = tuple(scripts)
    families: dict[str, list[Script]] = {}
    for script in everything:
        yield from check_script(script)
        families.setdefault(script.id, []).append(script)
    for family in families.values():
        yield from compare_languages(family, tuple(languages))
    yield from check_together(everything, criteria, elsewhere)


def check_script(script: Script) -> Iterator[Problem]:
    """Problems within one script."""
    nowhere = tuple(jumps_to_nowhere(script))
    yield from nowhere
    yield from _ends(script)
    yield from _fields(script)
    if not nowhere:
        yield from _ways(script)
    yield from check_texts(script)


def check_together(
    scripts: Collection[Script], criteria: Collection[str] = (), elsewhere: Collection[str] = ()
) -> Iterator[Problem]:
    """Answers that lead to scripts that are not there, two scripts that open the same calls, criteria that no script
    of a language serves, and criteria that the phone standard does not have."""
    here = {(script.id, script.language) for script in scripts}
    for script in scripts:
        for step in script.steps.values():
            for answer in step.answers:
                if answer.script and answer.script not in elsewhere and (answer.script, script.language) not in here:
                    message = f"answer {answer.id!r} leads to an unknown script {answer.script!r}"
                    yield Problem(step.path or script.path, answer.line, message)
    yield from same_calls(scripts)
    if criteria:
        yield from _criteria(scripts, criteria)


def _criteria(scripts: Collection[Script], criteria: Collection[str]) -> Iterator[Problem]:
    for language in sorted({script.language for script in scripts}):
        own = [script for script in scripts if script.language is language]
        served: set[str] = set()
        for script in own:
            for path, line, owner, names in _named_criteria(script):
                served.update(names)
                for name in sorted(set(names) - set(criteria)):
                    yield Problem(path, line, f"{owner} names a criterion {name!r} that the phone standard has not")
        for name in sorted(set(criteria) - served):
            yield Problem(own[0].path, 1, f"no step or phrase in {language.own_name} serves the criterion {name!r}")


def _named_criteria(script: Script) -> Iterator[tuple[str, int, str, tuple[str, ...]]]:
    for step in script.steps.values():
        yield step.path or script.path, step.line, f"step {step.id!r}", step.criteria
    for phrase in script.phrases:
        yield script.path, phrase.line, f"phrase {phrase.id!r}", phrase.criteria


def _ends(script: Script) -> Iterator[Problem]:
    """Steps where the administrator is left without a next step, and exits that go on."""
    for step in script.steps.values():
        path = step.path or script.path
        if not step.answers and not step.is_exit:
            message = f"step {step.id!r} is a dead end: give it answers, or an exit with the call's outcome"
            yield Problem(path, step.line, message)
        if step.answers and step.is_exit:
            message = f"step {step.id!r} is an exit and has answers too: keep one of the two"
            yield Problem(path, step.line, message)
        if step.answers and all(answer.when for answer in step.answers):
            message = f"every answer of step {step.id!r} has a condition; one must be offered always"
            yield Problem(path, step.line, message)


def _fields(script: Script) -> Iterator[Problem]:
    """Fields that are captured or set without being declared."""
    for step in script.steps.values():
        path = step.path or script.path
        for name in step.capture:
            if name not in script.fields:
                message = f"step {step.id!r} captures {name!r}, which is not under 'fields'"
                yield Problem(path, step.line, message)
        for answer in step.answers:
            for name in answer.sets:
                if name not in script.fields:
                    message = f"answer {answer.id!r} sets {name!r}, which is not under 'fields'"
                    yield Problem(path, answer.line, message)


def _ways(script: Script) -> Iterator[Problem]:
    """Steps that no call comes to or gets out of, required ones that can be skipped, returns to nowhere."""
    reached, safe = reachable(script), steps_with_a_way_out(script)
    for step in script.steps.values():
        own = not step.path or step.path == script.path
        if step.id not in reached and own:
            yield Problem(script.path, step.line, f"step {step.id!r} is never reached from {script.start!r}")
        elif step.id in reached and step.id not in safe and (step.answers and not ends_here(step)):
            message = f"step {step.id!r} is in a loop without an exit: no answer from here on ends the call"
            yield Problem(step.path or script.path, step.line, message)
    for step, goal in skippable(script):
        message = f"step {step.id!r} is required, and a call can end at {goal!r} without it"
        yield Problem(step.path or script.path, step.line, message)
    for step in lost_returns(script):
        message = f"step {step.id!r} returns to what was interrupted, and a call comes to it without an objection"
        yield Problem(step.path or script.path, step.line, message)
