"""What of a call the model sees."""

import pytest

from callcenter.kit.languages import Language
from recordings.judge.hiding import as_shown
from recordings.private_words.find import find_private_words
from recordings.scoring.loader import load_rulebook
from recordings.transcript import Turn
from tests.unit.recordings.scoring.calls import call_of


def _shown(language: str, *lines: str, administrator: str = "") -> list[str]:
    call = call_of(language, *lines)
    spans = find_private_words(call.turns, Language(language))
    models = load_rulebook().models_of(Language(language))
    turns: tuple[Turn, ...] = as_shown(call.turns, spans, Language(language), models, administrator)
    assert len(turns) == len(call.turns)
    return [turn.text for turn in turns]


def test_a_telephone_and_a_date_of_birth_are_hidden() -> None:
    shown = " ".join(
        _shown(
            "ru",
            "A Подскажите ваш номер телефона, пожалуйста.",
            "P Восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь.",
            "A И дату рождения?",
            "P Пятое мая тысяча девятьсот восьмидесятого года.",
        )
    )
    assert "шестнадцать" not in shown
    assert "восьмидесятого" not in shown
    assert "[phone number]" in shown
    assert "[date of birth]" in shown


@pytest.mark.parametrize(
    ("language", "lines", "name"),
    [
        (
            "ru",
            (
                "A Назовите, пожалуйста, вашу фамилию.",
                "P Моя фамилия Краснопольская.",
                "A Госпожа Краснопольская, жду.",
            ),
            "раснопольск",
        ),
        (
            "en",
            ("A May I take your surname?", "P My surname is Featherstonehaugh.", "A Thank you, Ms Featherstonehaugh."),
            "eatherstone",
        ),
    ],
)
def test_a_surname_that_the_clinic_does_not_know_is_hidden_wherever_it_is_said(
    language: str, lines: tuple[str, ...], name: str
) -> None:
    shown = _shown(language, *lines)
    assert name not in " ".join(shown)
    assert "[surname]" in shown[1]
    assert "[surname]" in shown[2]


def test_the_administrators_own_name_stays() -> None:
    shown = _shown(
        "en", "A Good morning, Oak Dental, Anna speaking.", "P Hello, it is Anna Blenkinsop here.", administrator="Anna"
    )
    assert "Anna" in shown[0]
    assert "Blenkinsop" not in shown[1]


def test_what_nobody_must_hide_stays_word_by_word() -> None:
    lines = ("A Good morning, how can I help?", "P I have a toothache and want to come on Friday at ten.")
    assert _shown("en", *lines) == [line[2:] for line in lines]


def test_a_chinese_name_is_hidden_where_it_is_told_and_where_it_is_used() -> None:
    shown = _shown(
        "zh",
        "A 您好，康美口腔，我是小王，请问您贵姓？",
        "P 张小果，幺三九，四个零，五六七八。",
        "A 好的张女士，张小果，给您约在明天上午十点。",
        "P 好的，我叫欧阳明月也可以联系。",
    )
    together = " ".join(shown)
    assert "张小果" not in together
    assert "张女士" not in together
    assert "欧阳" not in together
    assert "[surname]女士" in shown[2]
    assert "康美口腔，我是小王" in shown[0]
    assert shown[2].endswith("给您约在明天上午十点。")
