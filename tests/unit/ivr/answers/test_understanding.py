"""What patients say to the robot, and what it takes it for."""

from datetime import datetime
from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from ivr.answers.loader import check_phrases, understand
from ivr.answers.names import Asked, Meaning
from ivr.answers.question import Question, Understood

NOW = datetime.fromisoformat("2026-11-23T18:20")
VISIT = datetime.fromisoformat("2026-11-24T16:30")
LATER_VISIT = datetime.fromisoformat("2026-11-26T10:00")


def _ask(
    text: str,
    language: str = "ru",
    asked: Asked = Asked.CONFIRM_VISIT,
    *,
    keys: str = "",
    visits: tuple[datetime, ...] = (VISIT,),
    own: Path | None = None,
) -> Understood:
    question = Question(language=Language(language), asked=asked, text=text, keys=keys, now=NOW, visits=visits)
    return understand(question, own)


@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        ("ru", "угу буду", Meaning.KEEP),
        ("ru", "да", Meaning.KEEP),
        ("ru", "нет", Meaning.UNSURE),
        ("ru", "не отменяйте я приду", Meaning.KEEP),
        ("ru", "отменять не надо", Meaning.KEEP),
        ("ru", "отмените пожалуйста", Meaning.CANCEL),
        ("ru", "не приду завтра приду в среду", Meaning.MOVE),
        ("ru", "больше не звоните мне", Meaning.STOP),
        ("ru", "если отпустят с работы то приду", Meaning.UNSURE),
        ("uk", "ага буду", Meaning.KEEP),
        ("uk", "скасуйте будь ласка", Meaning.CANCEL),
        ("uk", "ні", Meaning.UNSURE),
        ("uk", "більше не дзвоніть", Meaning.STOP),
        ("pl", "no", Meaning.KEEP),
        ("pl", "nie", Meaning.UNSURE),
        ("pl", "nie odwołujcie będę", Meaning.KEEP),
        ("pl", "proszę odwołać", Meaning.CANCEL),
        ("en", "yep see you then", Meaning.KEEP),
        ("en", "no", Meaning.UNSURE),
        ("en", "please cancel it", Meaning.CANCEL),
        ("en", "stop calling me", Meaning.STOP),
        ("ru", "не смогу наверное хотя нет смогу смогу приду", Meaning.KEEP),
        ("ru", "нет не приду я уехал в другой город", Meaning.CANCEL),
        ("zh", "会来的", Meaning.KEEP),
        ("zh", "不", Meaning.UNSURE),
        ("zh", "取消吧", Meaning.CANCEL),
        ("zh", "别再打了", Meaning.STOP),
    ],
)
def test_small_words_about_a_visit_are_understood(language: str, text: str, meaning: Meaning) -> None:
    assert _ask(text, language).meaning is meaning


@pytest.mark.parametrize("language", list(Language))
def test_silence_means_nothing(language: Language) -> None:
    understood = _ask("", language.value)
    assert understood.meaning is Meaning.NONE
    assert understood.confidence == 1.0


@pytest.mark.parametrize(
    ("asked", "keys", "meaning"),
    [
        (Asked.CONFIRM_VISIT, "1", Meaning.KEEP),
        (Asked.CONFIRM_VISIT, "3", Meaning.CANCEL),
        (Asked.CONFIRM_VISIT, "4", Meaning.NONE),
        (Asked.MENU, "5", Meaning.EMERGENCY),
        (Asked.WHEN, "1", Meaning.NONE),
        (Asked.IDENTITY, "#", Meaning.NONE),
    ],
)
def test_a_key_wins_over_what_is_said(asked: Asked, keys: str, meaning: Meaning) -> None:
    assert _ask("отмените", asked=asked, keys=keys).meaning is meaning


def test_a_key_is_a_rate() -> None:
    understood = _ask("", asked=Asked.RATE, keys="4")
    assert (understood.meaning, understood.slots) == (Meaning.RATE, {"value": 4})


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "пять с плюсом", 5),
        ("ru", "четыре хотя нет три", 3),
        ("uk", "четвірочка", 4),
        ("pl", "szóstki nie ma to piątka", 5),
        ("en", "a four i think", 4),
        ("zh", "给五分", 5),
        ("zh", "三分一般般", 3),
        ("uk", "три ой ні чотири дівчина ж привітна була", 4),
    ],
)
def test_a_figure_is_a_rate(language: str, text: str, value: int) -> None:
    assert _ask(text, language, Asked.RATE).slots == {"value": value}


def test_a_figure_between_two_is_unsure() -> None:
    assert _ask("четыре или пять", asked=Asked.RATE).meaning is Meaning.UNSURE


