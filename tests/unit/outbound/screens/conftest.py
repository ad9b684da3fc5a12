"""A clinic in mid-evening whose pages are looked at."""

import pytest

from callcenter.storage.work import Database
from tests.support.campaign_pages import CampaignBench


@pytest.fixture
def bench(database: Database) -> CampaignBench:
    return CampaignBench(database)
