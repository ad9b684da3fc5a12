"""In which language a screen speaks."""

import pytest

from callcenter.kit.languages import Language
from tests.support.web import ANNA, web_under_test


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "Вход"),
        ("uk", "Вхід"),
        ("pl", "Logowanie"),
        ("zh-CN,zh;q=0.9", "登录"),
        ("en-GB", "Sign in"),
        ("fr, pl;q=0.3", "Logowanie"),
    ],
)
def test_the_sign_in_page_follows_the_browser(wish: str, title: str) -> None:
    assert f"<title>{title} ·" in web_under_test().browser(wish).get("/sign-in").text


def test_a_browser_whose_language_we_do_not_speak_gets_the_clinics() -> None:
    assert "<title>Вхід ·" in web_under_test(language=Language.UK).browser("fr").get("/sign-in").text


def test_an_operators_choice_wins_over_the_browser_and_follows_to_another_one() -> None:
    under_test = web_under_test()
    answer = under_test.signed_in().post("/language", data={"language": "pl", "next": "/live"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/live")

    elsewhere = under_test.signed_in(language="ru")

    assert '<html lang="pl">' in elsewhere.get("/").text
    assert under_test.operators.by_id[ANNA.id].language is Language.PL


def test_a_choice_before_signing_in_stays_in_the_browser() -> None:
    browser = web_under_test().browser("en")
    browser.post("/language", data={"language": "zh"})
    assert '<html lang="zh-Hans">' in browser.get("/sign-in").text


def test_a_language_that_is_not_offered_is_refused_in_words() -> None:
    answer = web_under_test().browser().post("/language", data={"language": "xx"})
    assert answer.status_code == 422
    assert "This language is not offered." in answer.text


def test_every_language_offers_itself_in_its_own_name() -> None:
    text = web_under_test().browser().get("/sign-in").text
    assert all(language.own_name in text for language in Language)
