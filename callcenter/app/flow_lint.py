"""Flows and prompts under `callcenter lint`: all that is shipped, or single files beside what is shipped."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from callcenter.kit.content import ContentError, Entry
from callcenter.kit.languages import Language
from ivr.flow.lint import check_flow, lint_flows
from ivr.flow.lint_prompts import check_prompts, used_prompts
from ivr.flow.loader import SHIPPED, Book, is_prompt_file, load_book, load_flows, load_parts, load_prompts
from ivr.flow.model import Flow
from ivr.flow.problems import Problem
from ivr.flow.prompts import Prompts, merged, read_prompts
from ivr.flow.reading import is_part, read_flow, read_part


def problems_of_shipped_flows() -> Iterator[str]:
    """Problems of the product's own flows and prompts."""
    try:
        book = load_book()
    except ContentError as problem:
        yield str(problem)
        return
    yield from map(str, lint_flows(book.flows.values(), book.prompts, Language))


def problems_of_clinics_book(own: Path) -> Iterator[str]:
    """Problems that the flows and prompts of a clinic's folder have together, with what is shipped: private words that
    a stranger or a machine would hear are told at the line of the prompt that the clinic wrote. Files that cannot be
    read are told where they are looked at one by one."""
    try:
        book = load_book(own)
    except ContentError:
        return
    flows = book.flows.values()
    found = {_at_the_clinics(problem, own, book) for flow in flows for problem in check_flow(flow, book.prompts)}
    words = check_prompts(used_prompts(flows), book.prompts, Language)
    found.update(problem for problem in words if Path(problem.path).is_relative_to(own))
    yield from map(str, sorted(found))


def _at_the_clinics(problem: Problem, own: Path, book: Book) -> Problem:
    """The problem at the clinic's own line: where a shipped flow says what the clinic has worded, at that prompt."""
    if Path(problem.path).is_relative_to(own):
        return problem
    for words in book.prompts.values():
        for prompt in words.by_id.values():
            is_named = f"{prompt.id!r}" in problem.message and Path(prompt.path).is_relative_to(own)
            if is_named and f"({words.language})" in problem.message:
                return replace(problem, path=prompt.path, line=prompt.line)
    return problem


def problems_of_flow_file(path: Path, entry: Entry) -> Iterator[str]:
    """Problems of one file with a flow, a part or prompts, as it stands among the shipped ones and those of its
    clinic: flows lie in a folder `flows`, prompts beside it in `prompts`."""
    try:
        if is_prompt_file(entry):
            found = _of_prompts(read_prompts(entry), path)
        elif is_part(entry):
            read_part(entry)
            return
        else:
            found = _of_flow(entry, path)
        yield from map(str, sorted({problem for problem in found if problem.path == str(path)}))
    except ContentError as problem:
        yield str(problem)


def _of_flow(entry: Entry, path: Path) -> list[Problem]:
    book = _shipped()
    flow = read_flow(entry, load_parts(SHIPPED, path.parent))
    own = path.parent.parent / "prompts"
    prompts = merged([*book.prompts.values(), *(load_prompts(own).values() if own.is_dir() else ())])
    found = list(check_flow(flow, prompts))
    missing = check_prompts(used_prompts([flow]), prompts, tuple(prompts))
    return found + [problem for problem in missing if problem.path == str(path)]


def _of_prompts(prompts: Prompts, path: Path) -> list[Problem]:
    """The prompts of a clinic's own file are looked at in the company of all others of their language."""
    book, own = _shipped(), path.parent.parent / "flows"
    together = merged([*book.prompts.values(), prompts])[prompts.language]
    flows = {**book.flows, **_flows_in(own)}
    return list(check_prompts(used_prompts(flows.values()), {prompts.language: together}, ()))


def _flows_in(own: Path) -> dict[str, Flow]:
    """The flows of a clinic's folder; those that cannot be read are told of where they are looked at themselves."""
    if not own.is_dir():
        return {}
    try:
        return dict(load_flows(SHIPPED, own))
    except ContentError:
        return {}


@cache
def _shipped() -> Book:
    return load_book()