@pytest.mark.parametrize(
    ("language", "text", "ways"),
    [
        ("ru", "первый да второй отмените", ["keep", "cancel"]),
        ("ru", "второй отмените а первый в силе", ["keep", "cancel"]),
        ("ru", "я приду а сын нет", ["keep", "cancel"]),
        ("pl", "pierwszą zostawić drugą odwołać", ["keep", "cancel"]),
        ("zh", "第一个去第二个改时间", ["keep", "move"]),
        ("ru", "во вторник отмена а в четверг приду", ["cancel", "keep"]),
        ("en", "i'll make the first one but cancel the second", ["keep", "cancel"]),
        ("en", "i am coming but my son can't make it", ["keep", "cancel"]),
    ],
)
def test_visits_are_told_apart(language: str, text: str, ways: list[str]) -> None:
    understood = _ask(text, language, Asked.CONFIRM_VISITS, visits=(VISIT, LATER_VISIT))
    assert understood.meaning is Meaning.SPLIT
    assert understood.slots["by_visit"] == ways


def test_a_wish_for_another_day_comes_with_the_day() -> None:
    understood = _ask("не приду завтра приду в среду")
    assert understood.slots == {"weekday": 3, "date": "2026-11-25"}


def test_a_call_later_is_reckoned_from_now() -> None:
    understood = _ask("перезвоните через час")
    assert understood.meaning is Meaning.LATER
    assert understood.slots == {"from": "19:20"}


def test_a_clinics_own_phrase_wins_even_misheard(tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "ru.yaml").write_text("confirm_visit:\n  keep:\n    - как штык из носа\n", encoding="utf-8")
    assert _ask("как штык из носа", own=tmp_path).confidence == 1.0
    assert _ask("как штик из носа", own=tmp_path).meaning is Meaning.KEEP


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("confirm_visit:\n  perhaps:\n    - может\n", "unknown field 'perhaps'"),
        ("yes_no:\n  yes:\n    - угу\n  no:\n    - угу\n", "means 'yes' already"),
        ("yes_no:\n  yes:\n    - '!'\n", "needs words"),
    ],
)
def test_a_wrong_phrase_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "answers" / "ru.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        check_phrases(path)


def test_phrases_stand_where_they_are_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "ru.yaml"
    path.write_text("yes_no:\n  yes:\n    - угу\n", encoding="utf-8")
    with pytest.raises(ContentError, match="put phrases for answers into answers/"):
        check_phrases(path)


def test_a_visit_that_nobody_named_is_not_given_up() -> None:
    understood = _ask("завтра приду", asked=Asked.CONFIRM_VISITS, visits=(VISIT, LATER_VISIT))
    assert "cancel" not in understood.slots.get("by_visit", ())  # type: ignore[operator] # a split's slot is a list


def test_a_visit_is_given_up_where_only_the_other_is_wanted() -> None:
    understood = _ask("только на первый приду", asked=Asked.CONFIRM_VISITS, visits=(VISIT, LATER_VISIT))
    assert understood.slots == {"by_visit": ["keep", "cancel"]}


@pytest.mark.parametrize(
    ("text", "is_kept"), [("завтра приду", True), ("во вторник приду", True), ("в субботу приду", False)]
)
def test_a_promise_for_another_day_keeps_no_visit(text: str, is_kept: bool) -> None:
    assert (_ask(text).meaning is Meaning.KEEP) is is_kept


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "да нет"), ("ru", "нет конечно"), ("uk", "та ні"), ("en", "of course not")]
)
def test_a_no_that_begins_with_yes_is_a_no(language: str, text: str) -> None:
    assert _ask(text, language, Asked.YES_NO).meaning is Meaning.NO
    assert _ask(text, language).meaning is Meaning.UNSURE


@pytest.mark.parametrize("asked", list(Asked))
@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        ("ru", "алло кто это", Meaning.WHO),
        ("uk", "ви помилились номером", Meaning.WRONG_NUMBER),
        ("pl", "proszę więcej nie dzwonić", Meaning.STOP),
        ("en", "sorry can you repeat that", Meaning.REPEAT),
        ("zh", "喂你谁啊", Meaning.WHO),
    ],
)
def test_some_answers_mean_the_same_to_any_question(language: str, text: str, meaning: Meaning, asked: Asked) -> None:
    assert _ask(text, language, asked).meaning is meaning


def test_a_not_behind_but_is_no_change_of_mind() -> None:
    assert _ask("przepraszam ale nie przyjdę", "pl").meaning is not Meaning.KEEP
