"""A clinic whose flows are looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.flow_pages import FlowBench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[FlowBench]:
    with FlowBench(tmp_path) as made:
        yield made
