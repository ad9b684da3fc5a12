"""The pages of scripts with one manager signed in."""

from pathlib import Path

import httpx
import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.storage.work import Database
from tests.support.scripts import ScriptBench, script_feature
from tests.support.web import MARTA, NOON, WebUnderTest, web_under_test

CRITERIA = [("greeting", "Greets"), ("clinic_name", "Names the clinic")]


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> ScriptBench:
    return ScriptBench(database, JumpingClock(NOON), tmp_path)


@pytest.fixture
def web(bench: ScriptBench) -> WebUnderTest:
    return web_under_test([script_feature(bench, CRITERIA)])


@pytest.fixture
def manager(web: WebUnderTest) -> httpx.Client:
    return web.signed_in(MARTA)
