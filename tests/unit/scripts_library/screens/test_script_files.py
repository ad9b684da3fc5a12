"""Scripts as files: taken along, brought back one by one or all in a ZIP, and refused in words."""

import base64
import io
import re
import zipfile

import httpx
import pytest

from tests.support.scripts import ENDS, ENDS_SOURCE, TALK, TALK_SOURCE, ScriptBench
from tests.unit.scripts_library.screens.step_forms import OURS, PAGE, upload


def test_texts_are_taken_along_as_files(manager: httpx.Client) -> None:
    answer = manager.get(f"{PAGE}/export.yaml")
    assert answer.text == TALK_SOURCE
    assert 'filename="talk.en.yaml"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(manager.get("/scripts/export.zip").content)) as archive:
        assert sorted(archive.namelist()) == ["en/parts/ends.yaml", "en/talk.yaml"]
        assert archive.read("en/parts/ends.yaml").decode() == ENDS_SOURCE


def test_a_file_shows_what_it_changes_before_it_becomes_a_draft(manager: httpx.Client, bench: ScriptBench) -> None:
    other = TALK_SOURCE.replace("The check is free.", "The check costs nothing.")
    page = upload(manager, other.encode()).text
    assert "1 change against what is published" in page
    assert "<ins>costs nothing.</ins>" in page
    assert bench.book.open(TALK).draft is None
    answer = manager.post("/scripts/import/take", data={"source": other}, headers=OURS)
    assert answer.headers["location"] == PAGE
    assert bench.book.open(TALK).source == other


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TALK_SOURCE.replace("    title: Offer", "   title: Offer").encode(), "mine.yaml, line"),
        (TALK_SOURCE.replace("fallback:", "fall_back:").encode(), "unknown field &#39;fall_back&#39;"),
        (TALK_SOURCE.replace("  price:\n    title", "  offer:\n    title").encode(), "is given twice"),
        (b"", "This file is empty"),
        ("привет".encode("cp1251"), "no text in UTF-8"),
        (b"# " + b"x" * 500_000, "longer than 500,000 characters"),
        (TALK_SOURCE.replace("id: talk", "id: ../../evil").encode(), "cannot be an id"),
        (b"# " + b"x" * 2_000_001, "longer than 500,000 characters"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(manager: httpx.Client, data: bytes, said: str) -> None:
    answer = upload(manager, data)
    assert answer.status_code == 422
    assert said in answer.text


def _zip(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in files.items():
            archive.writestr(f"en/{name}.yaml", source)
    return packed.getvalue()


def test_the_zip_of_all_scripts_comes_back_as_drafts(manager: httpx.Client, bench: ScriptBench) -> None:
    same = upload(manager, manager.get("/scripts/export.zip").content).text
    assert "nothing to take over" in same
    other = TALK_SOURCE.replace("The check is free.", "The check costs nothing.")
    html = upload(manager, _zip(talk=other, ends=ENDS_SOURCE)).text
    assert "<ins>costs nothing.</ins>" in html
    assert "Endings" not in html
    assert bench.book.open(TALK).draft is None
    archive = re.search(r'name="archive" value="([^"]+)"', html)
    assert archive
    manager.post("/scripts/import/take-all", data={"archive": archive[1]}, headers=OURS)
    assert bench.book.open(TALK).source == other
    assert bench.book.open(ENDS).draft is None


def test_of_a_zip_with_one_bad_document_nothing_is_kept(manager: httpx.Client, bench: ScriptBench) -> None:
    other = TALK_SOURCE.replace("The check is free.", "The check costs nothing.")
    bad = _zip(talk=other, ends=ENDS_SOURCE.replace("goodbye!", "{{ 7**7 }}"))
    taken = {"archive": base64.urlsafe_b64encode(bad).decode()}
    for answer in (upload(manager, bad), manager.post("/scripts/import/take-all", data=taken, headers=OURS)):
        assert answer.status_code == 422
        assert "cannot be used here" in answer.text
    assert bench.book.open(TALK).draft is None
    assert "This ZIP cannot be used" in upload(manager, bad[:60]).text
