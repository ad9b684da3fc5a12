"""A machine and a site for every test of the model store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.model_site import FakeSite, model_site
from tests.unit.recordings.model_shelf.world import FILE, ZIP, Machine


@pytest.fixture
def site() -> Iterator[FakeSite]:
    with model_site() as running:
        running.files[FILE] = ZIP
        yield running


@pytest.fixture
def machine(tmp_path: Path, site: FakeSite) -> Machine:
    return Machine(folder=tmp_path / "models", site=site)
