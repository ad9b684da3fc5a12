"""Requests that another site makes a browser send."""

import pytest

from tests.support.web import PASSWORD, web_under_test

SIGN_IN = {"login": "anna", "password": PASSWORD}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "http://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"origin": "http://testserver:8080"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://["},
    ],
    ids=str,
)
def test_a_post_from_another_site_changes_nothing(headers: dict[str, str]) -> None:
    under_test = web_under_test()
    answer = under_test.browser().post("/sign-in", data=SIGN_IN, headers=headers)
    assert answer.status_code == 403
    assert "This request came from another site" in answer.text
    assert under_test.sessions.rows == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin", "origin": "http://testserver"},
        {"sec-fetch-site": "none"},
        {"origin": "http://testserver"},
        {},
    ],
    ids=str,
)
def test_a_post_from_our_own_page_is_served(headers: dict[str, str]) -> None:
    assert web_under_test().browser().post("/sign-in", data=SIGN_IN, headers=headers).status_code == 303


def test_another_site_may_link_to_us() -> None:
    answer = web_under_test().browser().get("/sign-in", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_every_unsafe_method_is_checked(method: str) -> None:
    answer = web_under_test().browser().request(method, "/sign-in", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_pages_may_not_be_framed_and_run_no_script_but_ours() -> None:
    headers = web_under_test().browser().get("/sign-in").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self';" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
