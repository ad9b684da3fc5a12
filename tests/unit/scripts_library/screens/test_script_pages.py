"""The pages of scripts: who may do what, the list, the picture, editing, publishing, versions, files."""

import re
from pathlib import Path

import httpx
import pytest

from callcenter.kit.clock import JumpingClock
from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from tests.support.pages import text_of
from tests.support.scripts import ENDS, TALK, TALK_SOURCE, ScriptBench, script_feature
from tests.support.web import ANNA, MARTA, NOON, WebUnderTest, web_under_test
from tests.unit.scripts_library.screens.step_forms import OURS, PAGE, form, keep


def test_everybody_reads_and_managers_edit(web: WebUnderTest, bench: ScriptBench) -> None:
    anna = web.signed_in(ANNA)
    html = anna.get(f"{PAGE}?step=offer").text
    assert "shall we say" in html
    assert "step-form" not in html
    assert 'id="edit"' not in html
    posts = (
        "begin",
        "undo",
        "discard",
        "publish",
        "steps",
        "steps/offer",
        "steps/offer/remove",
        "steps/bye/own",
        "text",
    )
    for path in (*posts, "delete", "follow", "versions/1/back", "steps/offer/preview"):
        assert anna.post(f"{PAGE}/{path}", data={"revision": "1"}, headers=OURS).status_code == 403, path
    for path in ("/scripts/import", "/scripts/new", "/scripts/patients", f"{PAGE}/text", f"{PAGE}/publish"):
        assert anna.get(path).status_code == 403, path
    assert anna.post("/scripts/import/take", data={"source": "x"}, headers=OURS).status_code == 403
    assert bench.book.open(TALK).draft is None


def test_an_administrator_sees_no_draft(web: WebUnderTest, bench: ScriptBench) -> None:
    bench.book.put(MARTA, TALK, TALK_SOURCE.replace("Small talk", "Secret talk"))
    assert "Secret talk" not in web.signed_in(ANNA).get(PAGE).text


def test_another_site_changes_nothing(manager: httpx.Client, bench: ScriptBench) -> None:
    answer = manager.post(f"{PAGE}/begin", headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert bench.book.open(TALK).draft is None


def test_the_list_tells_versions_drafts_and_problems(manager: httpx.Client, bench: ScriptBench) -> None:
    bench.book.put(MARTA, TALK, TALK_SOURCE.replace("goto: offer", "goto: nowhere"))
    page = text_of(manager.get("/scripts").text)
    assert "Small talk" in page
    assert "v. 1" in page
    assert "draft" in page
    assert re.search(r"\d problems?", page)
    assert "Endings" in page
    assert "Small talk" in manager.get("/scripts?q=small").text
    assert "No script is called so" in manager.get("/scripts?q=zebra").text


def test_an_empty_list_says_how_to_fill_it(database: Database, tmp_path: Path) -> None:
    bench = ScriptBench(database, JumpingClock(NOON), tmp_path)
    for key in (TALK, ENDS):
        bench.book.delete(MARTA, key)
    page = web_under_test([script_feature(bench)]).signed_in(MARTA).get("/scripts").text
    assert "There are no scripts yet" in page


def test_the_picture_shows_steps_answers_and_where_they_lead(manager: httpx.Client) -> None:
    html = manager.get(PAGE).text
    picture = text_of(html[html.index("<svg") : html.index("</svg>")])
    for words in (
        "Greeting",
        "Offer",
        "Goodbye",
        "booked",
        "Pain",
        "Something else",
        "back to where it was",
        "Endings",
    ):
        assert words in picture, words
    assert html.count("is-back") == 1
    assert "Too expensive" in text_of(html)


def test_a_step_of_a_part_links_to_the_part_and_can_be_made_the_scripts_own(manager: httpx.Client) -> None:
    manager.post(f"{PAGE}/begin", headers=OURS)
    assert "/scripts/en/part:ends?step=bye" in manager.get(f"{PAGE}?step=bye").text
    manager.post(f"{PAGE}/steps/bye/own", headers=OURS)
    assert 'id="step-form"' in manager.get(f"{PAGE}?step=bye").text


def test_what_is_typed_is_kept_in_the_draft_with_a_preview(manager: httpx.Client, bench: ScriptBench) -> None:
    html = keep(manager, "offer", say="{{ hail }}how about {{ slots[0].on }}?", caller="regular").text
    page = text_of(html)
    assert "no problems in this step" in page
    assert "Ms Carter, how about on Tuesday 24 November at 10:30 am?" in page
    assert "s to say" in page
    assert "how about" in bench.book.open(TALK).source


def test_a_form_sent_as_it_is_changes_nothing(manager: httpx.Client, bench: ScriptBench) -> None:
    assert keep(manager, "greet").status_code == 200
    draft = bench.book.open(TALK).draft
    assert draft is not None
    assert (draft.revision, draft.source) == (1, TALK_SOURCE)


def test_a_problem_is_told_with_its_field_and_line(manager: httpx.Client) -> None:
    html = keep(manager, "offer", say="Hello {{ nobody.knows }}").text
    assert 'data-problem="say"' in html
    assert "unknown variable &#39;nobody.knows&#39;" in html
    assert "en/talk.yaml, line" in html


def test_problems_are_told_in_the_readers_language(web: WebUnderTest) -> None:
    html = keep(web.signed_in(MARTA, "ru"), "offer", say="Hello {{ nobody.knows }}").text
    assert "неизвестная переменная" in html


def test_a_variable_that_is_empty_shows_the_simpler_text_and_says_so(manager: httpx.Client) -> None:
    html = keep(manager, "offer", say="Dear {{ patient.surname }}, agreed?", fallback="Agreed?", caller="unknown").text
    assert "the simpler text stands in" in html
    html = keep(manager, "offer", say="Dear {{ patient.surname }}, agreed?", fallback="", caller="unknown").text
    assert "the desk shows the safe sentence" in html


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Give the step a title"),
        ({"say": " "}, "Write what the administrator says"),
        ({"answer__0__label": ""}, "Give this answer a label"),
        ({"answer__0__goto": ""}, "Choose the step"),
        ({"answer__0__key": "2"}, "Two answers have this key"),
        ({"answer__0__key": "x"}, "a key from 1 to 9"),
        ({"when": "who.known"}, "fill in both"),
        ({"answer__0__sets": "nonsense"}, "field=value"),
    ],
)
def test_what_is_incomplete_is_not_saved_yet(
    manager: httpx.Client, bench: ScriptBench, changed: dict[str, str], said: str
) -> None:
    html = keep(manager, "offer", **changed).text
    assert "Not saved yet" in html
    assert said in html
    assert bench.book.open(TALK).source == TALK_SOURCE


