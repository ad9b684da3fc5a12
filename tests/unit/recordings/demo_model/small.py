"""Small phrases and a small network for tests: nothing of it needs torch."""

import numpy as np

from callcenter.kit.languages import Language
from recordings.demo_model.acoustic import Acoustic, Layer
from recordings.demo_model.features import DIMENSIONS
from recordings.demo_model.phrases import Phrases
from recordings.demo_model.speech import SILENCE

PHRASES = Phrases(
    language=Language.EN,
    slots={"who": ("anna", "bob"), "nobody": ("",)},
    templates=("hello {who}", "good morning"),
    turns=("My name is {who}. How can I help you? Please wait.",),
    handwritten=("good morning anna",),
)


def loudness_network(*phonemes: str) -> Acoustic:
    """Hears the first of `phonemes` in everything loud, and silence in everything else; the others never.

    The first MFCC is the sum of the logarithms of all bands: far above 0 in loud noise, far below in silence.
    """
    kernel = np.zeros((1, DIMENSIONS, 7), np.float32)
    kernel[0, 0, 3] = 1.0
    layer = Layer(
        kernel=kernel,
        bias=np.zeros(1, np.float32),
        step=1,
        mean=np.zeros(1, np.float32),
        variance=np.ones(1, np.float32),
    )
    never = [[-1.0]] * (len(phonemes) - 1)
    return Acoustic(
        phonemes=(SILENCE, *phonemes),
        mean=np.zeros(DIMENSIONS, np.float32),
        deviation=np.ones(DIMENSIONS, np.float32),
        priors=np.full(1 + len(phonemes), 1 / (1 + len(phonemes))),
        layers=(layer,),
        kernel=np.array([[-0.2], [0.2], *never], np.float32),
        bias=np.array([5.0, -5.0, *(-30.0 for _ in never)], np.float32),
        frames_right=1.0,
    )
