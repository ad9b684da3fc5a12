"""Surnames of patients whom the clinic knows, as they are said: in any case, of any gender, a little misheard. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.private_words.cues import Cues
from recordings.private_words.likeness import misheard
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.surname_forms.registry import surname_forms
from recordings.private_words.tokens import TokenTurn, folded
from recordings.private_words.vocabulary.shape import Vocabulary

_SAME_BEGINNING = 2
"""Letters that no grammatical form changes."""
_LONG = 7
"""A word this long that is one letter away from a surname is that surname misheard, whatever stands beside it."""
_NEAR = 4
"""Words between a cue and the name that it asks for."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A patient's name as the card holds it."""

    given: str
    surname: str


@dataclass(frozen=True, slots=True)
class _Names:
    """What is looked for in one call."""

    surnames: frozenset[str]
    """All forms."""
    given: frozenset[str]


def find_surnames(
    turns: Sequence[TokenTurn], cues: Cues, vocabulary: Vocabulary, known: Sequence[KnownName], language: Language
) -> Iterator[PrivateSpan]:
    """Where surnames of known patients are said."""
    said = {token.text for turn in turns for token in turn.tokens}
    names = _names_like(said, known, language)
    if not names.surnames:
        return
    for turn in turns:
        for place, token in enumerate(turn.tokens):
            reason = _why(turn, place, cues, vocabulary, names)
            if reason:
                yield PrivateSpan(
                    turn=turn.index,
                    first=token.word,
                    last=token.word,
                    kind=PrivateKind.SURNAME,
                    reason=reason,
                    is_sure=reason == "surname",
                )


def _why(turn: TokenTurn, place: int, cues: Cues, vocabulary: Vocabulary, names: _Names) -> str:
    texts = turn.texts
    text = texts[place]
    if place and texts[place - 1].startswith(vocabulary.doctors):
        return ""
    if text in names.surnames:
        is_told = text not in vocabulary.ordinary or _is_told_of(turn, place, cues, vocabulary, names)
        return "surname" if is_told else ""
    if misheard(text, names.surnames, _LONG) and text not in names.given:
        return "surname misheard"
    if _is_told_of(turn, place, cues, vocabulary, names) and misheard(text, names.surnames) and text not in names.given:
        return "surname misheard after a cue"
    return ""


def _is_told_of(turn: TokenTurn, place: int, cues: Cues, vocabulary: Vocabulary, names: _Names) -> bool:
    """Whether the words around say that this is a name: a given name, Mr or Mrs, or the question for the surname."""
    texts = turn.texts
    beside = texts[max(0, place - 2) : place] + texts[place + 1 : place + 2]
    if any(text in vocabulary.titles or text in names.given for text in beside):
        return True
    here = cues.of(turn.index, PrivateKind.SURNAME)
    if any(0 < place - cue.last <= _NEAR for cue in here):
        return True
    return place < _NEAR and turn.index > 0 and bool(cues.of(turn.index - 1, PrivateKind.SURNAME))


def _names_like(said: set[str], known: Sequence[KnownName], language: Language) -> _Names:
    """The forms of those names that begin like a word of the call: a clinic has thousands."""
    beginnings = {text[:_SAME_BEGINNING] for text in said}
    spoken = dict.fromkeys((folded(name.surname), folded(name.given)) for name in known)
    surnames = {surname for surname, _ in spoken if surname and surname[:_SAME_BEGINNING] in beginnings}
    given = {first for _, names in spoken if names for first in names.split() if first[:_SAME_BEGINNING] in beginnings}
    return _Names(_forms(surnames, language), _forms(given, language))


def _forms(names: set[str], language: Language) -> frozenset[str]:
    made: Mapping[str, frozenset[str]] = {name: surname_forms(name, language) for name in names}
    return frozenset(form for forms in made.values() for form in forms if len(form) > 1)
