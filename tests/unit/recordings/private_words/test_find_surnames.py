"""Surnames of known patients are found in any form; those of doctors and words of every day are not."""

import pytest

from callcenter.kit.languages import Language
from recordings.private_words.surname_forms.registry import surname_forms
from tests.unit.recordings.private_words.said import hidden

RU, UK, PL, EN, ZH = Language.RU, Language.UK, Language.PL, Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("language", "surname", "forms"),
    [
        (RU, "петров", "петров петрова петрову петровым петрове петровой петровы петровых"),
        (RU, "соколова", "соколова соколовой соколову соколовы соколов"),
        (RU, "достоевский", "достоевского достоевскому достоевским достоевская достоевской достоевскую"),
        (RU, "кузнец", "кузнеца кузнецу кузнецом"),
        (RU, "шевчук", "шевчука шевчуку шевчуком"),
        (RU, "гоголь", "гоголя гоголю гоголем"),
        (UK, "ткаченко", "ткаченка ткаченку ткаченком"),
        (UK, "горобець", "горобця горобцю горобцем"),
        (UK, "романишин", "романишина романишину романишиним"),
        (UK, "яворський", "яворського яворському яворська яворської яворську"),
        (PL, "kowalska", "kowalskiej kowalską kowalski kowalskiego kowalskim"),
        (PL, "zając", "zająca zającowi zającem"),
        (PL, "wróbel", "wróbla wróblowi wróblem"),
        (PL, "dudek", "dudka dudkowi dudkiem"),
        (PL, "sikora", "sikory sikorę sikorą sikorze"),
        (PL, "pawlak", "pawlaka pawlakowi pawlakiem"),
        (EN, "jones", "jones jones's joneses"),
        (EN, "carter", "carter's carters"),
    ],
)
def test_the_forms_of_a_surname_are_made_by_rule(language: Language, surname: str, forms: str) -> None:
    assert set(forms.split()) <= surname_forms(surname, language)


def test_a_double_surname_is_known_by_either_part() -> None:
    assert {"римского", "корсакову"} <= surname_forms("римский-корсаков", RU)


@pytest.mark.parametrize(
    ("language", "name", "said", "found"),
    [
        (RU, ("Мария", "Петрова"), "a: записала петрову на завтра", "петрову"),
        (RU, ("Николай", "Фёдоров"), "p: я звоню насчет федорова", "федорова"),
        (UK, ("Марія", "Ткаченко"), "a: пані ткаченко чекаємо вас", "ткаченко"),
        (PL, ("Jan", "Zając"), "p: chodzi o jana zająca", "zająca"),
        (EN, ("Mary", "Carter"), "p: it is about mrs carter's bill", "carter's"),
        (ZH, ("国栋", "刘"), "p: 我叫刘国栋", "刘国栋"),
        (ZH, ("芳", "王"), "a: 王女士您好", "王"),
    ],
)
def test_a_known_surname_is_found_in_each_language(
    language: Language, name: tuple[str, str], said: str, found: str
) -> None:
    assert hidden(said, language, name) == [f"surname: {found}"]


def test_a_surname_that_nobody_here_has_stays() -> None:
    assert hidden("p: моя фамилия соколова", RU, ("Мария", "Петрова")) == []


def test_a_misheard_surname_is_found_beside_a_given_name_or_after_the_question() -> None:
    assert hidden("p: это мария бетрова", RU, ("Мария", "Петрова")) == ["surname: бетрова"]
    assert hidden("a: ваша фамилия / p: бетрова", RU, ("Мария", "Петрова")) == ["surname: бетрова"]
    assert hidden("p: на столе стоит белое", RU, ("Мария", "Белова")) == []


def test_a_doctors_surname_stays_where_a_patient_has_the_same() -> None:
    assert hidden("a: к доктору орловой на пять", RU, ("Анна", "Орлова")) == []
    assert hidden("a: орлову анну записала", RU, ("Анна", "Орлова")) == ["surname: орлову"]


def test_a_word_of_every_day_is_a_surname_only_where_the_words_around_say_so() -> None:
    assert hidden("p: на улице мороз", RU, ("Иван", "Мороз")) == []
    assert hidden("p: меня зовут иван мороз", RU, ("Иван", "Мороз")) == ["surname: мороз"]
    assert hidden("p: i feel young today", EN, ("Julia", "Young")) == []
    assert hidden("a: mrs young the doctor is waiting", EN, ("Julia", "Young")) == ["surname: young"]
