"""Phrases that a clinic adds: what its own patients say, and what it means. They win over the model. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callcenter.kit.content import Entry
from callcenter.kit.edit_distance import edit_distance
from callcenter.kit.languages import Language
from ivr.answers.names import Asked, Meaning, meanings_of
from ivr.answers.words import is_spaced, matching_form

_LETTERS_A_MISTAKE = 8
"""One letter in so many may be misheard."""
_SURE = 0.97


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language by question, in matching form."""

    known: Mapping[Asked, Mapping[str, Meaning]] = field(default_factory=dict)

    def find(self, words: Sequence[str], asked: Asked, language: Language) -> tuple[Meaning, float, str] | None:
        """The meaning of the phrase that the answer is, how sure that is, and the phrase."""
        phrases = self.known.get(asked, {})
        said = (" " if is_spaced(language) else "").join(words)
        if said in phrases:
            return phrases[said], 1.0, said
        most = len(said) // _LETTERS_A_MISTAKE
        near = [(distance, phrase) for phrase in phrases if (distance := edit_distance(said, phrase, most)) <= most]
        if not near or not most:
            return None
        distance, phrase = min(near)
        if len({phrases[other] for away, other in near if away == distance}) > 1:
            return None
        return phrases[phrase], _SURE, phrase


def read_phrases(entry: Entry, language: Language) -> Phrases:
    """Phrases of a file: question -> meaning -> list of phrases. `any` stands for all questions.

    Raises ContentError for a question or meaning that is not known, and for a phrase with two meanings.
    """
    known: dict[Asked, dict[str, Meaning]] = {asked: {} for asked in Asked}
    for name, question in entry.fields(allowed=["any", *Asked]).items():
        for asked in Asked if name == "any" else (Asked(name),):
            for meaning, phrases in question.fields(allowed=meanings_of(asked)).items():
                for phrase in phrases.items():
                    _add(known[asked], phrase, Meaning(meaning), language)
    return Phrases(known)


def _add(phrases: dict[str, Meaning], phrase: Entry, meaning: Meaning, language: Language) -> None:
    said = (" " if is_spaced(language) else "").join(matching_form(phrase.text()))
    if not said:
        raise phrase.fail("a phrase needs words")
    if phrases.setdefault(said, meaning) is not meaning:
        raise phrase.fail(f"this phrase means {phrases[said].value!r} already; take one of the two out")
