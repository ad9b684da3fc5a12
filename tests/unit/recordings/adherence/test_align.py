"""A call beside its script: said, in other words, left out, at another place; each with its second."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.languages import Language
from recordings.adherence.align import align
from recordings.adherence.steps import Kept, KeptStep, ShownStep, Walked
from recordings.transcript import Speaker, Turn

GREET = "Добрый день, стоматология Дента Плюс, меня зовут Анна. Чем могу помочь?"
NAME = "Подскажите, пожалуйста, как я могу к вам обращаться?"
OFFER = "Могу предложить вторник в половине четвёртого или среду в девять утра. Как вам удобнее?"
BEFORE = "Вы уже были в нашей клинике или придёте впервые?"
BYE = "Ждём вас во вторник. Всего доброго, до свидания!"


def _walked(*texts: str, language: Language = Language.RU) -> Walked:
    steps = [ShownStep(id=f"s{place}", title=text[:10], spoken=text, text=text) for place, text in enumerate(texts)]
    return Walked(language=language, steps=steps)


def _said(*texts: str) -> list[Turn]:
    """The administrator's turns, ten seconds apart, with a word of the patient after each."""
    turns = []
    for place, text in enumerate(texts):
        turns.append(Turn(speaker=Speaker.ADMINISTRATOR, text=text, start=place * 10.0, end=place * 10.0 + 6))
        turns.append(Turn(speaker=Speaker.PATIENT, text="да", start=place * 10.0 + 7, end=place * 10.0 + 8))
    return turns


def _kept(found: tuple[KeptStep, ...]) -> list[Kept]:
    return [one.kept for one in found]


def test_what_was_read_out_is_said_with_its_second() -> None:
    found = align(_walked(GREET, NAME, OFFER, BYE), _said(GREET, NAME, OFFER, BYE))
    assert _kept(found) == [Kept.SAID] * 4
    assert [one.at for one in found] == [0.0, 10.0, 20.0, 30.0]


def test_other_words_for_the_same_are_a_paraphrase() -> None:
    said = "Анна слушает, стоматология Дента Плюс, добрый день"
    assert _kept(align(_walked(GREET, NAME), _said(said, NAME))) == [Kept.PARAPHRASED, Kept.SAID]


def test_other_forms_of_the_words_count_as_the_words() -> None:
    said = "могу предложить вторником половину четвёртого или средой девять утро как вам удобно"
    assert _kept(align(_walked(OFFER), _said(said))) == [Kept.SAID]


def test_a_step_that_nobody_said_was_skipped() -> None:
    found = align(_walked(GREET, NAME, OFFER), _said(GREET, OFFER))
    assert _kept(found) == [Kept.SAID, Kept.SKIPPED, Kept.SAID]
    assert found[1].at is None


def test_a_step_that_was_said_at_another_place_is_out_of_order() -> None:
    found = align(_walked(GREET, NAME, OFFER, BYE), _said(GREET, OFFER, BYE, NAME))
    assert _kept(found) == [Kept.SAID, Kept.OUT_OF_ORDER, Kept.SAID, Kept.SAID]
    assert found[1].at == 30.0


def test_a_step_may_be_spread_over_turns_between_which_the_patient_says_yes() -> None:
    found = align(_walked(OFFER), _said("Могу предложить вторник в половине четвёртого", "или среду в девять утра"))
    assert _kept(found) == [Kept.SAID]


def test_two_steps_may_be_said_in_one_turn() -> None:
    found = align(_walked(GREET, NAME), _said(f"{GREET} {NAME}"))
    assert _kept(found) == [Kept.SAID, Kept.SAID]


def test_a_step_whose_criterion_was_met_was_said_in_other_words() -> None:
    asked = ShownStep(id="before", title="Был ли", spoken=BEFORE, text=BEFORE, criteria=("ask_visit_type",))
    walked = Walked(language=Language.RU, steps=[asked])
    turns = _said(GREET, "А раньше у нас лечились?")
    assert _kept(align(walked, turns)) == [Kept.SKIPPED]
    [found] = align(walked, turns, {"ask_visit_type": 10.5})
    assert (found.kept, found.at) == (Kept.PARAPHRASED, 10.5)


def test_a_step_at_which_the_call_broke_off_need_not_have_been_said() -> None:
    steps = [
        ShownStep(id="greet", title="Приветствие", spoken=GREET, text=GREET),
        ShownStep(id="offer", title="Время", spoken=OFFER, text=OFFER, is_open=True),
    ]
    assert _kept(align(Walked(language=Language.RU, steps=steps), _said(GREET))) == [Kept.SAID]


def test_words_of_the_patient_do_not_count() -> None:
    turns = [Turn(speaker=Speaker.PATIENT, text=GREET, start=0, end=5), *_said("ага")]
    assert _kept(align(_walked(GREET), turns)) == [Kept.SKIPPED]


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        (
            Language.UK,
            "Добрий день, стоматологія Дента Плюс, мене звати Анна.",
            "Очікуємо на вас у середу, до зустрічі.",
        ),
        (Language.PL, "Dzień dobry, przychodnia Denta Plus, mówi Anna.", "Proponuję wtorek o dziewiątej rano."),
        (Language.EN, "Good morning, Denta Plus dental clinic, Anna speaking.", "I can offer Tuesday at nine."),
        (Language.ZH, "您好，这里是康齿口腔诊所，我是安娜。", "我们周二上午九点可以安排。"),
    ],
)
def test_every_language_tells_a_step_from_another(language: Language, text: str, other: str) -> None:
    walked = _walked(text, other, language=language)
    assert _kept(align(walked, _said(text.rstrip("。.").lower()))) == [Kept.SAID, Kept.SKIPPED]


def test_nothing_is_said_of_a_call_whose_administrator_was_not_heard() -> None:
    assert align(_walked(GREET), []) == ()
    assert align(_walked(), _said(GREET)) == ()


@given(st.permutations([GREET, NAME, OFFER, BYE]))
def test_steps_that_were_all_read_out_are_never_skipped(order: list[str]) -> None:
    found = align(_walked(GREET, NAME, OFFER, BYE), _said(*order))
    assert all(one.kept in {Kept.SAID, Kept.OUT_OF_ORDER, Kept.PARAPHRASED} and one.at is not None for one in found)
    in_order = [one.at or 0.0 for one in found if one.kept is Kept.SAID]
    assert in_order == sorted(in_order)
