"""Whether what was heard is likely to be the language of the model that heard it. Pure.

A model writes down any speech in its own words: another language comes out as nonsense of which the model is not sure,
and a model that knows the sign of an unknown word uses it often. Both together tell more than either alone.

Measured on the five demo models (200 pairs of sound and model: golden dialogues, calls of the demo, labelled calls with
up to 27 % of words outside the vocabulary, hand-written sentences, some over a bad telephone): the right language has a
certainty of 0.83 to 1.0; of 140 with another language and enough words, all but two lie at 0.78 and below (Ukrainian
heard by the Polish model: 0.81 to 0.82, by the Russian one in a dialogue of 24 words: 0.81). Large models that are
not ours write no unknown words and are less sure of real telephones; none was measured, so their limit is lower and
lets more pass.
"""

from itertools import chain

from recordings.transcribe.port import Heard, SpeechModel

LEAST_WORDS = 20
"""Of fewer words nothing is said: a few short ones are alike in many languages."""
_UNKNOWN_WEIGHS = 0.3
_LIMIT_DEMO = 0.8
_LIMIT = 0.6


def is_unlikely(heard: Heard, model: SpeechModel) -> bool:
    """Whether somebody should look at the language, because it is probably not the model's."""
    words = len(list(chain(*heard.words.values(), *heard.unknown.values())))
    return words >= LEAST_WORDS and certainty(heard) < (_LIMIT_DEMO if model.is_demo else _LIMIT)


def certainty(heard: Heard) -> float:
    """How sure the model is of its words, 0 to 1: their mean confidence, less a part of the share of unknown words."""
    sure = [word.confidence for word in chain.from_iterable(heard.words.values())]
    unknown = len(list(chain.from_iterable(heard.unknown.values())))
    if not sure:
        return 0.0
    return max(0.0, sum(sure) / len(sure) - _UNKNOWN_WEIGHS * unknown / (unknown + len(sure)))
