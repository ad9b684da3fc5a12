"""What a verdict quotes: the whole sentence that does what the criterion asks for, and nothing beside it."""

import pytest

from recordings.scoring.text import make_spoken, sentence_ends
from tests.unit.recordings.scoring.calls import call_of, finding_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Thank you, Mr. Mercer. See you at 11.20 with Dr. Osei.", 2),
        ("Садовая ул., дом 5. Ждём вас!", 2),
        ("Запишу к А. П. Чехову. Удобно?", 2),
        ("Pani dr hab. Lis przyjmuje na ul. Długiej. Zapraszam.", 2),
        ("好的。您贵姓？谢谢！", 3),
        ("ну хорошо приходите завтра", 1),
        ("Well… yes. No?!", 3),
        ("", 0),
    ],
)
def test_a_point_in_a_short_form_or_a_number_ends_no_sentence(text: str, sentences: int) -> None:
    language = "zh" if "好" in text else "en"
    assert len(make_spoken(text, language).sentences()) == sentences


def test_sentences_hold_every_word_once_and_end_where_they_end() -> None:
    spoken = make_spoken("Ой. Добрый день, «Мирта»! Слушаю вас", "ru")
    assert spoken.sentences() == [(0, 1), (1, 4), (4, 6)]
    assert [spoken.source[:end] for end in sentence_ends(spoken.source)][-1] == "Ой. Добрый день, «Мирта»!"


def test_a_long_sentence_is_quoted_whole() -> None:
    long = (
        "Наш доктор лечит каналы под микроскопом, за счёт этого зуб чаще удаётся сохранить, и всё делает за один приём."
    )
    spoken = make_spoken(f"Понимаю. {long} Записать вас?", "ru")
    first, end = spoken.sentences()[1]
    match = spoken.match(first, end)
    assert spoken.quote(match.start, match.end) == long


_LONG_TURN = (
    "Good to know. Our dentist uses a microscope, so the tooth can nearly always be saved, and she is very gentle with"
    " people who are nervous. Have you visited our practice before?"
)


def test_in_a_turn_of_several_sentences_the_one_that_asks_is_quoted_with_its_second() -> None:
    call = call_of(
        "en",
        "A Good morning, Willow Dental, this is Hannah. How may I help you?",
        "P I would like to make an appointment with the dentist.",
        f"A {_LONG_TURN}",
        "P No, never.",
    )
    asked = finding_of("ask_visit_type", call)
    assert asked.quote == "Have you visited our practice before?"
    assert asked.at == pytest.approx(13.2, abs=0.8)  # the turn lies from 10 s to 14 s, the question at its end


def test_thanks_and_farewell_are_quoted_together_and_without_what_stands_before() -> None:
    call = call_of(
        "ru",
        "A Клиника Мирта, Анна, добрый день. Чем помочь?",
        "P Здравствуйте, запишите меня к стоматологу.",
        "A Записала вас на вторник. Спасибо за звонок! До свидания!",
    )
    assert finding_of("goodbye", call).quote == "Спасибо за звонок! До свидания!"


def test_words_of_a_recogniser_without_signs_are_quoted_as_whole_words() -> None:
    words = (
        "хорошо что вы позвонили у нас доктор лечит под микроскопом и зуб чаще удаётся сохранить а вы у нас раньше"
        " лечились или впервые к нам обращаетесь"
    )
    call = call_of("ru", "A стоматология анна слушаю", "P запишите меня к врачу зуб болит", f"A {words}", "P впервые")
    quote = finding_of("ask_visit_type", call).quote
    assert "раньше лечились" in quote
    assert set(quote.split()) <= set(words.split())


@pytest.mark.parametrize("clinic", ["Дента Плюс", "Дента", "Добрыня"])
def test_a_greeting_is_not_taken_for_a_clinic_of_a_like_name(clinic: str) -> None:
    lines = ("A Добрый день! Чем могу вам помочь?", "P Запишите меня к врачу, зуб болит.", "A Хорошо.", "P Спасибо.")
    assert finding_of("clinic_name", call_of("ru", *lines, clinic=clinic)).verdict.value == "fail"


def test_a_clinic_of_such_a_name_is_heard_where_it_is_said() -> None:
    call = call_of("ru", "A Стоматология Дента, добрый день! Чем помочь?", "P Здравствуйте.", clinic="Дента Плюс")
    assert finding_of("clinic_name", call).quote == "Стоматология Дента, добрый день!"
