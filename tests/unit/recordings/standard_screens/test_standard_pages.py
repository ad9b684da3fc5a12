"""The pages of the standard: who may do what, the editor, versions, taking over a table, the table to take along."""

import re
from html import unescape
from pathlib import Path

import httpx
import pytest

from callcenter.kit.ids import COMMAND_LINE
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from recordings.own_standard import changes
from recordings.own_standard.limits import limits_of, stored_limit
from recordings.scoring.loader import load_standard
from recordings.standard_screens.examples_loader import load_examples
from tests.support.calls import CallsBench
from tests.support.pages import text_of
from tests.support.standard import StandardBench
from tests.support.web import ANNA, MARTA, WebUnderTest, web_under_test

SHIPPED = load_standard()
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> StandardBench:
    return StandardBench(CallsBench(database, tmp_path))


@pytest.fixture
def web(bench: StandardBench) -> WebUnderTest:
    return web_under_test([bench.calls.feature, bench.feature])


@pytest.fixture
def manager(web: WebUnderTest) -> httpx.Client:
    return web.signed_in(MARTA)


def _fields(html: str) -> dict[str, str]:
    """What a browser would send of the editor, as it is."""
    form = html[html.index('id="draft"') :]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form))
    unchecked = [
        name
        for name, rest in re.findall(r'type="checkbox"[^>]* name="([^"]+)" value="1"([^>]*)>', form)
        if "checked" not in rest
    ]
    return {name: unescape(value) for name, value in found.items() if name not in unchecked}


def _draft(manager: httpx.Client) -> dict[str, str]:
    manager.post("/standard/draft/begin", headers=OURS)
    return _fields(manager.get("/standard/draft").text)


def _send(manager: httpx.Client, fields: dict[str, str], do: str, **more: str) -> httpx.Response:
    return manager.post("/standard/draft", data={**fields, "do": do, **more}, headers=OURS)


def test_everybody_reads_the_standard_with_examples(web: WebUnderTest) -> None:
    html = web.signed_in(ANNA, "ru").get("/standard").text
    page = text_of(html)
    assert "Приветствие в начале" in page
    assert "не больше 15 с" in page
    assert all(line in page for line in load_examples(Language.RU)["triage"].good)
    assert "/standard/draft/begin" not in html
    assert "score-anew" not in html


def test_examples_are_shown_in_the_language_that_was_chosen(manager: httpx.Client) -> None:
    page = text_of(manager.get("/standard?examples=pl").text)
    assert all(line in page for line in load_examples(Language.PL)["triage"].good)


