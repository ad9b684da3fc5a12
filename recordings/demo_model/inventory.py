"""Which of espeak-ng's phonemes are one sound to a language's network. Pure."""

from collections.abc import Mapping

from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import words

_STRESS = "',"
_RARE_ENGLISH = words("I2;=I2 i;=i aI;=aI I;=I n-=n r-=r Z=dZ i@3=i@ ?=t2 t#=t2")
"""Sounds heard too rarely to be learned, and the nearest common one."""
_SAME: Mapping[Language, Mapping[str, str]] = {
    Language.EN: {rare: common for rare, _, common in (pair.partition("=") for pair in _RARE_ENGLISH)},
    Language.ZH: {"N-": "N"},
}
_STRESS_IS_NOT_HEARD = (Language.EN, Language.ZH)
"""Chinese events carry a mark of stress where a sign is said alone and none inside a word; tones are in none."""


def sound_name(phoneme: str, language: Language) -> str:
    """The network's name of the sound of a phoneme event; length does not count."""
    name = phoneme.rstrip(":").replace("n_", "n") or phoneme
    if language in _STRESS_IS_NOT_HEARD:
        name = name.lstrip(_STRESS) or name
    return _SAME.get(language, {}).get(name, name)


def is_foreign(phoneme: str) -> bool:
    """True for the mark, such as `(en)`, by which the voice announces what it spells out in another language."""
    return phoneme.startswith("(")
