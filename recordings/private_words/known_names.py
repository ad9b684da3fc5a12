"""The names of a clinic's patients, to be found quickly among the words of a call: a clinic has thousands. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from callcenter.kit.edit_distance import edit_distance
from callcenter.kit.languages import Language
from recordings.private_words.surname_forms.registry import surname_forms
from recordings.private_words.tokens import folded

_SHORT = 4
"""Of a name this short only two letters are the same in all its forms; of a longer one three are."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A patient's name as the card holds it."""

    given: str
    surname: str


class Names:
    """Some names in all their forms, looked up by their beginning, or by their middle where that is misheard."""

    def __init__(self, names: Iterable[str], language: Language) -> None:
        """`names` in small letters."""
        self._language = language
        self._forms: dict[str, frozenset[str]] = {}
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        self._by_middle: dict[str, list[str]] = defaultdict(list)
        for name in {part for whole in names for part in (whole, *whole.replace("-", " ").split())}:
            if len(name) < 2:
                continue
            self._by_beginning[name[: 2 if len(name) <= _SHORT else 3]].append(name)
            self._by_middle[name[3:6]].append(name)

    def has(self, word: str) -> bool:
        """Whether a word is one of the names in some form."""
        return any(word in self._forms_of(name) for name in self._beginning_like(word))

    def has_like(self, word: str, shortest: int) -> bool:
        """Whether a word of `shortest` letters or more is one letter away from a form of a name as long."""
        if len(word) < shortest:
            return False
        middles = {word[place : place + 3] for place in (2, 3, 4)}
        near = [*self._beginning_like(word), *(name for middle in middles for name in self._by_middle.get(middle, ()))]
        return any(
            len(form) >= shortest and edit_distance(word, form, 1) <= 1
            for name in near
            if abs(len(name) - len(word)) <= _SHORT
            for form in self._forms_of(name)
        )

    def _beginning_like(self, word: str) -> Iterator[str]:
        yield from self._by_beginning.get(word[:2], ())
        yield from self._by_beginning.get(word[:3], ())

    def _forms_of(self, name: str) -> frozenset[str]:
        forms = self._forms.get(name)
        if forms is None:
            forms = self._forms[name] = surname_forms(name, self._language)
        return forms


def surnames_among(known: Sequence[KnownName], language: Language) -> Names:
    """The surnames."""
    return Names({folded(name.surname) for name in known if name.surname}, language)


def given_among(known: Sequence[KnownName], language: Language) -> Names:
    """The given names, and the patronymics that stand with them."""
    return Names({part for name in known for part in folded(name.given).split()}, language)