def test_another_site_changes_nothing(manager: httpx.Client, bench: StandardBench) -> None:
    answer = manager.post("/standard/draft/begin", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert bench.standards.overview().draft is None


def test_the_editor_sent_as_it_is_changes_nothing(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _draft(manager)
    assert _send(manager, fields, "save").status_code == 303
    assert bench.standards.draft().standard.criteria == SHIPPED.criteria


def test_weights_are_edited_and_published_with_a_note(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _draft(manager) | {"weight:greeting": "5", "weight:clinic_name": "1"}
    answer = _send(manager, fields, "publish", note="первое впечатление")
    assert answer.status_code == 422
    assert "The weights add up to 102, 2 too many" in text_of(answer.text)
    answer = _send(manager, _fields(answer.text), "spread")
    assert answer.headers["location"] == "/standard/draft?texts=en"
    fields = _fields(manager.get("/standard/draft").text)
    assert _send(manager, fields, "publish", note="первое впечатление").headers["location"] == "/standard"
    page = text_of(manager.get("/standard").text)
    assert "Version 1" in page
    assert "первое впечатление" in page
    assert bench.standards.overview().standard.criteria[0].weight == 4  # a point off, as off another one


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("weight:greeting", "two", "A whole number"),
        ("weight:greeting", "-1", "A whole number"),
        ("weight:greeting", "101", "A whole number"),
        ("weight:greeting", "٣", "A whole number"),
        ("title:greeting", "  ", "A title is expected"),
        ("title:greeting", "x" * 121, "too long"),
        ("limit:pace:most", "fast", "A number is expected"),
        ("limit:pace:most", "nan", "A number is expected"),
        ("limit:pace:most", "1e2", "A number is expected"),
        ("limit:pace:most", "1_0", "A number is expected"),
        ("limit:pace:most", "٣", "A number is expected"),
        ("limit:dead_air:seconds", "-1", "A number from 0 to 100000"),
        ("limit:hold_count:most", "100001", "A number from 0 to 100000"),
        ("limit:talk_share:least", "-100", "A share from 0 to 100"),
        ("limit:talk_share:most", "101", "A share from 0 to 100"),
        ("limit:loudness:most", "1", "A level from -200 to 0"),
    ],
)
def test_what_cannot_be_read_is_shown_again_and_nothing_is_saved(
    manager: httpx.Client, bench: StandardBench, field: str, typed: str, said: str
) -> None:
    answer = _send(manager, _draft(manager) | {"weight:recap": "9", field: typed}, "save")
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    assert f'value="{typed}"' in answer.text
    assert 'value="9"' in answer.text
    assert bench.standards.draft().standard.criteria == SHIPPED.criteria


def test_texts_are_edited_in_one_language_at_a_time(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _draft(manager)
    answer = _send(manager, fields, "texts:pl")
    assert answer.headers["location"] == "/standard/draft?texts=pl"
    polish = _fields(manager.get("/standard/draft?texts=pl").text)
    assert polish["title:greeting"] == SHIPPED.criteria[0].title[Language.PL]
    _send(manager, polish | {"title:greeting": "Powitanie"}, "save")
    title = bench.standards.draft().standard.criteria[0].title
    assert (title[Language.PL], title[Language.EN]) == ("Powitanie", SHIPPED.criteria[0].title[Language.EN])


def test_a_criterion_is_taken_out_put_back_and_added(manager: httpx.Client, bench: StandardBench) -> None:
    answer = _send(manager, _draft(manager), "out:recap")
    assert answer.headers["location"].endswith("#removed")
    page = manager.get("/standard/draft").text
    assert "97 of 100: 3 to add" in text_of(page)
    _send(manager, _fields(page), "back:recap")
    page = manager.get("/standard/draft").text
    _send(manager, _fields(page), "add", **{"new-title": "Smile", "new-stage": "manner"})
    standard = bench.standards.draft().standard
    own = next(one for one in standard.criteria if one.id.startswith("own_"))
    assert (own.stage, own.weight, own.title[Language.ZH]) == ("manner", 1, "Smile")
    assert standard.criterion("recap")
    assert _send(manager, _fields(manager.get("/standard/draft").text), "add").status_code == 422


def test_a_criterion_with_an_error_is_taken_out_all_the_same(manager: httpx.Client, bench: StandardBench) -> None:
    broken = _draft(manager) | {"title:recap": "x" * 121, "weight:greeting": "5"}
    assert _send(manager, broken | {"weight:clinic_name": "many"}, "out:recap").status_code == 422
    assert _send(manager, broken, "out:recap").headers["location"].endswith("#removed")
    standard = bench.standards.draft().standard
    assert standard.criterion("recap") is None
    assert standard.criteria[0].weight == 5


def test_a_changed_limit_is_told_as_the_editor_says_it(web: WebUnderTest) -> None:
    manager = web.signed_in(MARTA, "ru")
    _send(manager, _draft(manager) | {"limit:talk_share:least": "37,5"}, "save")
    assert "35 → 37,5 %" in text_of(manager.get("/standard/draft").text)


def test_a_stale_tab_overwrites_nothing_and_keeps_what_was_typed(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _draft(manager)
    _send(manager, fields | {"weight:greeting": "3", "weight:recap": "8"}, "save")
    answer = _send(manager, fields | {"weight:greeting": "4", "title:recap": "Says it again"}, "save", note="because")
    assert answer.status_code == 422
    page = text_of(answer.text)
    assert "Nothing of yours is saved yet" in page
    assert "Saved meanwhile: 3" in page
    assert "because" in page
    assert bench.standards.draft().standard.criteria[0].weight == 3
    both = _fields(answer.text)
    assert (both["weight:greeting"], both["weight:recap"], both["title:recap"]) == ("4", "8", "Says it again")
    assert _send(manager, both, "save").status_code == 303
    recap = bench.standards.draft().standard.criterion("recap")
    assert recap
    assert (recap.weight, recap.title[Language.EN]) == (8, "Says it again")


def test_boxes_that_only_one_of_two_tabs_ticked_are_as_that_one_left_them(
    manager: httpx.Client, bench: StandardBench
) -> None:
    fields = _draft(manager)
    critical = next(one.id for one in SHIPPED.criteria if one.critical)
    _send(manager, fields | {"critical:recap": "1"}, "save")
    mine = {name: value for name, value in fields.items() if name != f"critical:{critical}"}
    answer = _send(manager, mine | {"weight:greeting": "4"}, "save")
    assert "Saved meanwhile" not in text_of(answer.text)
    _send(manager, _fields(answer.text), "save")
    saved = {one.id: one.critical for one in bench.standards.draft().standard.criteria}
    assert (saved["recap"], saved[critical]) == (True, False)


def test_what_was_typed_for_a_criterion_that_was_taken_out_meanwhile_is_shown(manager: httpx.Client) -> None:
    fields = _draft(manager)
    _send(manager, fields, "out:recap")
    page = text_of(_send(manager, fields | {"proof:recap": "All of it, slowly"}, "save").text)
    assert "not in the draft any more" in page
    assert "All of it, slowly" in page


def test_what_was_typed_into_a_draft_that_is_gone_is_shown(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _draft(manager)
    manager.post("/standard/draft/discard", data={"revision": fields["revision"]}, headers=OURS)
    answer = _send(manager, fields | {"proof:recap": "All of it, slowly"}, "save")
    assert answer.status_code == 422
    page = text_of(answer.text)
    assert "no draft any more" in page
    assert "All of it, slowly" in page
    assert fields["title:greeting"] not in page
    assert bench.standards.overview().draft is None


def test_an_old_page_does_not_throw_another_draft_away(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _draft(manager)
    _send(manager, fields | {"weight:greeting": "3"}, "save")
    answer = manager.post("/standard/draft/discard", data={"revision": fields["revision"]}, headers=OURS)
    assert answer.status_code == 422
    assert bench.standards.draft().standard.criteria[0].weight == 3


@pytest.mark.parametrize(("do", "said"), [("add", "a title first"), ("back:greeting", "already")])
def test_what_cannot_be_done_leaves_everything_typed_in_the_editor(manager: httpx.Client, do: str, said: str) -> None:
    answer = _send(manager, _draft(manager) | {"weight:recap": "9"}, do, note="because")
    assert answer.status_code == 422
    page = text_of(answer.text)
    assert said in page
    assert "because" in page
    assert _fields(answer.text)["weight:recap"] == "9"


def test_a_version_published_meanwhile_is_told_before_a_draft_takes_it_back(
    manager: httpx.Client, bench: StandardBench
) -> None:
    bench.publish(changes.all_alike(SHIPPED))
    fields = _draft(manager) | {"standard-title": "Ours"}
    bench.standards.publish_again(MARTA, 0)
    answer = _send(manager, fields, "publish")
    assert answer.status_code == 422
    page = text_of(answer.text)
    assert "Version 2 has been published since you opened this page" in page
    assert "is taken back by publishing: Greeting first Points: 3 → 2" in page
    assert bench.standards.overview().number == 2
    assert _send(manager, _fields(answer.text), "publish").headers["location"] == "/standard"
    assert bench.standards.overview().number == 3


def test_versions_tell_what_changed_and_an_older_one_is_published_again(
    manager: httpx.Client, bench: StandardBench
) -> None:
    assert "Nothing has been published yet" in text_of(manager.get("/standard/versions").text)
    bench.publish(changes.all_alike(SHIPPED), "alike")
    page = text_of(manager.get("/standard/versions").text)
    assert "Greeting first Points: 2 → 3" in page
    manager.post("/standard/versions/0/again", headers=OURS)
    page = text_of(manager.get("/standard/versions").text)
    assert "The standard that came with the program, once more" in page
    assert "no longer scores new calls" in text_of(manager.get("/standard?version=1").text)
    answer = manager.post("/standard/versions/0/again", headers=OURS)
    assert answer.status_code == 422
    assert "there is nothing to publish" in text_of(answer.text)
    for number in ("9" * 23, "9" * 5000, "-1", "x", "7", "٣"):
        assert manager.post(f"/standard/versions/{number}/again", headers=OURS).status_code == 404, number
    assert manager.get("/standard?version=99").status_code == 404
    assert manager.get("/standard?version=x").status_code == 422


def test_scoring_anew_is_asked_for_and_stopped_on_the_page(manager: httpx.Client, bench: StandardBench) -> None:
    bench.calls.scored("c-1")
    answer = manager.post("/standard/scores", data={"days": "30"}, headers=OURS)
    assert answer.headers["location"] == "/standard#rescoring"
    assert "Scoring anew: 0 of 1 calls" in text_of(manager.get("/standard").text)
    run = bench.rescoring.newest()
    assert run
    manager.post(f"/standard/scores/{run.id}/stop", headers=OURS)
    assert "Stopped after 0 of 1 calls" in text_of(manager.get("/standard").text)
    assert manager.post("/standard/scores", data={"days": "0"}, headers=OURS).status_code == 422


def test_a_run_of_the_command_line_is_not_said_to_go_on(manager: httpx.Client, bench: StandardBench) -> None:
    bench.calls.scored("c-1")
    run = bench.rescoring.begin(COMMAND_LINE, 30, is_told=False)
    page = text_of(manager.get("/standard").text)
    assert "Begun on the command line: 0 of 1 calls are done" in page
    assert "A new run stops the one that is not done" in page
    assert "Scoring anew" not in page
    bench.rescoring.do_piece(run.id)
    assert "were asked for before it" not in text_of(manager.get("/standard").text)
    bench.publish(changes.all_alike(SHIPPED))
    assert "Version 1 scores new calls by now" in text_of(manager.get("/standard").text)


def test_limits_are_shown_in_the_units_that_people_use() -> None:
    share = SHIPPED.criterion("talk_share")
    assert share
    assert [(limit.value, limit.unit) for limit in limits_of(share)] == [(35, "%"), (70, "%")]
    assert stored_limit("talk_share", "35") == 0.35
    assert stored_limit("loudness", "−36,5") == -36.5


def test_every_language_has_examples_for_nearly_every_criterion() -> None:
    for language in Language:
        examples = load_examples(language)
        assert len(examples) >= 28, language
        assert sum(bool(one.good) for one in examples.values()) >= 25, language


def test_the_title_of_the_standard_is_edited_and_told_in_what_changed(
    manager: httpx.Client, bench: StandardBench
) -> None:
    fields = _draft(manager)
    _send(manager, fields, "save", **{"standard-title": "  Our  own standard "})
    assert bench.standards.draft().standard.title[Language.EN] == "Our own standard"
    page = text_of(manager.get("/standard/draft").text)
    assert "The title changed" in page
    assert "Our own standard" in page
    _send(manager, _fields(manager.get("/standard/draft").text), "publish", note="Renamed")
    assert "<h1>Our own standard</h1>" in manager.get("/standard").text


def test_a_standard_without_a_title_is_not_saved(manager: httpx.Client, bench: StandardBench) -> None:
    answer = _send(manager, _draft(manager), "save", **{"standard-title": "  "})
    assert answer.status_code == 422
    assert bench.standards.draft().standard.title == SHIPPED.title
