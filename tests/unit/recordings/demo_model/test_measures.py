"""Word errors, unknown words, the sentences of the measuring, and the limits of a model."""

from callcenter.kit.languages import Language
from recordings.demo_model.figures import Calls, Figures, Rate, Shares, Starts, UnknownWords
from recordings.demo_model.limits import over_limits
from recordings.demo_model.recognised import HeardWord
from recordings.demo_model.sentence_sets import HANDWRITTEN, UNSEEN, mark_of, sentence_sets
from recordings.demo_model.speech import SpokenWord
from recordings.demo_model.unknown_score import UnknownScore, count_unknown
from recordings.demo_model.unknown_word import UNKNOWN
from recordings.demo_model.voices import HELD_OUT_VARIANTS, TRAINING_VARIANTS
from recordings.demo_model.word_errors import Score, units
from tests.unit.recordings.demo_model.small import PHRASES


def test_chinese_is_counted_in_signs_and_other_languages_in_words() -> None:
    score = Score()

    score.add(units(["您好", "吗"], Language.ZH), units(["您好", "马"], Language.ZH))

    assert (score.words, score.wrong, score.percent) == (3, 1, 33.33)
    assert units(["ab", "c"], Language.PL) == ["ab", "c"]


def test_no_sentence_of_the_training_is_measured() -> None:
    seen = {mark_of("hello anna"), mark_of("good morning good morning")}

    sets = {one.name: one for one in sentence_sets(PHRASES, seen, count=4, seed=1)}

    fresh = [" ".join(PHRASES.words(text)) for text in sets[UNSEEN].texts]
    assert len(set(fresh)) == 4
    assert seen.isdisjoint(map(mark_of, fresh))
    assert sets[HANDWRITTEN].texts == PHRASES.handwritten * 6


def test_a_hand_written_sentence_that_was_seen_after_all_is_not_measured() -> None:
    seen = {mark_of(" ".join(PHRASES.words(PHRASES.handwritten[0])))}

    sets = {one.name: one for one in sentence_sets(PHRASES, seen, count=4, seed=1)}

    assert sets[HANDWRITTEN].texts == PHRASES.handwritten[1:] * 6


def test_the_voices_of_the_test_were_never_trained_on() -> None:
    assert set(TRAINING_VARIANTS).isdisjoint(HELD_OUT_VARIANTS)


def heard(word: str, start: float, end: float, conf: float = 1.0) -> HeardWord:
    return HeardWord(word=word, start=start, end=end, conf=conf)


def test_unknown_words_are_counted_apart_from_known_ones() -> None:
    said = [SpokenWord(word, start, [], []) for start, word in enumerate(["my", "cat", "is", "ill"])]
    answers = [heard("my", 0, 1), heard(UNKNOWN, 1.1, 2), heard("is", 2, 3, conf=0.4)]
    outside, inside = UnknownScore(), UnknownScore()

    count_unknown(said, 4.0, answers, {"my", "is", "ill"}, (outside, inside))

    assert outside.shares() == Shares(
        words=1, unknown_percent=100.0, unsure_percent=0.0, unknown_or_unsure_percent=100.0
    )
    assert (inside.words, inside.as_unknown, inside.as_unsure) == (3, 1, 1)  # `ill` was not heard, `is` hardly


def figures(unseen: float = 1.0, hand: float = 5.0, calls: float = 0.1, quiet: str = "") -> Figures:
    shares = Shares(words=1, unknown_percent=0, unsure_percent=0, unknown_or_unsure_percent=0)
    return Figures(
        word_error_rate_percent={
            UNSEEN: Rate(wer=unseen, wrong=1, words=100),
            HANDWRITTEN: Rate(wer=hand, wrong=5, words=100),
        },
        seed=1,
        times_real_time_one_core=200,
        unknown_words=UnknownWords(outside_vocabulary=shares, inside_vocabulary=shares),
        demo_dialogues=Calls(words=100, wrong=1, wer=calls, word_start_error_ms=Starts(median=8, p95=20, max=60)),
        heard_in_silence_noise_and_tones=quiet,
    )


def test_a_good_model_misses_no_limit() -> None:
    assert list(over_limits(Language.RU, figures(), 4_000_000)) == []


def test_each_limit_that_is_missed_is_named() -> None:
    problems = list(over_limits(Language.RU, figures(2.1, 6.1, 0.6, "да"), 5_000_001))

    assert len(problems) == 5
    assert problems[0].startswith("2.1 % of the words are wrong, 2.0 % at most")


def test_chinese_is_measured_by_its_own_limit() -> None:
    assert list(over_limits(Language.ZH, figures(unseen=5.9), 1)) == []
    assert len(list(over_limits(Language.ZH, figures(unseen=6.1), 1))) == 1
