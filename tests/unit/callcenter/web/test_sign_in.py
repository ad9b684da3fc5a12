"""Signing in and out."""

from datetime import timedelta

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from callcenter.web.passwords import Passwords
from tests.support.web import ANNA, GONE, PASSWORD, web_under_test


def test_the_right_password_opens_the_page_that_was_asked_for() -> None:
    browser = web_under_test().browser()
    asked = browser.get("/live?x=1")
    assert asked.headers["location"] == "/sign-in?next=/live%3Fx%3D1"

    answer = browser.post("/sign-in", data={"login": " Anna ", "password": PASSWORD, "next": "/live?x=1"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/live?x=1")
    assert browser.get("/").status_code == 200


def test_a_wrong_password_an_unknown_login_and_a_person_who_left_read_the_same() -> None:
    under_test = web_under_test()
    answers = [
        under_test.browser().post("/sign-in", data={"login": login, "password": password})
        for login, password in [(ANNA.login, "wrong"), ("nobody", PASSWORD), (GONE.login, PASSWORD)]
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert all("Login and password do not match" in answer.text for answer in answers)
    assert under_test.sessions.rows == {}


def test_an_unknown_login_costs_the_same_work_as_a_known_one() -> None:
    asked: list[str | bytes] = []

    class Counting(Argon2Hasher):
        def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002 - the library's name
            asked.append(hash)
            return super().verify(password, hash)

    passwords = Passwords(PasswordHash((Counting(time_cost=1, memory_cost=64),)))
    assert passwords.check(PASSWORD, None) == (False, None)
    assert passwords.check(PASSWORD, passwords.hash("another")) == (False, None)
    unknown, known = (str(hashed).rsplit("$", 2)[0] for hashed in asked)
    assert unknown == known == "$argon2id$v=19$m=64,t=1,p=4"


def test_real_passwords_are_hashed_with_64_mb() -> None:
    assert Passwords().hash("x").startswith("$argon2id$v=19$m=65536,t=3")


def test_empty_fields_have_their_message_beside_them() -> None:
    answer = web_under_test().browser().post("/sign-in", data={})
    assert answer.status_code == 422
    assert '<p class="field-error" id="login-error">Enter your login.</p>' in answer.text
    assert '<p class="field-error" id="password-error">Enter your password.</p>' in answer.text
    assert 'aria-describedby="login-error"' in answer.text


def test_the_typed_login_stays_in_its_field_and_the_password_does_not() -> None:
    answer = web_under_test().browser().post("/sign-in", data={"login": '"><b>', "password": "s3cret-typed"})
    assert 'value="&#34;&gt;&lt;b&gt;"' in answer.text
    assert "s3cret-typed" not in answer.text


def test_a_password_of_a_million_signs_is_wrong_and_not_hashed_whole() -> None:
    browser = web_under_test().browser()
    assert browser.post("/sign-in", data={"login": "anna", "password": "x" * 1_000_000}).status_code == 401


def test_signing_out_ends_the_session_even_where_its_cookie_was_copied() -> None:
    browser = web_under_test().signed_in()
    copied = browser.cookies["callcenter_session"]

    assert browser.post("/sign-out").headers["location"] == "/sign-in"

    browser.cookies.set("callcenter_session", copied)
    assert browser.get("/").headers["location"] == "/sign-in"


def test_a_session_ends_after_the_longest_shift() -> None:
    under_test = web_under_test()
    browser = under_test.signed_in()
    under_test.clock.jump(timedelta(hours=15, minutes=59))
    assert browser.get("/").status_code == 200
    under_test.clock.jump(timedelta(minutes=1))
    assert browser.get("/").status_code == 303


def test_a_cookie_that_somebody_made_up_signs_nobody_in() -> None:
    browser = web_under_test().browser()
    browser.cookies.set("callcenter_session", "InNvbWV0aGluZyI.made-up")
    assert browser.get("/").headers["location"] == "/sign-in"


def test_the_cookie_holds_no_name_and_the_row_no_cookie() -> None:
    under_test = web_under_test()
    answer = under_test.browser().post("/sign-in", data={"login": "anna", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "anna" not in cookie
    (key,) = under_test.sessions.rows
    assert key not in cookie


def test_an_operator_who_is_switched_off_is_out_with_the_next_click() -> None:
    under_test = web_under_test()
    browser = under_test.signed_in()
    del under_test.operators.by_id[ANNA.id]
    assert browser.get("/").status_code == 303


def test_who_is_signed_in_already_goes_straight_on() -> None:
    browser = web_under_test().signed_in()
    assert browser.get("/sign-in?next=/live").headers["location"] == "/live"


def test_an_old_hash_is_made_stronger_when_its_owner_signs_in() -> None:
    under_test = web_under_test()
    weaker = Passwords(PasswordHash((Argon2Hasher(time_cost=1, memory_cost=32),)))
    under_test.operators.hashes[ANNA.id] = weaker.hash(PASSWORD)
    under_test.signed_in()
    assert "m=64," in under_test.operators.hashes[ANNA.id]


def test_a_hash_that_nobody_can_read_signs_nobody_in() -> None:
    under_test = web_under_test()
    under_test.operators.hashes[ANNA.id] = "!"
    answer = under_test.browser().post("/sign-in", data={"login": "anna", "password": PASSWORD})
    assert answer.status_code == 401
