"""Waits after wrong passwords."""

from datetime import timedelta

from callcenter.web.limits import ADDRESS_RULE, LOGIN_RULE
from tests.support.web import PASSWORD, WebUnderTest, web_under_test

WRONG = "wrong"


def _try(under_test: WebUnderTest, password: str = WRONG, login: str = "anna") -> tuple[int, str]:
    answer = under_test.browser().post("/sign-in", data={"login": login, "password": password})
    return answer.status_code, answer.headers.get("retry-after", "")


def test_the_fifth_wrong_password_makes_even_the_right_one_wait() -> None:
    under_test = web_under_test()
    assert [_try(under_test)[0] for _ in range(5)] == [401, 401, 401, 401, 429]

    assert _try(under_test, PASSWORD) == (429, "15")

    under_test.clock.jump(timedelta(seconds=15))
    assert _try(under_test, PASSWORD)[0] == 303


def test_each_further_wrong_password_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = [LOGIN_RULE.wait(wrong).total_seconds() for wrong in (4, 5, 6, 7, 11, 12, 500)]
    assert waits == [0, 15, 30, 60, 900, 900, 900]


def test_the_message_says_how_long_in_the_readers_plural() -> None:
    under_test = web_under_test()
    for _ in range(8):
        _try(under_test)
        under_test.clock.jump(timedelta(minutes=2))
    assert _try(under_test) == (429, "240")
    browser = under_test.browser("en")
    answer = browser.post("/sign-in", data={"login": "anna", "password": PASSWORD})
    assert "Too many wrong passwords. Try again in 4 minutes." in answer.text
    russian = under_test.browser("ru").post("/sign-in", data={"login": "anna", "password": PASSWORD})
    assert "через 4 минуты" in russian.text


def test_the_right_password_forgets_the_wrong_ones() -> None:
    under_test = web_under_test()
    for _ in range(4):
        _try(under_test)
    assert _try(under_test, PASSWORD)[0] == 303
    assert [_try(under_test)[0] for _ in range(4)] == [401] * 4


def test_wrong_passwords_of_an_hour_ago_no_longer_count() -> None:
    under_test = web_under_test()
    for _ in range(5):
        _try(under_test)
    under_test.clock.jump(timedelta(hours=1))
    assert _try(under_test)[0] == 401


def test_one_address_cannot_try_every_login() -> None:
    under_test = web_under_test()
    answers = [_try(under_test, login=f"login-{number}")[0] for number in range(ADDRESS_RULE.free + 1)]
    assert answers == [401] * (ADDRESS_RULE.free - 1) + [429, 429]


def test_a_clinic_that_signs_in_all_day_is_never_made_to_wait() -> None:
    under_test = web_under_test()
    assert {_try(under_test, PASSWORD)[0] for _ in range(25)} == {303}
