"""All content of the product under one check: every problem as `path:line: message`."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from callcenter.app.flow_lint import problems_of_clinics_book, problems_of_flow_file, problems_of_shipped_flows
from callcenter.app.natures_lint import problems_of_natures, problems_of_shipped_natures
from callcenter.clinic.demo.load import load_demo, read_demo
from callcenter.kit.content import ContentError, read_content
from callcenter.kit.languages import Language
from callcenter.web.catalogues import problems as catalogue_problems
from ivr.answers.freshness import stale_answer_models
from ivr.answers.loader import check_phrases
from ivr.answers.names import Asked
from outbound.mailing.text_loader import load_wordings, read_wordings
from recordings.demo_model.freshness import stale_models
from recordings.own_standard.judging import likely_typos
from recordings.scoring.acts.freshness import stale_act_models
from recordings.scoring.engine import RULES
from recordings.scoring.loader import SHIPPED as STANDARDS
from recordings.scoring.loader import load_pack, load_standard, misplaced
from scripts_library.lint import lint_files
from scripts_library.loader import SHIPPED as SCRIPTS
from scripts_library.loader import shipped_ids

_ROOT = Path(__file__).parents[2]
_KINDS = (
    "a script (steps), part of scripts (part), standard (criteria), phrase pack (polite), flow (nodes),"
    " prompts (prompts), answers (questions such as confirm_visit), messages (messages), demo clinic (callers)"
    " or how its patients are with robots (natures)"
)
"""What a content file can be, and the field that shows it."""


def problems_of_product() -> Iterator[str]:
    """Problems of everything that is shipped, in all five languages."""
    yield from (str(problem) for problem in lint_files([SCRIPTS], Language, RULES))
    yield from problems_of_shipped_flows()
    yield from _problem_of(load_standard)
    for language in Language:
        yield from _problem_of(partial(load_pack, language))
        yield from _problem_of(partial(load_demo, language))
        yield from _problem_of(partial(load_wordings, language))
    yield from problems_of_shipped_natures()
    yield from catalogue_problems(_ROOT)
    yield from stale_models()
    yield from stale_act_models()
    yield from stale_answer_models()


def problems_of_clinic(own: Path) -> Iterator[str]:
    """Problems of a clinic's own folder (CALLCENTER_CONTENT_DIR)."""
    if not own.is_dir():
        yield f"{own}:1: CALLCENTER_CONTENT_DIR names this folder, and it is not there"
    yield from (str(problem) for problem in misplaced(own / "standards"))
    told = list(problems_in([own]))
    yield from told
    yield from (problem for problem in problems_of_clinics_book(own) if problem not in told)


def _standard_problems(path: Path) -> Iterator[str]:
    problems = list(_problem_of(partial(load_standard, path)))
    yield from problems
    if not problems:
        for name, meant in likely_typos(load_standard(path)):
            todo = f"if {meant!r} is meant, correct it, else choose a name less like it"
            yield f"{path}:{_line_of(path, name)}: no rule is called {name!r}; {todo}"


def _line_of(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if name in line.split()), 1)


def problems_in(paths: Iterable[Path]) -> Iterator[str]:
    """Problems of the given files and folders; what a file is, its own fields say."""
    for path in _files(paths):
        try:
            entry = read_content(path)
            fields = entry.fields()
        except ContentError as problem:
            yield str(problem)
            continue
        if "steps" in fields or ("part" in fields and "nodes" not in fields):
            yield from (str(problem) for problem in lint_files([path], elsewhere=shipped_ids()))
        elif "nodes" in fields or "prompts" in fields:
            yield from problems_of_flow_file(path, entry)
        elif "messages" in fields:
            yield from _problem_of(partial(read_wordings, path))
        elif "criteria" in fields:
            yield from _standard_problems(path)
        elif "polite" in fields:
            yield from _pack_problem(path)
        elif fields.keys() <= {"any", *Asked}:
            yield from _problem_of(partial(check_phrases, path))
        elif "natures" in fields:
            yield from problems_of_natures(path)
        elif "callers" in fields:
            yield from _problem_of(partial(read_demo, path))
        else:
            yield f"{path}:1: not {_KINDS}"


def _pack_problem(path: Path) -> Iterator[str]:
    if path.stem not in set(Language):
        yield f"{path}:1: name a phrase pack after its language, such as {STANDARDS.name}/phrases/ru.yaml"
        return
    yield from _problem_of(partial(load_pack, Language(path.stem), path.parent))


def _problem_of(load: Callable[[], object]) -> Iterator[str]:
    try:
        load()
    except ContentError as problem:
        yield str(problem)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
