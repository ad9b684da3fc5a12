"""One question being answered: when the robot falls silent, when an answer is over, what it is."""

from ivr.hearing.news import Deaf, Settled, Speaking, VoiceBegan, VoiceEnded
from ivr.hearing.window import Answer, NoAnswer
from tests.unit.ivr.hearing.moments import Told, at, words

PROMPT = "вы записаны на вторник на девять утра придёте"


def test_a_whole_answer_is_over_after_a_short_pause() -> None:
    assert Told().voice(1, 1.4, "да").to_the_end().answer == (1.8, Answer(text="да"))


def test_any_other_answer_is_over_after_the_pause_that_the_flow_wants() -> None:
    assert Told().voice(1, 2, "мне бы попозже").to_the_end().answer == (2.9, Answer(text="мне бы попозже"))


def test_behind_and_more_is_waited_for() -> None:
    told = Told().voice(1, 1.5, "приду и").voice(3, 3.6, "сын тоже").to_the_end()
    assert told.answer == (4.5, Answer(text="приду и сын тоже"))


def test_who_pauses_within_an_answer_is_heard_to_its_end() -> None:
    told = Told().voice(1, 1.5, "я хотела").voice(2.2, 2.6, "спросить").to_the_end()
    assert told.answer[1] == Answer(text="я хотела спросить")


def test_words_that_come_late_are_waited_for() -> None:
    told = Told().voice(1, 1.4, "да", late=0.7).to_the_end()
    assert told.answer == (2.34, Answer(text="да"))


def test_where_no_words_come_the_partial_ones_count() -> None:
    told = Told().hear(1.06, VoiceBegan(at=at(1))).hear(1.4, words("да", 1, 1.3))
    assert told.hear(1.56, VoiceEnded(at=at(1.4))).to_the_end().answer == (3.3, Answer(text="да"))


def test_nobody_answers() -> None:
    assert Told().to_the_end().answer == (6.0, NoAnswer())


def test_the_time_for_the_first_word_counts_from_the_end_of_the_prompt() -> None:
    assert Told(PROMPT).prompt_over(5).to_the_end().answer == (11.0, NoAnswer())


def test_a_prompt_of_whose_end_nobody_tells_counts_as_over() -> None:
    assert Told(PROMPT).to_the_end().answer == (36.0, NoAnswer())


def test_a_key_answers_at_once_and_stops_the_prompt() -> None:
    told = Told(PROMPT).key(1, "1")
    assert (told.stopped_at, told.answer) == (1, (1, Answer(keys="1")))


def test_a_key_wins_over_words_that_were_heard_before_it() -> None:
    told = Told().hear(1.06, VoiceBegan(at=at(1))).hear(1.4, words("нет", 1, 1.3)).key(1.5, "1")
    assert told.voice(2, 2.5, "нет").key(3, "2").to_the_end().answer == (1.5, Answer(keys="1"))


def test_who_speaks_into_the_prompt_stops_it() -> None:
    told = Told(PROMPT).voice(2, 2.5, "приду")
    assert told.stopped_at == 2.3
    assert told.prompt_over(2.9).to_the_end().answer[1] == Answer(text="приду")


def test_a_short_word_into_the_prompt_stops_it_when_it_is_made_out() -> None:
    told = Told(PROMPT).hear(2.06, VoiceBegan(at=at(2))).hear(2.35, words("да", 2, 2.2))
    assert told.stopped_at == 2.35


def test_a_cough_stops_nothing_and_answers_nothing() -> None:
    told = Told(PROMPT).voice(2, 2.25).prompt_over(5).voice(6, 6.25).to_the_end()
    assert told.stopped_at is None
    assert told.answer == (11.0, NoAnswer())


def test_a_voice_without_words_stops_the_prompt_and_is_waited_for_again() -> None:
    told = Told(PROMPT).voice(2, 2.6).prompt_over(2.9).voice(7, 7.4, "да").to_the_end()
    assert told.stopped_at == 2.3
    assert told.answer == (7.8, Answer(text="да"))