def test_answers_are_added_and_removed(manager: httpx.Client, bench: ScriptBench) -> None:
    keep(manager, "offer", answer__2__label="Never", answer__2__goto="bye", answer__1__out="1")
    step = bench.book.open(TALK).source
    assert "{key: 3, id: answer_3, label: Never, goto: bye}" in step or "{key: 2, id: answer_2, label: Never" in step
    assert "Begin again" not in step


def test_a_second_tab_is_told_that_its_text_was_not_saved(manager: httpx.Client, bench: ScriptBench) -> None:
    fields = form(manager, "offer")
    bench.book.put(MARTA, TALK, TALK_SOURCE.replace("Small", "Big"))
    html = manager.post(f"{PAGE}/steps/offer", data={**fields, "title": "Mine"}, headers=OURS).text
    assert "Somebody has changed the draft" in html
    assert "Mine" not in bench.book.open(TALK).source


def test_steps_are_added_and_taken_out_where_nobody_leads_there(manager: httpx.Client, bench: ScriptBench) -> None:
    manager.post(f"{PAGE}/begin", headers=OURS)
    answer = manager.post(f"{PAGE}/steps", data={"new-title": "Extra", "step": "offer"}, headers=OURS)
    assert answer.headers["location"] == f"{PAGE}?step=step_1"
    refused = manager.post(f"{PAGE}/steps/offer/remove", data={"revision": "2"}, headers=OURS)
    assert refused.status_code == 422
    assert "Greeting: Something else" in text_of(refused.text)
    manager.post(f"{PAGE}/steps/step_1/remove", data={"revision": "2"}, headers=OURS)
    assert "step_1" not in bench.book.open(TALK).source


def test_the_last_change_is_undone(manager: httpx.Client, bench: ScriptBench) -> None:
    keep(manager, "offer", title="Other")
    manager.post(f"{PAGE}/undo", data={"revision": "2", "step": "offer"}, headers=OURS)
    assert bench.book.open(TALK).source == TALK_SOURCE


