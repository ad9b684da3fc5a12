"""Is it the patient, or our own prompt coming back from a loudspeaker? Pure."""

from collections.abc import Sequence

_LEAST_WORDS = 3
_MOSTLY = 0.6
_HALF = 0.5


def is_echo(words: Sequence[str], prompt: Sequence[str], *, suspected: bool) -> bool:
    """Whether `words` are the prompt's own, both in matching form.

    Three words in the prompt's order are no accident. Where a voice began with the prompt itself (`suspected`), it
    takes words that are mostly not the prompt's to believe in a patient.
    """
    if not words or not prompt:
        return False
    if suspected:
        known = frozenset(prompt)
        return sum(word in known for word in words) > _HALF * len(words)
    return len(words) >= _LEAST_WORDS and _in_order(words, prompt) >= _MOSTLY * len(words)


def _in_order(words: Sequence[str], prompt: Sequence[str]) -> int:
    """How many of the words come in the prompt in their order."""
    place, found = 0, 0
    for word in words:
        try:
            place = prompt.index(word, place) + 1
        except ValueError:
            continue
        found += 1
    return found
