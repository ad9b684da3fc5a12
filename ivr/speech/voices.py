"""Which espeak-ng voice says whose words. Data only."""

from dataclasses import dataclass

from callcenter.kit.languages import Language
from ivr.speech.port import Speaker


@dataclass(frozen=True, slots=True)
class Sound:
    """One way to say a text, in espeak-ng's units."""

    voice: str
    """Language and variant, such as 'ru+f2'."""
    speed: int
    """Words a minute."""
    pitch: int
    """0 to 99; 50 is the variant's own."""
    inflection: int
    """0 to 99; 50 is the variant's own."""
    volume: int = 90
    """0 to 200; above 100 loud vowels are clipped. 90 gives about -20 dBFS while speaking."""


_LANGUAGE_VOICE = {
    Language.RU: "ru",
    Language.UK: "uk",
    Language.PL: "pl",
    Language.EN: "en-us",
    Language.ZH: "cmn",
}
_VARIANT = {  # speed, pitch, inflection: the voices that the demo's recogniser was trained on
    Speaker.OPERATOR_FEMALE: ("f2", 150, 55, 50),
    Speaker.OPERATOR_MALE: ("m3", 150, 45, 50),
    Speaker.PATIENT_FEMALE: ("f5", 145, 55, 50),
    Speaker.PATIENT_MALE: ("m7", 145, 40, 50),
    Speaker.ROBOT: ("f3", 140, 50, 40),
}


def sound_of(language: Language, speaker: Speaker) -> Sound:
    """How `speaker` sounds in `language`."""
    variant, speed, pitch, inflection = _VARIANT[speaker]
    return Sound(f"{_LANGUAGE_VOICE[language]}+{variant}", speed, pitch, inflection)
