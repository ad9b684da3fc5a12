"""Taking over a table as the draft of a standard, and the standard as a table to take along."""

import csv
import re
from html import unescape
from io import StringIO
from pathlib import Path

import httpx
import pytest

from callcenter.kit.languages import Language
from callcenter.storage.work import Database
from recordings.own_standard import changes
from recordings.scoring.loader import load_standard
from tests.support.calls import CallsBench
from tests.support.pages import text_of
from tests.support.standard import StandardBench
from tests.support.web import ANNA, MARTA, WebUnderTest, web_under_test

SHIPPED = load_standard()
OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
CARD = "Критерий;Балл;Критично\nПриветствие;20;\nПредложил запись;60;да\nГрамотная речь;40;\n"


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> StandardBench:
    return StandardBench(CallsBench(database, tmp_path))


@pytest.fixture
def web(bench: StandardBench) -> WebUnderTest:
    return web_under_test([bench.calls.feature, bench.feature])


@pytest.fixture
def manager(web: WebUnderTest) -> httpx.Client:
    return web.signed_in(MARTA)


def test_who_is_no_manager_changes_nothing(web: WebUnderTest, bench: StandardBench) -> None:
    anna = web.signed_in(ANNA)
    for path in ("draft/begin", "draft", "draft/discard", "versions/0/again", "scores", "scores/x/stop", "import/rows"):
        assert anna.post(f"/standard/{path}", data={"days": "3"}, headers=OURS).status_code == 403, path
    assert anna.post("/standard/import", files={"file": b"a;1"}, headers=OURS).status_code == 403
    for path in ("draft", "import"):
        assert anna.get(f"/standard/{path}").status_code == 403
    overview = bench.standards.overview()
    assert (overview.number, overview.draft) == (0, None)


def _table(html: str) -> dict[str, str]:
    """What a browser would send of the preview, as it is."""
    form = html[html.index('id="rows-form"') :]
    table = re.search(r'name="table" value="([^"]*)"', form)
    was = re.search(r'name="was" value="([^"]*)"', form)
    assert table
    assert was
    selects = re.findall(r'<select[^>]* name="([^"]+)".*?</select>', form, re.DOTALL)
    chosen = {
        name: (re.search(rf'name="{re.escape(name)}".*?value="([^"]*)" selected', form, re.DOTALL) or ["", ""])[1]
        for name in selects
    }
    checked = dict(re.findall(r'name="(critical:\d+)" value="(1)"[^>]* checked', form))
    return {"table": unescape(table[1]), "was": was[1], **chosen, **checked}


def _upload(manager: httpx.Client, data: bytes) -> httpx.Response:
    return manager.post("/standard/import", files={"file": ("card.csv", data)}, headers=OURS)


def test_a_table_becomes_a_draft_only_when_somebody_says_so(manager: httpx.Client, bench: StandardBench) -> None:
    answer = _upload(manager, CARD.encode("cp1251"))
    assert answer.status_code == 200
    assert "add up to 120; in the standard they add up to 100" in text_of(answer.text)
    assert bench.standards.overview().draft is None
    fields = _table(answer.text)
    assert (fields["means:0"], fields["means:1"], fields["means:2"]) == ("greeting", "offer_appointment", "person")
    taken = manager.post("/standard/import/rows", data={**fields, "do": "take"}, headers=OURS)
    assert taken.headers["location"] == "/standard/draft"
    standard = bench.standards.draft().standard
    assert [one.weight for one in standard.criteria] == [17, 50, 33]
    assert [one.critical for one in standard.criteria] == [False, True, False]
    assert bench.standards.overview().number == 0


def test_rows_without_points_are_listed(manager: httpx.Client) -> None:
    page = text_of(_upload(manager, f"{CARD}Бонус;0;\nУлыбка;;\n".encode()).text)
    assert "2 rows of your table have no points and are not taken over: Бонус: 0 Улыбка" in page
    assert "not taken over" not in text_of(_upload(manager, CARD.encode()).text)


def test_rows_are_put_right_and_counted_anew(manager: httpx.Client, bench: StandardBench) -> None:
    fields = _table(_upload(manager, CARD.encode()).text) | {"means:2": "out"}
    answer = manager.post("/standard/import/rows", data={**fields, "do": "count"}, headers=OURS)
    assert "add up to 80" in text_of(answer.text)
    twice = fields | {"means:2": "greeting", "do": "take"}
    answer = manager.post("/standard/import/rows", data=twice, headers=OURS)
    assert answer.status_code == 422
    assert "Two rows stand for the same criterion" in text_of(answer.text)
    assert bench.standards.overview().draft is None


