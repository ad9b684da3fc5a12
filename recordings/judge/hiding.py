"""A transcript as the model may see it: without telephones, cards, birth dates and the names that patients tell. Pure.

Private words are those of recordings/private_words, which knows the surnames of the clinic's patients. A caller whom
the clinic does not know tells a name that is in no list: there the act models say in which words a name is told, and
those that the corpus does not know as other words are hidden wherever they are said.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from callcenter.kit.languages import Language
from recordings.judge.chinese_told import told_chinese_names
from recordings.private_words.labels import ENGLISH
from recordings.private_words.masking import masked
from recordings.private_words.spans import PrivateKind, PrivateSpan, joined
from recordings.private_words.tokens import turn_words
from recordings.scoring.acts.names import AdministratorAct as Asks
from recordings.scoring.acts.names import PatientAct as Tells
from recordings.scoring.acts.reading import ActModels, Done, read_acts
from recordings.scoring.names import word_likeness
from recordings.scoring.text import make_spoken
from recordings.transcript import Speaker, Turn

HIDDEN = re.compile("|".join(re.escape(f"[{label}]") for label in ENGLISH.values()))
"""What stands in place of private words."""

_LEAST_LETTERS = 3
_LIKELY = 0.4
"""Lower than where a rule believes it: a word too many hidden costs less than a name given away."""
_SAME_NAME = 0.75


def as_shown(
    turns: Sequence[Turn],
    spans: Sequence[PrivateSpan],
    language: Language,
    models: ActModels,
    administrator: str,
) -> tuple[Turn, ...]:
    """As many turns as before, with brackets in place of private words; `spans` are those that are known to be private.

    The name of the administrator stays: the standard asks for it.
    """
    told = _told_names(turns, language, models, administrator)
    return masked(turns, joined([*spans, *told]), language, ENGLISH).turns


def _told_names(
    turns: Sequence[Turn], language: Language, models: ActModels, administrator: str
) -> Iterator[PrivateSpan]:
    if language is Language.ZH:
        yield from told_chinese_names(turns)
        return
    kept = make_spoken(administrator, language.value).words
    names = {
        name
        for name in _names_told_in(turns, language, models)
        if not any(word_likeness(name, own) >= _SAME_NAME for own in kept)
    }
    common = models.patient.common
    for place, turn in enumerate(turns):
        for number, word in enumerate(turn_words(turn, language)):
            said = [_core(part) for part in make_spoken(word, language.value).words]
            if any(_is_one_of(part, names, common) for part in said):
                yield PrivateSpan(turn=place, first=number, last=number, kind=PrivateKind.SURNAME, reason="told")


def _is_one_of(word: str, names: Collection[str], common: Collection[str]) -> bool:
    if word in names:
        return True
    return word not in common and any(word_likeness(word, name) >= _SAME_NAME for name in names)


def _names_told_in(turns: Sequence[Turn], language: Language, models: ActModels) -> Iterator[str]:
    spoken = [make_spoken(turn.text, language.value) for turn in turns]
    own = [turn.speaker is Speaker.ADMINISTRATOR for turn in turns]
    asks = read_acts([said for said, is_own in zip(spoken, own, strict=True) if is_own], models.administrator)
    tells = read_acts([said for said, is_own in zip(spoken, own, strict=True) if not is_own], models.patient)
    is_asked = False
    for said, is_own in zip(spoken, own, strict=True):
        if is_own:
            is_asked = _does(next(asks), (Asks.ASK_NAME, Asks.ASK_SURNAME))
            continue
        if _does(next(tells), (Tells.GIVE_SURNAME, Tells.GIVE_NAME)) or is_asked:
            yield from (core for word in said.words if _may_be_name(core := _core(word), models.patient.common))


def _does(acts: Mapping[str, Done], any_of: Sequence[str]) -> bool:
    return any(acts[act].likelihood >= _LIKELY for act in any_of if act in acts)


def _core(word: str) -> str:
    """A word without what an apostrophe joins to it, as in "I've", "Mercer's" and "O'Brien"."""
    return max(word.split("'"), key=len)


def _may_be_name(word: str, common: Collection[str]) -> bool:
    return len(word) >= _LEAST_LETTERS and not word.isdigit() and word not in common