def test_the_prompts_own_echo_stops_nothing_and_is_no_answer() -> None:
    told = Told(PROMPT).hear(0.36, VoiceBegan(at=at(0.3))).hear(0.6, Speaking(at=at(0.6)))
    told.hear(1.5, words("вы записаны", 0.3, 1.2)).hear(2.6, words("вы записаны на второй", 0.3, 2.4))
    told.hear(4.4, VoiceEnded(at=at(4.2)))
    told.hear(4.6, words("вы записаны на вторник на девять утра", 0.3, 4.2, final=True), Settled(at=at(4.4)))
    assert told.stopped_at is None
    assert told.prompt_over(4.3).voice(5.5, 5.8, "да").to_the_end().answer == (6.2, Answer(text="да"))


def test_words_that_the_prompt_does_not_say_are_heard_through_its_echo() -> None:
    told = Told(PROMPT).hear(0.36, VoiceBegan(at=at(0.3))).hear(0.6, Speaking(at=at(0.6)))
    assert told.hear(1.5, words("не приду", 0.9, 1.3)).stopped_at == 1.5


def test_an_answer_with_the_prompts_words_is_an_answer_where_there_is_no_echo() -> None:
    told = Told(PROMPT).voice(3, 3.5, "придёте").prompt_over(3.6).to_the_end()
    assert told.answer[1] == Answer(text="придёте")


def test_where_everybody_speaks_the_answer_is_over_at_its_longest() -> None:
    told = Told().hear(1.06, VoiceBegan(at=at(1))).hear(1.3, Speaking(at=at(1.3)))
    for second in range(2, 30):
        told.hear(second, words(" ".join(["шум"] * second), 1, second))
    when, answer = told.answer
    assert when == 16.3
    assert isinstance(answer, Answer)
    assert answer.text.startswith("шум шум")


def test_music_without_words_is_no_answer() -> None:
    told = Told().hear(1.06, VoiceBegan(at=at(1))).hear(1.3, Speaking(at=at(1.3))).to_the_end()
    assert told.answer == (16.3, NoAnswer())


def test_a_noise_that_goes_on_behind_an_answer_does_not_hold_it_up() -> None:
    told = (
        Told().hear(1.06, VoiceBegan(at=at(1))).hear(1.5, words("да", 1, 1.4)).hear(2, words("да", 1, 1.4, final=True))
    )
    assert told.to_the_end().answer == (3.2, Answer(text="да"))


def test_a_noise_that_was_there_before_the_question_does_not_stop_the_prompt() -> None:
    told = Told(PROMPT, is_voice_on=True).hear(1, Settled(at=at(0.9))).prompt_over(4).to_the_end()
    assert told.stopped_at is None
    assert told.answer == (10.0, NoAnswer())


def test_the_end_of_an_earlier_answer_is_not_heard_again() -> None:
    told = Told(PROMPT, is_voice_on=True).hear(0.3, words("спасибо", -0.9, -0.2, final=True))
    assert told.stopped_at is None


def test_without_a_recogniser_a_voice_changes_nothing_and_keys_answer() -> None:
    told = Told(PROMPT, is_deaf=True).voice(2, 4)
    assert told.stopped_at is None
    assert told.key(5, "2").answer == (5, Answer(keys="2"))


def test_a_recogniser_that_dies_in_an_answer_leaves_what_was_made_out() -> None:
    told = Told().hear(1.06, VoiceBegan(at=at(1))).hear(1.4, words("да", 1, 1.3)).hear(1.45, Deaf(at=at(1.45), why="x"))
    assert told.hear(1.6, VoiceEnded(at=at(1.4))).to_the_end().answer == (1.8, Answer(text="да"))


def test_news_told_twice_is_heard_once() -> None:
    final = words("нет не приду", 1, 2, final=True)
    told = Told().hear(1.06, VoiceBegan(at=at(1))).hear(2.16, VoiceEnded(at=at(2))).hear(2.3, final, final)
    assert told.hear(2.4, Settled(at=at(2.2)), final).to_the_end().answer[1] == Answer(text="нет не приду")


def test_after_the_answer_nothing_answers() -> None:
    told = Told().voice(1, 1.4, "да").until(2).voice(3, 4, "нет").key(5, "1").prompt_over(6).to_the_end()
    assert told.answer == (1.8, Answer(text="да"))
