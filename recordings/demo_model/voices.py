"""Voices of espeak-ng: those that a model learns from, the demo's own, and those kept back for the test. Pure."""

import random
from dataclasses import dataclass

from callcenter.kit.languages import Language
from callcenter.kit.spoken.wording import words as listed
from ivr.speech.port import Speaker
from ivr.speech.voices import sound_of

TRAINING_VARIANTS = (
    "",  # the language's voice as it comes
    *listed(
        "m1 m2 m3 m4 m5 m7 f1 f2 f3 f5 Andy Alicia Annie belinda linda steph boris david edward victor rob paul pedro"
        " Hugo Lee Mario max klatt2 klatt3 adam quincy benjamin travis zac Andrea steph3 klatt5 klatt6 Alex Diogo"
        " Henrique Jacky Marco Mike Nguyen Reed Storm announcer antonio aunty caleb ed edward2 grandma grandpa gustave"
        " ian kaukovalta marcelo michel miguel mike2 norbert robert sandro shelby robosoft robosoft3 robosoft5 iven4"
        " UniRobot klatt"
    ),
)
HELD_OUT_VARIANTS = listed("m6 m8 f4 Michael Denis Gene steph2 anika pablo klatt4 iven john")
"""Never trained on: the voices of the test."""

_UNSAFE = {Language.ZH: ("rob",)}
"""espeak-ng 1.52 reads outside a table, and crashes, where a Mandarin tone falls below its lowest pitch: with this
variant, and with any very low and very lively voice."""
_DEMO_SHARE = 0.125


@dataclass(frozen=True, slots=True)
class Voice:
    """How a sentence is spoken."""

    name: str
    """Language and variant, as in `ru+f2`."""
    speed: int = 150
    """Words a minute."""
    pitch: int = 50
    """0 to 99."""
    pitch_range: int = 50
    """0 to 99."""


def voice_name(language: Language, variant: str) -> str:
    """espeak-ng's name of a variant of a language's voice; the empty variant is the voice itself."""
    base = sound_of(language, Speaker.ROBOT).voice.partition("+")[0]
    return base + (f"+{variant}" if variant else "")


def plain_voice(language: Language) -> Voice:
    """The language's voice as it comes."""
    return Voice(voice_name(language, ""))


def demo_voice(language: Language, speaker: Speaker) -> Voice:
    """The voice of one of the demo's people."""
    sound = sound_of(language, speaker)
    return Voice(sound.voice, sound.speed, sound.pitch, sound.inflection)


def random_voice(language: Language, variants: tuple[str, ...], rng: random.Random) -> Voice:
    """A variant at any speed and pitch that a person might have."""
    lowest, widest = (25, 65) if language is Language.ZH else (15, 80)
    return Voice(
        voice_name(language, rng.choice([name for name in variants if name not in _UNSAFE.get(language, ())])),
        speed=round(rng.uniform(115, 200)),
        pitch=round(rng.uniform(lowest, 90)),
        pitch_range=round(rng.uniform(30, widest)),
    )


def training_voice(language: Language, rng: random.Random) -> Voice:
    """Any of the training voices; every eighth time one of the demo's, near the way the demo speaks."""
    if rng.random() >= _DEMO_SHARE:
        return random_voice(language, TRAINING_VARIANTS, rng)
    voice = demo_voice(language, rng.choice(list(Speaker)))
    return Voice(voice.name, voice.speed + rng.randint(-10, 10), voice.pitch + rng.randint(-8, 8))
