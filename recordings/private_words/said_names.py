"""What the search is asked for where a surname may have been said before the clinic knew whose it is. Pure."""

from collections.abc import Iterator

from callcenter.kit.languages import Language
from recordings.private_words.known_names import KnownName
from recordings.private_words.surname_forms.registry import surname_forms
from recordings.private_words.tokens import folded
from recordings.search.query import Query, Wanted
from recordings.search.words import fold, is_sign, words_of

_CHINESE_CUES = "姓叫是"
"""A family name of one sign is in every call; it is asked for behind one of these, or with the given name."""


def said_name(name: KnownName) -> Query | None:
    """Any form of a surname in any language; None for a name that cannot be said."""
    runs = tuple(dict.fromkeys(_run(form) for form in _forms(name)))
    runs = tuple(run for run in runs if run)
    return Query((Wanted(runs),)) if runs else None


def _forms(name: KnownName) -> Iterator[str]:
    surname = folded(name.surname)
    if any(map(is_sign, surname)):
        yield surname + folded(name.given)
        yield from (cue + surname for cue in _CHINESE_CUES)
        if len(surname) > 1:
            yield surname
        return
    for language in Language:
        yield from surname_forms(surname, language)


def _run(form: str) -> tuple[str, ...]:
    return tuple(fold(part) for word in words_of(form) for part in word.parts)
