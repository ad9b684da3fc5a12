"""Words that are no names: those of the patient's corpus where nobody says a name. Pure."""

from collections import Counter
from collections.abc import Sequence

from callcenter.kit.languages import Language
from recordings.scoring.acts.corpus import Example
from recordings.scoring.acts.model_file import PATIENT
from recordings.scoring.acts.names import PatientAct
from recordings.scoring.text import make_spoken

_LEAST_TIMES = 3
_NAMES = frozenset({PatientAct.GIVE_NAME.value, PatientAct.GIVE_SURNAME.value, PatientAct.NOT_THE_PERSON.value})


def common_words(examples: Sequence[Example], language: Language, side: str) -> tuple[str, ...]:
    """The words, in matching form, that at least three utterances without a name hold; none for the other side."""
    if side != PATIENT:
        return ()
    plain = [example for example in examples if not example.acts & _NAMES]
    counts = Counter(word for example in plain for word in set(make_spoken(example.text, language.value).words))
    return tuple(sorted(word for word, times in counts.items() if times >= _LEAST_TIMES))
