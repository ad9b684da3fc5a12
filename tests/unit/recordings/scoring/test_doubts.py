"""Calls whose words may not be what they seem: nothing is judged, and the reason is said."""

from dataclasses import replace

import pytest

from callcenter.kit.languages import Language
from recordings.scoring.card import Verdict, card_to_json
from recordings.scoring.facts_found import NO_FACTS
from recordings.scoring.loader import load_rulebook
from recordings.scoring_io import card_as_text
from recordings.transcript import CallTranscript, Guess, Speaker
from tests.unit.recordings.scoring.calls import call_of, card_of

RUSSIAN = (
    "A Здравствуйте, клиника «Мирта», меня зовут Анна, чем могу помочь?",
    "P Добрый день, у меня второй день болит зуб, хочу записаться к врачу.",
    "A Понимаю вас. Подскажите, вы у нас уже были? Могу предложить завтра в десять или в пятнадцать.",
    "P Нет, не была. Давайте завтра в десять.",
    "A Записала вас на завтра, на десять часов. Всего доброго, до свидания!",
    "P Спасибо, до свидания.",
)
POLISH = (
    "A Dzień dobry, przychodnia Zdrowie, mówi Anna, w czym mogę pomóc?",
    "P Dzień dobry, chciałabym się zapisać do lekarza, bo od wczoraj bardzo boli mnie gardło.",
    "A Rozumiem. Mogę zaproponować jutro o dziesiątej albo pojutrze o piętnastej.",
    "P To poproszę jutro o dziesiątej, dziękuję bardzo.",
)


def _is_unjudged(call: CallTranscript, doubt: str) -> None:
    card = card_of(call)
    assert card.doubts == (doubt,)
    assert {finding.verdict for finding in card.findings.values()} == {Verdict.UNSURE}
    assert {finding.rule for finding in card.findings.values()} == {f"doubt.{doubt}"}
    assert {finding.confidence for finding in card.findings.values()} == {0.0}
    assert (card.points, card.max_points, card.critical) == (0, 0, [])
    assert card.facts == NO_FACTS
    assert card_to_json(card)["doubts"] == [doubt]
    standard = load_rulebook().standard
    assert any("in doubt: " in line for line in card_as_text(card, standard, Language.EN))


@pytest.mark.parametrize("lines", [(), ("A  ", "P ...", "A  ")])
def test_a_call_without_words_is_not_judged(lines: tuple[str, ...]) -> None:
    _is_unjudged(call_of("ru", *lines), "no_words")


def test_thirty_seconds_of_music_leave_no_words_and_no_points() -> None:
    _is_unjudged(replace(call_of("en", "H 30"), ring_seconds=4.0), "no_words")


@pytest.mark.parametrize(("language", "lines"), [("ru", POLISH), ("en", RUSSIAN), ("en", POLISH), ("zh", RUSSIAN)])
def test_words_of_another_language_are_not_judged(language: str, lines: tuple[str, ...]) -> None:
    _is_unjudged(call_of(language, *lines), "other_language")


def test_a_few_words_of_another_language_say_nothing() -> None:
    assert card_of(call_of("ru", "A Здравствуйте, клиника Мирта.", "P Hello?", "A Hello.")).doubts == ()


def test_a_chinese_call_with_a_brand_in_letters_is_chinese() -> None:
    call = call_of(
        "zh", "A 您好，这里是Smile Dental口腔诊所，我是小王，请问有什么可以帮您？", "P 我想预约明天洗牙，大概多少钱？"
    )
    assert card_of(call).doubts == ()


def test_guesses_at_who_spoke_are_no_ground_for_a_verdict() -> None:
    call = call_of("ru", *RUSSIAN)
    turns = tuple(
        replace(turn, speaker=Speaker.PATIENT, guess=Guess(voice=1 + place % 2, confidence=0.6))
        for place, turn in enumerate(call.turns)
    )
    _is_unjudged(replace(call, turns=turns), "who_spoke")


def test_a_caller_whom_nobody_answers_is_not_judged() -> None:
    _is_unjudged(call_of("ru", "P Алло, здравствуйте. Алло?", "P Меня слышно? Я хотела бы записаться."), "one_voice")


def test_a_monologue_of_the_clinic_is_not_judged() -> None:
    said = "A Наша клиника работает с девяти до восьми, приходите к нам на чистку, у нас сейчас скидки и подарки всем."
    _is_unjudged(call_of("ru", *(f"{said} Раз {number}." for number in range(6))), "one_voice")


def test_a_silent_caller_costs_the_administrator_no_points() -> None:
    card = card_of(call_of("ru", "A Здравствуйте, клиника «Мирта», Анна, слушаю вас.", "A Алло? Вас не слышно."))
    assert card.doubts == ("one_voice",)
    assert card.max_points == 0


def test_a_message_that_the_clinic_leaves_on_a_machine_is_no_monologue() -> None:
    line = (
        "A Здравствуйте, Ольга, это клиника «Мирта», администратор Анна. Звоню напомнить про ваш визит завтра, "
        "к доктору Орловой, возьмите, пожалуйста, паспорт и снимок, если он у вас есть, и приходите за десять минут. "
        "Если планы изменились, перезвоните нам, пожалуйста, до восьми вечера, мы подберём для вас другое время. "
        "Ждём вас по адресу улица Садовая, дом пять, вход со двора, домофон один. Всего доброго, до свидания!"
    )
    assert card_of(call_of("ru", line, outbound=True)).doubts == ()


def test_a_second_greeting_behind_a_farewell_is_said_and_blocks_nothing() -> None:
    card = card_of(call_of("ru", *RUSSIAN, *RUSSIAN))
    assert card.doubts == ("two_calls",)
    assert card.findings["greeting"].verdict is Verdict.PASS
    assert card.max_points > 0


def test_a_usual_call_is_in_no_doubt() -> None:
    card = card_of(call_of("ru", *RUSSIAN))
    assert card.doubts == ()
    assert "doubts" not in card_to_json(card)
