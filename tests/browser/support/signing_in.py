"""Somebody signed in, without a look at the form; tests/browser/test_sign_in.py looks at it."""

from playwright.sync_api import Page

from tests.support.web import PASSWORD


def sign_in(page: Page, address: str, login: str = "anna") -> None:
    """Send what the sign-in form sends; the browser keeps the session."""
    answer = page.context.request.post(
        f"{address}/sign-in",
        form={"login": login, "password": PASSWORD},
        headers={"Origin": address, "Sec-Fetch-Site": "same-origin", "Accept-Language": "en-GB"},
        max_redirects=0,
    )
    assert answer.status == 303, f"{answer.status}: {login} was not let in"
