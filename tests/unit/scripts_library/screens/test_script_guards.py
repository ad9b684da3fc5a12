"""Texts and ids that would do harm: refused on every way in, and harmless where they are stored already."""

import re
from dataclasses import replace

import httpx
import pytest

from callcenter.kit.languages import Language
from scripts_library.book.documents import Key, Kind
from scripts_library.book.store import add_draft, save_draft
from tests.support.pages import text_of
from tests.support.scripts import TALK, TALK_SOURCE, ScriptBench
from tests.support.web import MARTA
from tests.unit.scripts_library.screens.step_forms import OURS, PAGE, form, keep, upload

BAD = TALK_SOURCE.replace("say: The check is free.", 'say: "{{ ' + "(" * 800 + "hail" + ")" * 800 + ' }}"')


@pytest.mark.parametrize("source", [BAD, TALK_SOURCE.replace("start:", f'opens: "{"not " * 3000}who.known"\nstart:')])
def test_a_dangerous_text_is_refused_on_every_way(manager: httpx.Client, bench: ScriptBench, source: str) -> None:
    looked = upload(manager, source.encode())
    taken = manager.post("/scripts/import/take", data={"source": source}, headers=OURS)
    typed = manager.post(f"{PAGE}/text", data={"source": source, "revision": "0"}, headers=OURS)
    for answer in (looked, taken, typed):
        assert answer.status_code == 422
        assert re.search("too deep within each other|300 characters at most", answer.text)
    assert "line" in manager.post(f"{PAGE}/text", data={"source": source, "do": "check"}, headers=OURS).text
    assert bench.book.open(TALK).draft is None


def test_a_dangerous_sentence_is_neither_kept_nor_tried(manager: httpx.Client, bench: ScriptBench) -> None:
    html = keep(manager, "offer", say="{{ 7**(12*10**6) % 2 }}").text
    assert "cannot be used here" in html
    assert "12*10" not in bench.book.open(TALK).source
    preview = {**form(manager, "offer"), "say": "{{ 'a' * 1000000000 }}"}
    assert manager.post(f"{PAGE}/steps/offer/preview", data=preview, headers=OURS).status_code == 200


def test_a_bad_draft_of_before_is_listed_with_its_problem_and_thrown_away(
    manager: httpx.Client, bench: ScriptBench
) -> None:
    draft = bench.book.begin(MARTA, TALK)
    with bench.database.work() as work:
        assert save_draft(work.connection, replace(draft, revision=2, source=BAD), draft)
    assert re.search(r"1 problem", text_of(manager.get("/scripts").text))
    for path in ("", "/text", "/publish", "/versions", "?step=offer"):
        assert manager.get(PAGE + path).status_code < 500, path
    assert "Throw the draft away" in manager.get(PAGE).text
    manager.post(f"{PAGE}/discard", headers=OURS)
    assert bench.book.open(TALK).source == TALK_SOURCE


@pytest.mark.parametrize("name", ["part:ends", "..", "a%20b", "a%0D%0AX-Evil:%201", "скрипт", "A", "a" * 81])
def test_an_address_with_a_wrong_id_is_not_found(manager: httpx.Client, name: str) -> None:
    for path in ("", "/text", "/export.yaml"):
        assert manager.get(f"/scripts/en/part:{name}{path}").status_code == 404
    for post in ("begin", "discard", "delete"):
        assert manager.post(f"/scripts/en/part:{name}/{post}", headers=OURS).status_code == 404


def test_a_document_with_an_id_of_before_is_listed_and_thrown_away(manager: httpx.Client, bench: ScriptBench) -> None:
    draft = bench.book.begin(MARTA, TALK)
    evil = Key(Kind.SCRIPT, "../../evil", Language.EN)
    with bench.database.work() as work:
        assert add_draft(work.connection, replace(draft, key=evil))
    html = manager.get("/scripts").text
    assert "its id cannot be used" in html
    assert 'href="/scripts/en/../../evil"' not in html
    assert manager.post("/scripts/unusable", data={"key": str(TALK)}, headers=OURS).status_code == 404
    manager.post("/scripts/unusable", data={"key": str(evil)}, headers=OURS)
    assert "cannot be used" not in manager.get("/scripts").text


def test_a_text_that_is_too_long_is_refused_in_words(manager: httpx.Client) -> None:
    answer = manager.post(f"{PAGE}/text", data={"source": "я" * 500_001, "revision": "0"}, headers=OURS)
    assert answer.status_code == 422
    assert "longer than 500,000 characters" in answer.text
