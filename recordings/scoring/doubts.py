"""What makes a whole transcript doubtful, so that no verdict can rest on its words. Pure.

Scoring then answers 'unsure' to every criterion, with the doubt as its rule, and no points are given or taken. One
doubt blocks nothing: that two calls may be in one recording is said beside the score.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from recordings.scoring.acts.names import AdministratorAct as Does
from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Utterance
from recordings.transcript import Speaker

_PREFIX = "doubt."
_LEAST_WORDS = 20
"""Of fewer words nothing is said about their language: names and numbers are alike in many."""
_KNOWN = 0.5
"""Share of its words that the corpus of a language knows. Measured on 80 calls: 0.81 and more in the right language, at
most 0.37 in another (Ukrainian taken for Russian); a recogniser's errors cost up to 0.15."""
_MONOLOGUE_WORDS = 60
"""So many words in one breath without an answer are more than a greeting."""
_SIGNS_A_WORD = 2
_SURE = 0.7
_AGAIN = (Does.NAME_CLINIC, Does.OWN_NAME, Does.OFFER_HELP)
"""What begins a call anew behind a greeting."""


class Doubt(StrEnum):
    """Why the words of a call may not be what they seem."""

    NO_WORDS = "no_words"
    """Nothing was said: an empty transcript, music, a silent line."""
    WHO_SPOKE = "who_spoke"
    """Both voices are on one side, and who said what is a guess."""
    OTHER_LANGUAGE = "other_language"
    """The words are of another language than the call's."""
    ONE_VOICE = "one_voice"
    """One side talks at length and the other says nothing."""
    TWO_CALLS = "two_calls"
    """A call seems to end and another to begin; blocks nothing."""

    @property
    def blocks(self) -> bool:
        """Whether no verdict can rest on the words."""
        return self is not Doubt.TWO_CALLS


SENTENCES: Mapping[Doubt, str] = {
    Doubt.NO_WORDS: "no words were heard, so nothing is judged",
    Doubt.WHO_SPOKE: "both voices are on one side and who spoke is a guess, so nothing is judged",
    Doubt.OTHER_LANGUAGE: "the words are of another language than the call's, so nothing is judged; correct 'language'",
    Doubt.ONE_VOICE: "only one side is heard, so nothing is judged; check that both sides were recorded",
    Doubt.TWO_CALLS: "two calls in one recording? The score is of both together",
}
"""For the command line."""


def doubts_of(view: CallView) -> tuple[Doubt, ...]:
    """What is doubtful in a call, the worst first; more than one only where none hides another."""
    if not any(utterance.words for utterance in view.utterances):
        return (Doubt.NO_WORDS,)
    if any(turn.guess is not None for turn in view.call.turns):
        return (Doubt.WHO_SPOKE,)
    if _is_other_language(view):
        return (Doubt.OTHER_LANGUAGE,)
    if _is_monologue(view):
        return (Doubt.ONE_VOICE,)
    return (Doubt.TWO_CALLS,) if _second_call(view) else ()


def unsettled(doubts: Sequence[Doubt]) -> Finding | None:
    """The verdict on every criterion where the words are in doubt; None where rules may judge."""
    worst = next((doubt for doubt in doubts if doubt.blocks), None)
    return None if worst is None else Finding(verdict=Verdict.UNSURE, confidence=0.0, rule=f"{_PREFIX}{worst.value}")


def is_of_doubt(rule: str) -> bool:
    """Whether a verdict is unsure because the whole call is in doubt."""
    return rule.startswith(_PREFIX)


def _is_other_language(view: CallView) -> bool:
    words = [word for utterance in view.utterances for word in utterance.spoken.words if word.isalpha()]
    if not view.pack.spaced:
        return len(words) >= _LEAST_WORDS * _SIGNS_A_WORD and sum(map(_is_chinese, words)) < _KNOWN * len(words)
    if len(words) < _LEAST_WORDS or not view.common:
        return False
    return sum(word in view.common for word in words) < _KNOWN * len(words)


def _is_chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _is_monologue(view: CallView) -> bool:
    """Only the caller is heard; or, where the clinic was rung, only the clinic, beyond its greeting: a caller who
    cannot be heard is nobody's fault.

    On its own calls the clinic may talk to a machine, which the rules know.
    """
    if not any(utterance.words for utterance in view.administrator):
        return True
    if view.is_outbound or any(utterance.words for utterance in view.patient):
        return False
    spoken = [turn for turn in view.call.turns if turn.speaker is Speaker.ADMINISTRATOR and turn.text.strip()]
    return len(spoken) > 1 or _is_long(view)


def _is_long(view: CallView) -> bool:
    scale = 1 if view.pack.spaced else _SIGNS_A_WORD
    return sum(utterance.words for utterance in view.administrator) >= _MONOLOGUE_WORDS * scale


def _second_call(view: CallView) -> bool:
    """Behind a farewell, and not at the end, the administrator answers the telephone again."""
    return any(_begins_anew(view, utterance) for utterance in _behind_a_farewell(view))


def _behind_a_farewell(view: CallView) -> Iterator[Utterance]:
    parted = False
    for utterance in view.utterances:
        if parted and utterance.is_administrator:
            yield utterance
        if utterance.is_administrator and view.likelihood(Does.FAREWELL, utterance) >= _SURE:
            parted = True


def _begins_anew(view: CallView, utterance: Utterance) -> bool:
    greets = view.likelihood(Does.GREET, utterance) >= _SURE
    return greets and any(view.likelihood(act, utterance) >= _SURE for act in _AGAIN)
