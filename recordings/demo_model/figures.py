"""What was measured of a model, as its manifest says it. Pure."""

from typing import TypedDict


class Rate(TypedDict):
    """Errors in a set of sentences; `wer` in percent."""

    wer: float
    wrong: int
    words: int


class Shares(TypedDict):
    """What becomes of spoken words, in percent: `[unk]` or nothing, or a word of a confidence below 0.5."""

    words: int
    unknown_percent: float
    unsure_percent: float
    unknown_or_unsure_percent: float


class UnknownWords(TypedDict):
    """Words outside the vocabulary, and the known words of the same sentences."""

    outside_vocabulary: Shares
    inside_vocabulary: Shares


class Starts(TypedDict):
    """How far starts of words are off, in milliseconds."""

    median: int
    p95: int
    max: int


class Calls(TypedDict):
    """The demo's own calls in the demo's voices."""

    words: int
    wrong: int
    wer: float
    word_start_error_ms: Starts


class Figures(TypedDict):
    """All figures of one measuring."""

    word_error_rate_percent: dict[str, Rate]
    seed: int
    times_real_time_one_core: int
    unknown_words: UnknownWords
    demo_dialogues: Calls
    heard_in_silence_noise_and_tones: str


class Tried(TypedDict):
    """Settings that were tried on the choosing seed, and their word error rates in percent."""

    seed: int
    acoustic_scale: float
    has_unknown_word: bool
    unseen_sentences_wer: float
    hand_written_wer: float
