"""Surnames of patients whom the clinic knows, as they are said: in any case, of any gender, a little misheard. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.private_words.cues import Cues
from recordings.private_words.known_names import KnownName, Names, given_among, surnames_among
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary

_LONG = 7
"""A word this long that is one letter away from a surname is that surname misheard, whatever stands beside it."""
_SHORTEST = 4
"""Shorter words are like too many others."""
_NEAR = 4
"""Words between a cue and the name that it asks for."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What is looked for in one call."""

    surnames: Names
    given: Names


def find_surnames(
    turns: Sequence[TokenTurn], cues: Cues, vocabulary: Vocabulary, known: Sequence[KnownName], language: Language
) -> Iterator[PrivateSpan]:
    """Where surnames of known patients are said."""
    names = _Names(surnames_among(known, language), given_among(known, language))
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
    if names.surnames.has(text):
        is_told = text not in vocabulary.ordinary or _is_told_of(turn, place, cues, vocabulary, names)
        return "surname" if is_told else ""
    if names.given.has(text):
        return ""
    if names.surnames.has_like(text, _LONG):
        return "surname misheard"
    is_like = names.surnames.has_like(text, _SHORTEST) and text not in vocabulary.ordinary
    return "surname misheard after a cue" if is_like and _is_told_of(turn, place, cues, vocabulary, names) else ""


def _is_told_of(turn: TokenTurn, place: int, cues: Cues, vocabulary: Vocabulary, names: _Names) -> bool:
    """Whether the words around say that this is a name: a given name, Mr or Mrs, or the question for the surname."""
    texts = turn.texts
    beside = texts[max(0, place - 2) : place] + texts[place + 1 : place + 2]
    if any(text in vocabulary.titles or names.given.has(text) for text in beside):
        return True
    here = cues.of(turn.index, PrivateKind.SURNAME)
    if any(0 < place - cue.last <= _NEAR for cue in here):
        return True
    return place < _NEAR and turn.index > 0 and bool(cues.of(turn.index - 1, PrivateKind.SURNAME))
