"""What a person reads when something goes wrong."""

from pathlib import Path

import pytest
from fastapi import APIRouter

from callcenter.kit.errors import BadInputError, CallCenterError, NotFoundError
from callcenter.web.feature import Feature
from callcenter.web.viewer import AnyViewer, ManagerViewer
from tests.support.web import MARTA, WebUnderTest, web_under_test


def _broken() -> WebUnderTest:
    router = APIRouter()

    @router.get("/missing")
    def missing() -> None:
        raise NotFoundError("This patient is not in the list any more. Search again.")

    @router.get("/bad")
    def bad() -> None:
        raise BadInputError("A name has <no> digits.")

    @router.get("/refused")
    def refused() -> None:
        raise CallCenterError("The exchange refused. Try again.")

    @router.get("/crash")
    def crash() -> None:
        raise ZeroDivisionError("secret detail")

    @router.get("/away")
    def away(viewer: AnyViewer) -> None:
        raise ConnectionError("database or disk is full")

    @router.get("/number/{number}")
    def number(number: int) -> None: ...

    @router.get("/managers")
    def managers(viewer: ManagerViewer) -> str:
        return viewer.operator.name

    return web_under_test([Feature(name="broken", router=router, templates=Path(__file__).parent)])


def test_an_unknown_address_says_what_to_do() -> None:
    answer = web_under_test().browser().get("/no/such/page")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert "Check the address, or go on from the start page." in answer.text


def test_an_error_of_ours_shows_its_message_escaped() -> None:
    browser = _broken().signed_in()
    assert "This patient is not in the list any more" in browser.get("/missing").text
    assert browser.get("/missing").status_code == 404
    assert "A name has &lt;no&gt; digits." in browser.get("/bad").text
    assert browser.get("/bad").status_code == 422
    assert "The exchange refused. Try again." in browser.get("/refused").text
    assert browser.get("/refused").status_code == 500


def test_a_crash_shows_a_number_and_no_detail() -> None:
    answer = _broken().signed_in().get("/crash")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "<code>0" in answer.text
    assert "secret detail" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_database_that_is_locked_or_full_is_told_with_what_to_do() -> None:
    browser = _broken().signed_in()
    answer = browser.get("/away")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "The database does not answer" in answer.text
    assert "its disk may be full" in answer.text
    assert browser.get("/away", headers={"hx-request": "true"}).headers["hx-retarget"] == "#notice"


def test_a_crash_is_told_in_the_readers_language() -> None:
    assert "Что-то сломалось" in _broken().browser("ru").get("/crash").text


def test_an_address_that_cannot_be_read_names_the_field() -> None:
    answer = _broken().browser().get("/number/abc")
    assert answer.status_code == 422
    assert "missing or cannot be read: number" in answer.text


def test_a_role_that_is_not_enough_is_told_whom_to_ask() -> None:
    under_test = _broken()
    answer = under_test.signed_in().get("/managers")
    assert answer.status_code == 403
    assert "Ask the clinic&#39;s manager or owner." in answer.text
    assert under_test.signed_in(MARTA).get("/managers").json() == "Marta"


def test_htmx_gets_a_notice_for_the_reserved_place_instead_of_a_page() -> None:
    answer = _broken().signed_in().get("/missing", headers={"hx-request": "true"})
    assert answer.headers["hx-retarget"] == "#notice"
    assert "<html" not in answer.text


def test_a_session_that_ended_in_the_middle_of_work_keeps_what_was_typed() -> None:
    answer = _broken().browser().get("/managers", headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert "what you typed is still here" in answer.text


def test_a_wrong_method_is_refused_and_says_which_is_right() -> None:
    answer = web_under_test().browser().get("/sign-out")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


def test_a_form_that_would_fill_the_memory_is_refused() -> None:
    huge = {f"field{number}": (None, "x" * 100_000) for number in range(30)}
    answer = web_under_test().browser().post("/sign-in", files=huge)
    assert answer.status_code == 413


@pytest.mark.parametrize("referer", ["http://[", "http://testserver//evil.example", "::::"])
def test_a_form_sent_from_an_address_that_cannot_be_read_is_shown_again(referer: str) -> None:
    answer = web_under_test().browser().post("/sign-in", data={"login": "anna"}, headers={"referer": referer})
    assert answer.status_code == 422
    assert "Enter your password." in answer.text
    assert "evil.example" not in answer.text


def test_a_form_in_a_charset_that_gives_half_signs_is_refused() -> None:
    fields = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n\\ud800\r\n' for name in ("login", "password")
    )
    answer = (
        web_under_test()
        .browser()
        .post(
            "/sign-in",
            content=f"{fields}--x--\r\n".encode("ascii"),
            headers={"content-type": "multipart/form-data; boundary=x; charset=unicode_escape"},
        )
    )
    assert answer.status_code == 400
    assert "The server refused this request" in answer.text
