"""Chinese names of known patients: whole, or the family name where the words around say that it is one. Pure."""

from collections.abc import Iterator, Sequence

from recordings.private_words.known_names import KnownName
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.tokens import TokenTurn
from recordings.private_words.vocabulary.shape import Vocabulary

_CUES = ("我叫", "名字叫", "名字是", "姓名是", "他叫", "她叫", "叫做", "我是", "您是", "贵姓", "免贵姓", "我姓", "姓")
"""What a name stands directly behind."""


def find_chinese_names(
    turns: Sequence[TokenTurn], vocabulary: Vocabulary, known: Sequence[KnownName]
) -> Iterator[PrivateSpan]:
    """Where names of known patients are said."""
    names = list(dict.fromkeys((name.surname, name.given) for name in known if name.surname))
    for turn in turns:
        text = "".join(turn.texts)
        hidden = [(0, 0, "")] * 0
        for surname, given in names:
            hidden += _places(text, surname, given, vocabulary)
        for first, last, reason in sorted(set(hidden)):
            yield PrivateSpan(
                turn=turn.index,
                first=turn.tokens[first].word,
                last=turn.tokens[last].word,
                kind=PrivateKind.SURNAME,
                reason=reason,
                is_sure=reason == "surname",
            )


def _places(text: str, surname: str, given: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    whole = surname + given
    for place in range(len(text)):
        heard = text[place : place + len(whole)]
        if given and heard == whole:
            yield place, place + len(whole) - 1, "surname"
        elif len(whole) >= 3 and _is_misheard(heard, whole, len(surname)):
            yield place, place + len(whole) - 1, "surname misheard"
        elif text.startswith(surname, place):
            end = place + len(surname)
            behind = text[end : end + 4]
            if behind.startswith(tuple(vocabulary.titles)):
                yield place, end - 1, "surname before a title"
            elif text[:place].endswith(_CUES) and _begins_like(text[end:], given):
                yield place, end - 1 + len(given), "surname after a cue"


def _is_misheard(heard: str, whole: str, of_surname: int) -> bool:
    """One character of a name of three or more is another, or two of its given name and the surname is right."""
    if len(heard) != len(whole):
        return False
    same = sum(one == other for one, other in zip(heard, whole, strict=True))
    return same == len(whole) - 1 and heard[-of_surname:] != ""


def _begins_like(behind: str, given: str) -> bool:
    return bool(given) and len(behind) >= len(given)
