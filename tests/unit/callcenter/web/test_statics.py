"""Files that browsers keep, and where they come from."""

import json
import re
from pathlib import Path

import pytest

from callcenter.kit.errors import CallCenterError
from callcenter.web.assets import build as assets
from callcenter.web.statics import StaticAddresses
from tests.support.web import web_under_test

ASSETS = Path(assets.__file__).parent


def test_a_file_asked_for_by_its_content_is_kept_for_a_year() -> None:
    browser = web_under_test().browser()
    page = browser.get("/sign-in").text
    (address,) = re.findall(r'href="(/static/app\.css\?v=\w+)"', page)
    answer = browser.get(address)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert browser.get("/static/app.css").headers["cache-control"] == "no-cache"


def test_a_changed_file_gets_another_address(tmp_path: Path) -> None:
    addresses = StaticAddresses({"desk": tmp_path})
    path = tmp_path / "desk.js"
    path.write_text("one", encoding="utf-8")
    first = addresses("desk/desk.js")
    assert first == addresses("desk/desk.js")
    path.write_text("two", encoding="utf-8")
    assert addresses("desk/desk.js") != first


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(CallCenterError, match=r"python -m callcenter\.web\.assets\.build"):
        StaticAddresses({})("vendor/nothing.js")


def test_no_path_leads_out_of_the_static_folder() -> None:
    browser = web_under_test().browser()
    assert browser.get("/static/..%2f..%2fapp.py").status_code == 404
    assert browser.get("/static/%2e%2e/app.py").status_code == 404


def test_the_lock_has_hashes_and_no_addresses_of_registries() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ASSETS / "package.json").read_text("utf-8"))["dependencies"]
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("integrity" in entry and "resolved" not in entry for entry in packages.values())
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_a_build_copies_what_is_served_and_a_second_one_does_nothing(tmp_path: Path) -> None:
    work = _installed(tmp_path / "work")
    vendor = tmp_path / "static" / "vendor"
    assert assets.build(vendor, work)
    assert (vendor / "htmx.min.js").read_text("utf-8") == "htmx.org/dist/htmx.min.js"
    assert not assets.build(vendor, work)


def test_a_build_mends_a_folder_that_somebody_emptied(tmp_path: Path) -> None:
    work = _installed(tmp_path / "work")
    vendor = tmp_path / "static" / "vendor"
    assets.build(vendor, work)
    (vendor / "htmx.min.js").unlink()
    (vendor / "old.js").touch()
    assert assets.build(vendor, work)
    assert (vendor / "htmx.min.js").exists()
    assert not (vendor / "old.js").exists()


def _installed(work: Path) -> Path:
    for name in assets.SERVED:
        path = work / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (work / "installed").touch()
    return work
