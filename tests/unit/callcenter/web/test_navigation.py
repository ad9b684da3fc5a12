"""The top bar says where one is."""

import pytest

from callcenter.web.feature import NavigationItem

CAMPAIGNS = NavigationItem(path="/campaigns", title="Campaigns", place=25, beside=("/do-not-call",))


@pytest.mark.parametrize("path", ["/campaigns", "/campaigns/abc/rules", "/do-not-call", "/do-not-call/add"])
def test_an_entry_is_marked_on_its_pages_and_on_those_beside_it(path: str) -> None:
    assert CAMPAIGNS.is_at(path)


@pytest.mark.parametrize("path", ["/", "/campaigns-of-others", "/desk"])
def test_no_other_page_marks_it(path: str) -> None:
    assert not CAMPAIGNS.is_at(path)
