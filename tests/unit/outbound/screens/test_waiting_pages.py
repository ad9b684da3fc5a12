"""The waiting list and a patient's page as a browser gets them."""

from callcenter.clinic.waiting_store import waiting_list
from callcenter.domain.care import WaitingEntry
from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.storage.access import read_access
from tests.support.campaign_pages import CampaignBench
from tests.support.clinic import IVAN, MARIA, OLGA
from tests.support.pages import rows, text_of
from tests.support.web import web_under_test


def _entries(bench: CampaignBench) -> tuple[WaitingEntry, ...]:
    with bench.database.read() as connection:
        return waiting_list(connection)


def test_an_empty_list_says_what_it_is_good_for(bench: CampaignBench) -> None:
    html = web_under_test([bench.feature]).signed_in().get("/waiting-list").text
    assert "Add a patient who would come earlier" in html


def test_who_waits_is_shown_with_what_suits_and_whether_a_place_fits(bench: CampaignBench) -> None:
    bench.wish(MARIA)
    browser = web_under_test([bench.feature]).signed_in()
    (row,) = rows(browser.get("/waiting-list").text)
    assert "Осмотр и чистка any doctor · 60 min" in row
    assert "from 25 Nov 2026; Tue, Thu" in row
    assert "no free place fits" in row
    bench.freed()
    (row,) = rows(browser.get("/waiting-list").text)
    assert "26 Nov, 14:00 Елена Орлова" in row


def test_a_wish_is_added_changed_taken_off_and_put_back(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    assert "Петрова" in browser.get("/waiting-list/new?q=петро").text
    form = {"patient": MARIA.id, "service": "checkup", "earliest": "16:00", "days": ["2", "4"]}
    assert browser.post("/waiting-list/new", data=form).status_code == 303
    (entry,) = _entries(bench)
    assert (entry.minutes, entry.days) == (60, frozenset({2, 4}))
    assert 'value="16:00"' in browser.get(f"/waiting-list/{entry.id}").text
    browser.post(f"/waiting-list/{entry.id}", data={**form, "minutes": "30", "doctor": "orlova"})
    (changed,) = _entries(bench)
    assert (changed.id, changed.minutes, changed.doctor) == (entry.id, 30, "orlova")
    html = browser.post(f"/waiting-list/{entry.id}/remove").text
    assert _entries(bench) == ()
    assert "The wish is off the list" in html
    assert browser.post(f"/waiting-list/{entry.id}/remove").status_code == 404


def test_what_cannot_be_a_wish_is_told_at_its_field(bench: CampaignBench) -> None:
    browser = web_under_test([bench.feature]).signed_in()
    form = {"patient": MARIA.id, "service": "checkup", "minutes": "0", "earliest": "soon", "latest": "2026-11-01"}
    answer = browser.post("/waiting-list/new", data=form)
    assert answer.status_code == 422
    assert "Write how many minutes" in answer.text
    assert "Write a day such as" in answer.text
    twisted = {"patient": MARIA.id, "service": "checkup", "earliest": "2026-12-01", "latest": "2026-11-01"}
    assert "The end comes before the beginning" in browser.post("/waiting-list/new", data=twisted).text
    assert browser.post("/waiting-list/new", data={"patient": "nobody", "service": "checkup"}).status_code == 404
    assert "Choose the service." in browser.post("/waiting-list/new", data={"patient": MARIA.id}).text


def test_a_patients_page_tells_all_contacts_limits_and_why_nobody_calls(bench: CampaignBench) -> None:
    bench.contact(OLGA, ContactResult.NO_ANSWER, Purpose.NO_SHOW, hours_ago=3)
    bench.contact(OLGA, ContactResult.REFUSED, Purpose.RECALL, hours_ago=24 * 40)
    bench.evening()
    text = text_of(web_under_test([bench.feature]).signed_in().get(f"/patients/{OLGA.id}").text)
    assert "1 of 4" in text
    assert "calls to the family in 30 days" in text
    assert "missed visit no answer" in text
    assert "preventive recall refused" in text
    assert "Соколов" in text
    assert IVAN.given_name in text


def test_a_patients_risk_is_told_with_what_raises_and_lowers_it(bench: CampaignBench) -> None:
    bench.evening()
    text = text_of(web_under_test([bench.feature]).signed_in().get(f"/patients/{MARIA.id}").text)
    assert "Risk of not coming" in text
    assert "By a plain rule" in text


def test_who_saw_a_patients_page_is_kept(bench: CampaignBench) -> None:
    web_under_test([bench.feature]).signed_in().get(f"/patients/{MARIA.id}")
    with bench.database.read() as connection:
        assert [one.action for one in read_access(connection, patient=MARIA.id)] == ["view_card"]
