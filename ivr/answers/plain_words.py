"""What plain words tell before the model is asked: a complaint, and 'not this time, but later'. Pure."""

from collections.abc import Sequence

from ivr.answers.concepts import Concepts
from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Understood
from ivr.answers.stance import Stance, Way

_SURE = 0.9
_VISITS = frozenset({Asked.CONFIRM_VISIT, Asked.CONFIRM_VISITS})
_NO_COMPLAINT = frozenset({"neg", "no", "stop", "call", "emergency", "ill"})
"""Words beside which a complaint may be none ('no complaints'), be about these calls, or about one's health."""
_OTHER_MATTER = frozenset({"call", "person", "stop", "emergency", "if", "maybe", "unlikely", "try"})
_AILS = frozenset({"ails", "fell_ill"})
"""`fell_ill`: by its form said of somebody else."""
_OF_AILING = _AILS | frozenset({"whose", "filler", "and", "yes", "hello"})


def by_plain_words(words: Sequence[str], asked: Asked, vocabulary: Concepts, stance: Stance) -> Understood | None:
    """The meaning, where plain words tell it whatever else is said."""
    found = list(vocabulary.found(words))
    meaning = None
    if _complains(found, asked, stance):
        meaning = Meaning.COMMENT if asked is Asked.OPEN else Meaning.PERSON
    elif asked in _VISITS and _puts_off(found, stance):
        meaning = Meaning.MOVE
    elif asked is Asked.OPEN and _is_ailing(words, found):
        meaning = Meaning.COMMENT
    elif asked is Asked.YES_NO and _fetches(found, stance):
        meaning = Meaning.YES
    if meaning is None:
        return None
    return Understood(meaning=meaning, confidence=_SURE, rests_on=(" " if vocabulary.spaced else "").join(words))


def is_listening(words: Sequence[str], vocabulary: Concepts, stance: Stance) -> bool:
    """Whether somebody waits for more ('sure, I am all ears') and says nothing of coming."""
    return not stance.ways and any(name in {"listens", "urges"} for name, _, _ in vocabulary.found(words))


def is_torn(words: Sequence[str], vocabulary: Concepts, stance: Stance, meaning: Meaning) -> bool:
    """Whether the words gainsay a cancelling ('why should I not come') or a promise ('I am snowed in')."""
    names = {name for name, _, _ in vocabulary.found(words)}
    if meaning is Meaning.KEEP:
        return "stuck" in names
    return "torn" in names or ("willing" in stance.names and Way.COME in stance.ways)


def is_of_another(words: Sequence[str], vocabulary: Concepts, stance: Stance) -> bool:
    """Whether somebody else speaks of the patient and promises nothing: 'when she is in I'll tell her'."""
    names = {name for name, _, _ in vocabulary.found(words)}
    if "relays" in names:
        return not stance.ways or ("till_back" in names and stance.ways == (Way.COME,))
    return bool(names & {"elsewhere", "fell_ill"}) and not stance.ways and "family" not in stance.names


def is_politeness(words: Sequence[str], vocabulary: Concepts) -> bool:
    """Whether nothing was said but 'thank you', 'well', 'yeah right' and the like."""
    found = list(vocabulary.found(words))
    return sum(end - first for _, first, end in found) == len(words) and {name for name, _, _ in found} <= {
        "filler",
        "hello",
        "and",
        "other",
    }


def _complains(found: Sequence[tuple[str, int, int]], asked: Asked, stance: Stance) -> bool:
    """'I want to complain'; a figure or a decision about a visit beside it counts for more."""
    names = {name for name, _, _ in found}
    is_rated = asked is Asked.RATE and any(name.startswith("rate_") for name in names)
    is_decided = asked in _VISITS and bool(stance.ways)
    return (
        "complaint" in names and "press" not in names and not (is_rated or is_decided or stance.names & _NO_COMPLAINT)
    )


def _is_ailing(words: Sequence[str], found: Sequence[tuple[str, int, int]]) -> bool:
    """'My child is ill' and nothing beside: why somebody does not come, and no emergency."""
    is_all = sum(end - first for _, first, end in found) == len(words)
    names = {name for name, _, _ in found}
    return is_all and bool(names & _AILS) and names <= _OF_AILING


def _fetches(found: Sequence[tuple[str, int, int]], stance: Stance) -> bool:
    """'Yes, I'll get her', to whether the patient may come to the telephone."""
    begins = next((name for name, _, _ in found if name not in {"filler", "hello", "other"}), "")
    return begins == "yes" and any(name == "fetches" for name, _, _ in found) and not stance.names & {"neg", "no"}


def _puts_off(found: Sequence[tuple[str, int, int]], stance: Stance) -> bool:
    """'Not this time, but we will come next week': no cancelling, and no promise for this visit."""
    refusal = next((end for name, _, end in found if name == "not_now"), None)
    if refusal is None or stance.names & _OTHER_MATTER or stance.last is Way.STAY_AWAY:
        return False
    is_later = any(name == "but_later" and first >= refusal for name, first, _ in found)
    return is_later and bool({Way.COME, Way.MOVE} & set(stance.ways))
