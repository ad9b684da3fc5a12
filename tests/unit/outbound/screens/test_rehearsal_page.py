"""The page on which an evening is rehearsed."""

from tests.support.campaign_pages import CampaignBench
from tests.support.clinic import MARIA, SERGEY
from tests.support.web import web_under_test


def test_a_rehearsal_shows_calls_lines_and_who_is_left(bench: CampaignBench) -> None:
    campaign = bench.evening(more=4)
    text = web_under_test([bench.feature]).signed_in().get(f"/campaigns/{campaign}/rehearsal").text
    assert "Lines over time" in text
    assert MARIA.full_name in text
    assert f"/patients/{SERGEY.id}" in text, "a person calls whoever has complained"
    assert "what a minute costs is not set" in text


def test_another_seed_is_another_evening_and_the_same_one_is_the_same(bench: CampaignBench) -> None:
    campaign = bench.evening(more=12)
    browser = web_under_test([bench.feature]).signed_in()
    first, again, other = (browser.get(f"/campaigns/{campaign}/rehearsal?seed={seed}").text for seed in (1, 1, 7))
    assert _calls(first) == _calls(again) != _calls(other)


def test_a_campaign_that_is_not_there_is_told(bench: CampaignBench) -> None:
    assert web_under_test([bench.feature]).signed_in().get("/campaigns/nobody/rehearsal").status_code == 404


def _calls(text: str) -> str:
    return text.partition("<tbody>")[2]
