"""Words that espeak-ng would misread are written so that it reads them as a person would."""

import pytest

from callcenter.kit.languages import Language
from ivr.speech.espeak import EspeakVoice
from ivr.speech.port import Speaker
from ivr.speech.spelling import for_espeak


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("请问您以前来过我们这儿看牙吗？", "请问您以前来过我们这里看牙吗？"),
        ("您在哪儿？", "您在哪里？"),
        ("请等一会儿", "请等一会"),
        ("有一点儿疼", "有一点疼"),
        ("小孩儿几岁？", "小孩几岁？"),
    ],
)
def test_a_final_r_of_mandarin_is_left_out(written: str, said: str) -> None:
    assert for_espeak(written, Language.ZH) == said


@pytest.mark.parametrize("kept", ["儿科", "儿子", "女儿", "婴儿", "您的女儿今年几岁？", "这里", "会儿童"])
def test_a_child_in_mandarin_stays_a_child(kept: str) -> None:
    assert for_espeak(kept, Language.ZH) == kept


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        (Language.EN, "Ms Carter, you have an appointment", "Miz Carter, you have an appointment"),
        (Language.EN, "with Dr. Smith", "with Dr Smith"),
        (Language.EN, "room No. 5", "room number 5"),
        (Language.EN, "No. Goodbye.", "No. Goodbye."),
        (Language.EN, "an ENT doctor", "an E N T doctor"),
        (Language.RU, "клиника «ЛОР»", "клиника лор"),
        (Language.RU, "Зуб & Ко", "Зуб и Ко"),
        (Language.UK, "дев`ять", "дев'ять"),
        (Language.UK, "лікарня №1", "лікарня номер 1"),
        (Language.PL, "gabinet nr 5", "gabinet numer 5"),
        (Language.PL, "gabinet № 5", "gabinet numer 5"),
        (Language.ZH, "李敏医生还有号", "李敏医生，还有号"),
        (Language.ZH, "请问您是曾女士吗？", "请问您是增女士吗？"),
        (Language.ZH, "晚上七点半，单丽医生。", "晚上七点半，善丽医生。"),
    ],
)
def test_what_a_voice_would_misread_is_written_as_it_sounds(language: Language, written: str, said: str) -> None:
    assert for_espeak(written, language) == said


@pytest.mark.parametrize("kept", ["主任医生", "社区医生", "了解医生", "检查医生", "还是取消"])
def test_a_character_that_is_no_surname_is_kept(kept: str) -> None:
    assert for_espeak(kept, Language.ZH) == kept


def test_other_languages_are_said_as_they_are_written() -> None:
    for language in (Language.RU, Language.UK, Language.PL, Language.EN):
        assert for_espeak("К врачу — п'ять, pięć, five", language) == "К врачу — п'ять, pięć, five"


def test_here_is_as_short_as_any_two_syllables_and_not_read_as_english_numbers() -> None:
    voice = EspeakVoice()
    try:
        here, there = (voice.speak(text, Language.ZH, Speaker.ROBOT).seconds for text in ("我们这儿", "我们这里"))
    finally:
        voice.close()
    assert here == there
