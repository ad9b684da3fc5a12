"""Conditions of steps and answers: one Jinja2 expression over who calls, what was said and what is known. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from scripts_library.facts import Facts
from scripts_library.texts import TEXT_ERRORS, expression, on_screen, variables

Holds: TypeAlias = Callable[[str, Mapping[str, str]], bool]
"""Whether a condition holds, given what was captured in the walk so far."""


def always(_condition: str, _captured: Mapping[str, str]) -> bool:
    """For walks without a call: every step is said and every answer offered."""
    return True


def holds_with(facts: Facts) -> Holds:
    """Conditions as they hold for these facts. What cannot be computed counts as true: nothing is hidden by mistake."""

    def holds(condition: str, captured: Mapping[str, str]) -> bool:
        return not condition or is_true(condition, replace(facts, said=MappingProxyType(dict(captured))))

    return holds


def is_true(condition: str, facts: Facts) -> bool:
    """Whether one condition holds for these facts."""
    try:
        return bool(expression(condition)(**variables(facts, on_screen)))
    except TEXT_ERRORS:
        return True
