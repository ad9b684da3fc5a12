"""What is measured of a call's talk, in seconds that can be counted on a clock."""

import json

from callcenter.kit.languages import Language
from recordings.statistics import CallStatistics, statistics_from_json, statistics_of, statistics_to_json
from recordings.stretch import Stretch
from recordings.transcript import Speaker, Turn, Word

PATIENT, ADMINISTRATOR = Speaker.PATIENT, Speaker.ADMINISTRATOR
WHOLE = Stretch(0, 60)


def _turn(speaker: Speaker, start: float, end: float, text: str = "раз два три четыре пять") -> Turn:
    texts = text.split()
    step = (end - start) / len(texts)
    words = tuple(
        Word(text=word, start=start + place * step, end=start + (place + 1) * step) for place, word in enumerate(texts)
    )
    return Turn(speaker=speaker, start=start, end=end, text=text, words=words)


def _measured(*turns: Turn, span: Stretch = WHOLE, holds: tuple[Stretch, ...] = ()) -> CallStatistics:
    return statistics_of(turns, {}, span=span, language=Language.RU, holds=holds)


def test_each_side_has_its_seconds_words_pace_and_share() -> None:
    measured = _measured(_turn(ADMINISTRATOR, 0, 30, "слово " * 60), _turn(PATIENT, 40, 50, "слово " * 25))
    administrator, patient = measured.sides[ADMINISTRATOR], measured.sides[PATIENT]
    assert (administrator.speech, administrator.words, administrator.words_a_minute) == (30.0, 60, 120.0)
    assert (patient.speech, patient.words, patient.words_a_minute) == (10.0, 25, 150.0)
    assert (measured.talk_share(ADMINISTRATOR), measured.talk_share(PATIENT)) == (0.75, 0.25)


def test_silence_is_all_time_in_which_nobody_speaks_and_the_longest_can_be_found() -> None:
    measured = _measured(_turn(ADMINISTRATOR, 5, 20), _turn(PATIENT, 22, 40))
    assert measured.silence == 5 + 2 + 20
    assert measured.longest_silence == Stretch(40, 60)


def test_time_before_the_answer_is_not_part_of_the_call() -> None:
    measured = _measured(_turn(ADMINISTRATOR, 8, 20), span=Stretch(6, 20))
    assert (measured.seconds, measured.silence) == (14, 2)


def test_a_hold_is_neither_speech_nor_silence_even_with_music() -> None:
    music = {ADMINISTRATOR: (Stretch(0, 10), Stretch(20, 40)), PATIENT: (Stretch(45, 50),)}
    measured = statistics_of((), music, span=WHOLE, language=Language.EN, holds=(Stretch(18, 44),))
    assert measured.hold == 26
    assert measured.sides[ADMINISTRATOR].speech == 10
    assert measured.silence == 8 + 1 + 10


def test_voice_marks_count_before_the_words() -> None:
    speech = {ADMINISTRATOR: (Stretch(0, 12),)}
    measured = statistics_of(
        (_turn(ADMINISTRATOR, 1, 5), _turn(PATIENT, 20, 30)), speech, span=WHOLE, language=Language.RU
    )
    assert measured.sides[ADMINISTRATOR].speech == 12
    assert measured.sides[PATIENT].speech == 10


def test_who_begins_while_the_other_goes_on_interrupts() -> None:
    measured = _measured(_turn(PATIENT, 0, 10), _turn(ADMINISTRATOR, 4, 8))
    assert (measured.sides[ADMINISTRATOR].interruptions, measured.sides[PATIENT].interruptions) == (1, 0)
    assert list(measured.interruptions) == [4]
    assert measured.overlap == 4


def test_a_short_mhm_and_a_quick_answer_do_not_interrupt() -> None:
    mhm, quick = _turn(ADMINISTRATOR, 4, 4.3, "угу"), _turn(ADMINISTRATOR, 9.7, 15)
    assert _measured(_turn(PATIENT, 0, 10), mhm, quick).interruptions == ()


def test_from_a_single_yes_no_pace_is_told() -> None:
    assert _measured(_turn(PATIENT, 0, 0.2, "да")).sides[PATIENT].words_a_minute is None


def test_pace_in_chinese_is_counted_in_characters() -> None:
    turn = Turn(speaker=PATIENT, start=0, end=6, text="你好,我想约今天下午三点半", words=())
    measured = statistics_of((turn,), {}, span=WHOLE, language=Language.ZH)
    assert (measured.sides[PATIENT].words, measured.sides[PATIENT].words_a_minute) == (12, 120)


def test_a_call_without_a_word_is_all_silence() -> None:
    measured = _measured()
    assert (measured.silence, measured.sides, measured.overlap) == (60, {}, 0)
    assert measured.talk_share(PATIENT) is None


def test_what_is_stored_is_read_back_and_the_file_says_pace_and_share_too() -> None:
    measured = _measured(_turn(PATIENT, 0, 10), _turn(ADMINISTRATOR, 4, 30))
    stored = json.loads(json.dumps(statistics_to_json(measured)))
    assert statistics_from_json(stored) == measured
    assert stored["sides"]["administrator"]["words_a_minute"] == 12
    assert statistics_from_json(None) is None


def test_words_that_the_model_does_not_know_are_counted_and_older_statistics_without_them_are_read() -> None:
    measured = statistics_of((), {}, span=WHOLE, language=Language.RU, unknown={PATIENT: 3, ADMINISTRATOR: 0})
    stored = json.loads(json.dumps(statistics_to_json(measured)))
    assert stored["unknown_words"] == {"patient": 3, "administrator": 0}
    assert statistics_from_json(stored) == measured
    del stored["unknown_words"]
    older = statistics_from_json(stored)
    assert older is not None
    assert older.unknown == {}
