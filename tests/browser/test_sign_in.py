"""Signing in, in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support.chromium import picture
from tests.support.serving import served
from tests.support.ward import Ward
from tests.support.web import PASSWORD, web_under_test

pytestmark = pytest.mark.browser


@pytest.fixture
def address() -> Iterator[str]:
    """A served application with one page."""
    with served(web_under_test([Ward().feature()]).app) as address:
        yield address


def test_a_person_signs_in_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_label("Login")).to_be_focused()
    picture(page, "sign-in")
    page.keyboard.type("anna")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Ward")).to_have_attribute("aria-current", "page")
    expect(page.get_by_text("Exchange connected")).to_be_visible()
    picture(page, "frame")


def test_a_wrong_password_is_explained_beside_its_field_and_the_login_stays(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    password = page.get_by_label("Password")
    expect(password).to_have_accessible_description(
        "Login and password do not match. Check Caps Lock and the keyboard language."
    )
    expect(password).to_be_focused()
    expect(page.get_by_label("Login")).to_have_value("anna")
    picture(page, "sign-in-wrong")


def test_a_language_is_chosen_before_signing_in_and_stays_afterwards(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".menu-languages summary").click()
    page.get_by_role("button", name="Українська").click()
    expect(page.get_by_role("heading", name="Вхід до кол-центру")).to_be_visible()
    picture(page, "sign-in-ukrainian")
    page.get_by_label("Логін").fill("anna")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("АТС на зв’язку")).to_be_visible()


def test_a_person_signs_out_from_the_menu_with_their_name(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Signed in as Анна").click()
    picture(page, "person-menu")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to the call centre")).to_be_visible()


@pytest.mark.parametrize(("width", "name"), [(600, "sign-in-narrow"), (1366, "sign-in-dark")])
def test_the_page_fits_its_window_without_scrolling_sideways(page: Page, address: str, width: int, name: str) -> None:
    page.emulate_media(color_scheme="dark" if width > 1000 else "light")
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, name)
