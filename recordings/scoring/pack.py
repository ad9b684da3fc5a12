"""A phrase pack: for one language, which words do what. Made from content files by loader.py."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.edit_distance import edit_distance
from callcenter.kit.languages import Language
from recordings.scoring.patterns import compile_any
from recordings.scoring.text import UNSPACED_LANGUAGES, Spoken, make_spoken

ACTS = (
    "greet",
    "greet_part",
    "thanks",
    "closing_thanks",
    "wish",
    "farewell",
    "wish_farewell",
    "offer_visit",
    "offer_not",
    "confirm_visit",
    "no_service",
    "send_emergency",
    "wrong_number_said",
    "help_offer",
    "softener",
    "f_unknown",
    "f_bare_no",
    "f_not_my_job",
    "f_order",
    "f_calm_down",
    "f_already_told",
    "f_what_want",
    "f_pet_name",
    "f_hang_on",
    "f_blame",
    "f_rude",
    "f_dismissive",
    "f_curt",
    "p_request",
    "p_wish",
    "p_request_move",
    "p_cancel",
    "p_price",
    "p_info",
    "p_complaint",
    "p_wrong_number",
    "p_leaves",
    "p_results",
    "p_has_visit",
    "p_offended",
)
"""What an utterance can do. f_ are forbidden ways of speaking, p_ are the patient's."""

NAME_PLACES = ("self_before", "self_after", "clinic_before")
ANCHORED = ("greet", "farewell", "thanks")


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern was found: its place in `Spoken.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PhrasePack:
    """The phrases of one language, compiled."""

    language: Language
    version: int
    acts: Mapping[str, re.Pattern[str]]
    name_places: Mapping[str, re.Pattern[str]]
    anchors: Mapping[str, tuple[str, ...]]
    """Words by which an act is known even where the recogniser misheard a letter or two."""
    generic: re.Pattern[str]
    """Words of a clinic's name that any clinic's name may hold ('clinic', 'dental')."""

    @property
    def spaced(self) -> bool:
        """False for a language that is matched by character."""
        return self.language.value not in UNSPACED_LANGUAGES

    def spoken(self, text: str) -> Spoken:
        """`text` made ready for this pack's patterns."""
        return make_spoken(text, self.language.value)

    def find(self, act: str, spoken: Spoken) -> Match | None:
        """The first place where `spoken` does `act`."""
        found = self.acts[act].search(spoken.text)
        return Match(found.start(), found.end()) if found else None

    def find_outside(self, act: str, hidden: str, spoken: Spoken) -> Match | None:
        """The first place where `spoken` does `act` in words that do not also do `hidden`."""
        text = self.acts[hidden].sub(_blanked, spoken.text)
        found = self.acts[act].search(text)
        return Match(found.start(), found.end()) if found else None

    def find_alike(self, act: str, spoken: Spoken) -> Match | None:
        """The first word of `spoken` that is, but for a letter or two, an anchor word of `act`."""
        for found in re.finditer(r"\S+", spoken.text):
            if any(_alike(found.group(), anchor) for anchor in self.anchors[act]):
                return Match(found.start(), found.end())
        return None

    def does(self, act: str, spoken: Spoken) -> bool:
        """Whether `spoken` does `act` anywhere."""
        return self.acts[act].search(spoken.text) is not None


def build_pack(
    language: Language,
    version: int,
    *,
    sets: Mapping[str, Sequence[str]],
    acts: Mapping[str, Sequence[str]],
    names: Mapping[str, Sequence[str]],
    anchors: Mapping[str, Sequence[str]],
) -> PhrasePack:
    """Compile a pack from its patterns. Raises PatternError for a pattern that cannot be read."""
    spaced = language.value not in UNSPACED_LANGUAGES
    slot = _name_slot(names.get("not_names", ()), spaced=spaced)
    places = {}
    for place in NAME_PLACES:
        source = compile_any(names.get(place, ()), sets, spaced=spaced).pattern
        places[place] = re.compile(source.replace(_SLOT_OF[spaced], slot))
    return PhrasePack(
        language=language,
        version=version,
        acts={act: compile_any(acts.get(act, ()), sets, spaced=spaced) for act in ACTS},
        name_places=places,
        anchors={act: tuple(" ".join(anchors.get(act, ())).split()) for act in ANCHORED},
        generic=compile_any(names.get("generic", ()), sets, spaced=spaced),
    )


def _blanked(found: re.Match[str]) -> str:
    """Signs that no pattern finds, in place of the words that were found; places stay the same."""
    return "\0" * len(found.group())


def _alike(said: str, anchor: str) -> bool:
    most = 2 if len(anchor) >= 8 else 1
    return said[:1] == anchor[:1] and edit_distance(said, anchor, most) <= most


_SLOT_OF = {True: " @(?= )", False: "@"}
"""How '@', which stands for a word that can be somebody's name, is compiled: in spaced languages and in others."""


def _name_slot(not_names: Sequence[str], *, spaced: bool) -> str:
    """A pattern for one word (in Chinese one to three characters) that is none of `not_names`."""
    refused = compile_any(not_names, {}, spaced=spaced).pattern
    return rf"(?!{refused}) [^\W\d]\S{{2,}}(?= )" if spaced else rf"(?!{refused}).{{1,3}}"
