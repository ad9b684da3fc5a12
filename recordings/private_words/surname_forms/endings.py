"""Putting endings on stems."""

from collections.abc import Iterable


def with_endings(stem: str, endings: str) -> set[str]:
    """The stem with each ending of a list; a dash stands for no ending."""
    return {stem + ending.replace("-", "") for ending in endings.split()}


def first_that_fits(word: str, table: Iterable[tuple[str, str, str]]) -> set[str]:
    """The forms by the first row whose ending the word has: (ending, what takes its place, endings of the forms)."""
    for ending, instead, forms in table:
        if word.endswith(ending) and len(word) > len(ending):
            return with_endings(word[: len(word) - len(ending)] + instead, forms)
    return set()
