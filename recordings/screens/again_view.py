"""What a person may ask for once more on the page of a recording: the sound, the words, the score, or words in another
language. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from callcenter.domain.people import Role
from callcenter.kit.languages import Language
from recordings.other_language import is_in_question, may_choose_language
from recordings.problems import NOT_SCORED_NO_OPERATOR
from recordings.recording import Recording, RecordingState

_WITHOUT_WORDS = frozenset({RecordingState.FAILED, RecordingState.NO_MODEL})


class Again(StrEnum):
    """What is tried once more."""

    KEEP = "keep"
    """To fetch the sound from the exchange; words and score follow."""
    TRANSCRIBE = "transcribe"
    """To write it down; the score follows."""
    SCORE = "score"
    """To score the words that are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """In which language a recording can be written down instead of its own."""

    own: Language
    """The one in which it was written down."""
    others: tuple[Language, ...]
    """Those that there is a speech model for; empty where there is none but the own."""
    is_doubted: bool
    """Somebody can say that the own language is right after all."""
    is_in_question: bool
    """The own language is probably wrong, or there are no words: said where it is seen, and else at the foot."""


def again_of(recording: Recording) -> Again | None:
    """What a person may ask to try once more; None where there is nothing, or it would end the same."""
    if not recording.path:
        return Again.KEEP if recording.sound_is_away else None
    if recording.state in _WITHOUT_WORDS:
        return Again.TRANSCRIBE
    is_unscored = recording.state is RecordingState.TRANSCRIBED and bool(recording.problem)
    by_voice = recording.problem == NOT_SCORED_NO_OPERATOR
    return Again.SCORE if is_unscored and not recording.is_doubted and not by_voice else None


def language_choice(
    recording: Recording, usable: Sequence[Language], role: Role, *, was_chosen: bool
) -> LanguageChoice | None:
    """The choice of a language for somebody who may open the recording; None where they may not choose, or it is being
    written down. `usable`: those that there is a speech model for; `was_chosen`: its own was chosen by a person."""
    is_awaited = recording.state is RecordingState.KEPT
    if is_awaited or not may_choose_language(recording, role, was_chosen=was_chosen):
        return None
    others = tuple(language for language in usable if language is not recording.language)
    if not others and not recording.is_doubted:
        return None
    return LanguageChoice(
        own=recording.language,
        others=others,
        is_doubted=recording.is_doubted,
        is_in_question=is_in_question(recording),
    )
