"""Where a sign-in may lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.web.paths import local_path, sign_in_path
from tests.support.web import PASSWORD, web_under_test


@pytest.mark.parametrize(
    "asked",
    [
        "http://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "/\n/evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_a_sign_in_never_leads_to_another_site(asked: str) -> None:
    answer = web_under_test().browser().post("/sign-in", data={"login": "anna", "password": PASSWORD, "next": asked})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@given(st.text())
def test_whatever_is_asked_for_the_answer_is_a_path_of_ours(asked: str) -> None:
    path = local_path(asked)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))


def test_a_path_of_ours_with_a_question_is_kept() -> None:
    assert local_path("/calls?day=2026-11-23&page=2") == "/calls?day=2026-11-23&page=2"
    assert sign_in_path("/calls?day=1") == "/sign-in?next=/calls%3Fday%3D1"
    assert sign_in_path("/") == "/sign-in"