def test_publishing_shows_what_changes_and_takes_a_note(manager: httpx.Client, bench: ScriptBench) -> None:
    keep(manager, "greet", say="Hello, {{ operator.name }} speaking, what can I do for you?")
    page = manager.get(f"{PAGE}/publish").text
    assert "<del>how</del><ins>what</ins> can I <del>help</del><ins>do for</ins> you?" in page
    answer = manager.post(f"{PAGE}/publish", data={"revision": "2", "note": "shorter"}, headers=OURS)
    assert answer.headers["location"] == PAGE
    assert bench.live.library.get("talk", Language.EN).version == 2
    versions = text_of(manager.get(f"{PAGE}/versions").text)
    assert "shorter" in versions
    assert "holds now" in versions


def test_a_draft_with_problems_is_not_published(manager: httpx.Client, bench: ScriptBench) -> None:
    bench.book.put(MARTA, TALK, TALK_SOURCE.replace("goto: offer", "goto: nowhere"))
    answer = manager.post(f"{PAGE}/publish", data={"revision": "1"}, headers=OURS)
    assert answer.status_code == 422
    assert "unknown step &#39;nowhere&#39;" in answer.text


def test_an_older_text_comes_back_into_the_draft(manager: httpx.Client, bench: ScriptBench) -> None:
    bench.publish(TALK, TALK_SOURCE.replace("Small talk", "Big talk"))
    manager.post(f"{PAGE}/versions/1/back", headers=OURS)
    draft = bench.book.open(TALK).draft
    assert draft is not None
    assert draft.source == TALK_SOURCE


def test_the_products_newer_text_is_offered_and_taken_over(manager: httpx.Client, bench: ScriptBench) -> None:
    bench.publish(TALK, TALK_SOURCE.replace("Small talk", "Big talk"))
    bench.ship(TALK, TALK_SOURCE.replace("Small talk", "Better talk"))
    bench.restart()
    assert "The product has a newer text" in manager.get(PAGE).text
    manager.post(f"{PAGE}/follow", headers=OURS)
    assert bench.live.library.get("talk", Language.EN).title == "Better talk"


def test_a_part_that_is_used_is_not_deleted_and_a_script_is(manager: httpx.Client, bench: ScriptBench) -> None:
    refused = manager.post("/scripts/en/part:ends/delete", headers=OURS)
    assert refused.status_code == 422
    assert "there is no part &#39;ends&#39;" in refused.text
    assert manager.post(f"{PAGE}/delete", headers=OURS).headers["location"] == "/scripts"
    assert manager.get(PAGE).status_code == 404


def test_the_whole_text_is_edited_with_live_problems(manager: httpx.Client, bench: ScriptBench) -> None:
    broken = TALK_SOURCE.replace("    title: Offer", "   title: Offer")
    checked = manager.post(f"{PAGE}/text", data={"source": broken, "do": "check"}, headers=OURS).text
    assert "not valid YAML" in checked
    assert "en/talk.yaml, line" in checked
    kept = manager.post(f"{PAGE}/text", data={"source": broken, "revision": "0"}, headers=OURS)
    assert kept.status_code == 422
    assert bench.book.open(TALK).draft is None
    manager.post(f"{PAGE}/text", data={"source": TALK_SOURCE + "# end\r\n", "revision": "0"}, headers=OURS)
    assert bench.book.open(TALK).source == TALK_SOURCE + "# end\n"


def test_a_new_script_begins_as_a_draft(manager: httpx.Client, bench: ScriptBench) -> None:
    fields = {"title": "Implants", "name": "implants", "language": "en", "direction": "inbound"}
    assert (
        manager.post("/scripts/new", data=fields, headers=OURS).headers["location"] == "/scripts/en/implants?step=greet"
    )
    assert "Implants" in manager.get("/scripts/en/implants").text
    again = manager.post("/scripts/new", data=fields, headers=OURS)
    assert again.status_code == 422
    assert "of this name already" in again.text
    assert "small letters" in manager.post("/scripts/new", data={**fields, "name": "Ä b"}, headers=OURS).text


def test_what_is_not_there_is_not_found(manager: httpx.Client) -> None:
    for path in ("/scripts/en/nothing", "/scripts/xx/talk", f"{PAGE}/export.yaml?edition=9", "/scripts/en/part:none"):
        assert manager.get(path).status_code == 404, path
