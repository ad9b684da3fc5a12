"""Changing the end of a word by the longest ending that fits. Pure."""

from collections.abc import Mapping


def changed(word: str, endings: Mapping[str, str]) -> str:
    """`word` with its ending changed: {'ий': 'ого'} makes 'Белого' of 'Белий'; one that nothing fits keeps its form.

    An ending '' fits every word. A word is never all ending.
    """
    for size in range(min(6, len(word) - 1), -1, -1):
        ending = word[len(word) - size :]
        if ending in endings:
            return word[: len(word) - size] + endings[ending]
    return word


def table(text: str) -> dict[str, str]:
    """Endings written as 'ий>ого а>ы'; nothing before the sign is the ending of every other word."""
    return {ending: instead for ending, _, instead in (pair.partition(">") for pair in text.split())}


def each(letters: str, instead: str) -> dict[str, str]:
    """One change for words that end in any of the letters: each('бв', '+а') adds 'а' after either."""
    added = instead.removeprefix("+")
    return {letter: letter + added if instead.startswith("+") else added for letter in letters}
