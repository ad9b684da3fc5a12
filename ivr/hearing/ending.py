"""Is an answer over? By its words: some are whole, some end in a way that more must come. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ivr.answers.names import ANSWERS, Asked, Meaning
from ivr.answers.question import Understood
from ivr.answers.words import matching_form

SURE_PAUSE_S = 0.4
"""After a whole answer: longer than the pauses within a sentence, so that 'yes, but' is heard to its end."""
WISH_PAUSE_S = 0.6
"""After a wish for another time, a doubt, or what is understood but not quite surely: something is often put behind."""
MORE_PAUSE_S = 0.9
"""How much longer than usual is waited behind 'and' and 'er'."""
_SURE = 0.9
_WISHES = frozenset({Meaning.MOVE, Meaning.WHEN, Meaning.LATER, Meaning.CANCEL, Meaning.SPLIT, Meaning.UNSURE})
_TALES = frozenset({Meaning.COMMENT, Meaning.NONE, Meaning.MACHINE})


class Ending(StrEnum):
    """How an answer ends so far."""

    SURE = "sure"
    WISH = "wish"
    PLAIN = "plain"
    MORE = "more"
    """It cannot end so: the last word is a conjunction, a preposition or a sound of thinking."""


EndingOf: TypeAlias = Callable[[str], Ending]


def pause_s(ending: Ending, usual_s: float) -> float:
    """The pause that ends an answer; `usual_s` is what the flow wants."""
    match ending:
        case Ending.SURE:
            return min(SURE_PAUSE_S, usual_s)
        case Ending.WISH:
            return min(WISH_PAUSE_S, usual_s)
        case Ending.PLAIN:
            return usual_s
        case Ending.MORE:
            return usual_s + MORE_PAUSE_S


@dataclass(frozen=True, slots=True)
class Endings:
    """How answers of one language end."""

    more: frozenset[str]
    """Last words behind which more comes, in matching form; in Chinese the last signs."""
    joint: str
    """Between words: a space, in Chinese nothing."""

    def asks_for_more(self, words: Sequence[str]) -> bool:
        """Whether more must come behind these words, given in matching form."""
        if self.joint:
            return bool(words) and words[-1] in self.more
        said = "".join(words)
        return any(said.endswith(one) for one in self.more)


def ending_of(text: str, asked: Asked, endings: Endings, understand: Callable[[str], Understood]) -> Ending:
    """How `text`, heard so far in answer to `asked`, ends; `understand` is the parser of that question."""
    words = matching_form(text)
    if not words:
        return Ending.MORE
    if endings.asks_for_more(words):
        return Ending.MORE
    found = understand(text)
    is_tale = found.meaning in _TALES or (asked is Asked.OPEN and found.meaning not in ANSWERS[asked])
    if not found.is_sure or is_tale or (found.meaning is Meaning.WHEN and not found.slots):
        return Ending.PLAIN
    return Ending.WISH if found.meaning in _WISHES or found.confidence < _SURE else Ending.SURE
