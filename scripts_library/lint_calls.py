"""Two scripts that would begin the same inbound calls: which of them does must not hang on the alphabet. Pure."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import combinations

from callcenter.kit.languages import Language
from scripts_library.conditions import is_true
from scripts_library.model import Script
from scripts_library.problems import Problem
from scripts_library.samples import full_facts, sparse_facts


def same_calls(scripts: Collection[Script]) -> Iterator[Problem]:
    """Scripts of one language and direction whose `opens` says the same, or holds in one and the same made-up call."""
    opening = [script for script in scripts if script.opens]
    for one, other in combinations(opening, 2):
        if (one.language, one.direction) == (other.language, other.direction) and _meet(one, other):
            yield _problem(one, other)
            yield _problem(other, one)


def _meet(one: Script, other: Script) -> bool:
    if one.opens == other.opens:
        return True
    held = zip(_calls_of(one.opens, one.language), _calls_of(other.opens, other.language), strict=True)
    return any(first and second for first, second in held)


@lru_cache(maxsize=256)
def _calls_of(condition: str, language: Language) -> tuple[bool, ...]:
    """Of each made-up call, whether it would begin so."""
    return tuple(is_true(condition, facts) for facts in (full_facts(language), *sparse_facts(language)))


def _problem(script: Script, other: Script) -> Problem:
    message = f"'opens': script {other.id!r} begins some of these calls too; let only one of them hold"
    return Problem(script.path, script.line, message)
