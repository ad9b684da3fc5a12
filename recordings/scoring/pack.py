"""A phrase pack: for one language, words of any clinic's name, what is polite, and phrases that a clinic adds.

Made from content files by loader.py.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.scoring.patterns import compile_any
from recordings.scoring.text import UNSPACED_LANGUAGES, Match, Spoken, make_spoken


@dataclass(frozen=True, slots=True)
class PhrasePack:
    """The phrases of one language, compiled."""

    language: Language
    version: int
    politeness: re.Pattern[str]
    generic: re.Pattern[str]
    """Words of a clinic's name that any clinic's name may hold ('clinic', 'dental')."""
    own_acts: Mapping[str, re.Pattern[str]]
    """Phrases of the administrator that a clinic adds, by what they do."""
    own_patient_acts: Mapping[str, re.Pattern[str]]

    @property
    def spaced(self) -> bool:
        """False for a language that is matched by character."""
        return self.language.value not in UNSPACED_LANGUAGES

    def spoken(self, text: str) -> Spoken:
        """`text` made ready for this pack's patterns."""
        return make_spoken(text, self.language.value)

    def polite(self, spoken: Spoken) -> Iterator[Match]:
        """Every polite word of `spoken`."""
        return (Match(found.start(), found.end()) for found in self.politeness.finditer(spoken.text))

    def own(self, spoken: Spoken, *, is_administrator: bool) -> Iterator[tuple[str, Match]]:
        """The clinic's own phrases in `spoken`, with what they do."""
        for act, pattern in (self.own_acts if is_administrator else self.own_patient_acts).items():
            found = pattern.search(spoken.text)
            if found:
                yield act, Match(found.start(), found.end())


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The patterns of a pack as they stand in its file."""

    sets: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]]
    polite: Sequence[str]
    own_acts: Mapping[str, Sequence[str]]
    own_patient_acts: Mapping[str, Sequence[str]]


def build_pack(language: Language, version: int, phrases: Phrases) -> PhrasePack:
    """Compile a pack from its patterns. Raises PatternError for a pattern that cannot be read."""
    spaced = language.value not in UNSPACED_LANGUAGES
    return PhrasePack(
        language=language,
        version=version,
        politeness=compile_any(phrases.polite, phrases.sets, spaced=spaced),
        generic=compile_any(phrases.names.get("generic", ()), phrases.sets, spaced=spaced),
        own_acts=_compiled(phrases.own_acts, phrases.sets, spaced=spaced),
        own_patient_acts=_compiled(phrases.own_patient_acts, phrases.sets, spaced=spaced),
    )


def _compiled(
    acts: Mapping[str, Sequence[str]], sets: Mapping[str, Sequence[str]], *, spaced: bool
) -> Mapping[str, re.Pattern[str]]:
    return {act: compile_any(patterns, sets, spaced=spaced) for act, patterns in acts.items()}