def test_other_columns_are_guessed_anew(manager: httpx.Client) -> None:
    table = b"Name;Points;Other\nGreeting;1;60\nFarewell;1;40\n"
    fields = _table(_upload(manager, table).text)
    answer = manager.post("/standard/import/rows", data=fields | {"weight": "2", "do": "count"}, headers=OURS)
    assert "The weights add up to 100 and stay as they are" in text_of(answer.text)
    answer = manager.post("/standard/import/rows", data=fields | {"weight": "0", "do": "count"}, headers=OURS)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        ("Критерий;Комментарий\nПриветствие;да\n".encode(), "No column of this table"),
        (b"a;1\n" * 2_600_000, "larger than 10 MB"),
    ],
)
def test_a_bad_file_is_refused_on_the_page(manager: httpx.Client, data: bytes, said: str) -> None:
    answer = _upload(manager, data)
    assert answer.status_code == 422
    assert said in text_of(answer.text)


def test_no_file_at_all_is_refused(manager: httpx.Client) -> None:
    answer = manager.post("/standard/import", data={}, headers=OURS)
    assert answer.status_code == 422
    assert "The file is empty" in text_of(answer.text)


@pytest.mark.parametrize("table", ["", "[]", "{}", "[1]", "[[1]]", '[["a"],["b","c"]]', "[" * 5000])
def test_a_table_that_did_not_come_along_is_told(manager: httpx.Client, table: str) -> None:
    answer = manager.post("/standard/import/rows", data={"table": table, "do": "take"}, headers=OURS)
    assert answer.status_code == 422
    assert "did not come along" in text_of(answer.text)


def test_what_was_saved_as_a_table_is_taken_over_the_same(manager: httpx.Client, bench: StandardBench) -> None:
    table = manager.get("/standard/export.csv").content
    assert table.startswith(b"\xef\xbb\xbf")
    fields = _table(_upload(manager, table).text)
    manager.post("/standard/import/rows", data={**fields, "do": "take"}, headers=OURS)
    assert bench.standards.draft().standard.criteria == SHIPPED.criteria


def test_a_saved_table_holds_no_formula(manager: httpx.Client, bench: StandardBench) -> None:
    own = changes.write(SHIPPED, {"greeting": changes.Written(title="=1+1")}, Language.EN)
    bench.publish(own)
    rows = list(csv.reader(StringIO(manager.get("/standard/export.csv").content.decode("utf-8-sig"))))
    assert rows[1][1] == "'=1+1"


def test_limits_and_texts_of_a_saved_table_are_taken_over(manager: httpx.Client, bench: StandardBench) -> None:
    own = changes.write(
        SHIPPED,
        {
            "talk_share": changes.Written(limits={"least": 0.425, "most": 0.66}),
            "interruptions": changes.Written(limits={"most": 3.0}),
            "greeting": changes.Written(
                applies="Always, and even then.", proof="Any word of greeting; a bare 'yes' is none."
            ),
        },
        Language.EN,
    )
    bench.publish(own)
    table = manager.get("/standard/export.csv").content
    bench.publish(SHIPPED)
    fields = _table(_upload(manager, table).text)
    manager.post("/standard/import/rows", data={**fields, "do": "take"}, headers=OURS)
    assert bench.standards.draft().standard.criteria == own.criteria


def test_a_limit_that_is_no_number_is_told_and_nothing_is_taken_over(
    manager: httpx.Client, bench: StandardBench
) -> None:
    table = manager.get("/standard/export.csv").content.decode().replace("seconds 15 ", "seconds soon ")
    fields = _table(_upload(manager, table.encode()).text)
    answer = manager.post("/standard/import/rows", data={**fields, "do": "take"}, headers=OURS)
    assert answer.status_code == 422
    assert bench.standards.overview().draft is None


def test_the_largest_table_that_is_read_comes_along_to_the_end(manager: httpx.Client, bench: StandardBench) -> None:
    wide = ";".join(["ы" * 600] * 13)
    rows = "\n".join(f"Критерий номер {number};{number % 7 + 1};;{wide}" for number in range(1, 99))
    fields = _table(_upload(manager, f"Критерий;Балл;Критично\n{rows}\n".encode()).text)
    answer = manager.post("/standard/import/rows", data={**fields, "do": "take"}, headers=OURS)
    assert answer.status_code == 303
    assert len(bench.standards.draft().standard.criteria) == 98


def test_the_browser_refuses_a_file_that_is_too_large_before_it_is_sent(manager: httpx.Client) -> None:
    page = manager.get("/standard/import").text
    assert 'data-largest="10000000"' in page
    assert "The file is larger than 10 MB." in page
