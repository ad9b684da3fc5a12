"""What a model must reach to be shipped. Pure."""

from collections.abc import Iterator

from callcenter.kit.languages import Language
from recordings.demo_model.figures import Figures
from recordings.demo_model.sentence_sets import HANDWRITTEN, UNSEEN

LARGEST_BYTES = 5_000_000
_UNSEEN_PERCENT, _UNSEEN_PERCENT_ZH = 2.0, 6.0
_HANDWRITTEN_PERCENT = 6.0
_CALLS_PERCENT = 0.5


def over_limits(language: Language, figures: Figures, size: int) -> Iterator[str]:
    """What misses its limit, in words; `size` in bytes."""
    unseen = _UNSEEN_PERCENT_ZH if language is Language.ZH else _UNSEEN_PERCENT
    rates, calls = figures["word_error_rate_percent"], figures["demo_dialogues"]
    limits = ((UNSEEN, rates[UNSEEN]["wer"], unseen), (HANDWRITTEN, rates[HANDWRITTEN]["wer"], _HANDWRITTEN_PERCENT))
    for name, rate, limit in (*limits, ("the demo's own calls", calls["wer"], _CALLS_PERCENT)):
        if rate > limit:
            yield f"{rate} % of the words are wrong, {limit} % at most ({name})"
    if figures["heard_in_silence_noise_and_tones"]:
        yield f"words are heard where nobody speaks: {figures['heard_in_silence_noise_and_tones']}"
    if size > LARGEST_BYTES:
        yield f"it has {size} bytes, {LARGEST_BYTES} at most"
