"""What a live stream sends, and when."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx
import pytest

from callcenter.web.cookies import SESSION_LENGTH
from callcenter.web.live import message
from callcenter.web.ports import ExchangeView
from callcenter.web.screens import RenderedRegion
from tests.support.serving import served
from tests.support.ward import Ward
from tests.support.web import ANNA, NOON, PASSWORD, WebUnderTest, web_under_test


@dataclass(frozen=True)
class Sent:
    """One server-sent event."""

    event: str
    id: str
    data: str


class Tab:
    """An open page of a browser, as far as its live stream goes."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self) -> Sent:
        """The next event, waited for; raises StopIteration where the stream has ended."""
        fields: dict[str, list[str]] = {}
        while True:
            line = next(self._lines)
            if line:
                name, _, value = line.partition(":")
                fields.setdefault(name, []).append(value.removeprefix(" "))
            elif "event" in fields:
                return Sent(fields["event"][0], fields.get("id", [""])[0], "\n".join(fields["data"]))
            else:
                fields = {}

    def names(self, count: int) -> list[str]:
        """The names of the next events."""
        return [self.next().event for _ in range(count)]


@dataclass
class Office:
    """A served application and a browser that is signed in."""

    under_test: WebUnderTest
    ward: Ward
    browser: httpx.Client

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        """Open the page's live stream."""
        with self.browser.stream("GET", "/ward/live", headers={"accept": "text/event-stream"}) as response:
            yield Tab(response)

    def happen(self) -> None:
        """Something was committed."""
        self.under_test.events.happen()


@pytest.fixture
def office() -> Iterator[Office]:
    """A served application with the ward's page."""
    ward = Ward()
    under_test = web_under_test([ward.feature()])
    with served(under_test.app) as address, httpx.Client(base_url=address, timeout=60) as browser:
        browser.post("/sign-in", data={"login": "anna", "password": PASSWORD})
        yield Office(under_test, ward, browser)


def test_a_new_connection_gets_everything_as_it_is_now(office: Office) -> None:
    office.under_test.events.count = 41
    with office.tab() as tab:
        sent = [tab.next() for _ in range(3)]
    assert [event.event for event in sent] == ["exchange", "call", "list"]
    assert {event.id for event in sent} == {"41"}
    assert "Maria Petrova" in sent[1].data


def test_an_event_sends_only_what_it_changed(office: Office) -> None:
    with office.tab() as tab:
        tab.names(3)
        office.ward.caller = "Ivan <Petrov>"
        office.happen()
        changed = tab.next()
        office.ward.names = ["Anna"]
        office.happen()
        listed = tab.next()
    assert (changed.event, changed.id) == ("call", "1")
    assert "Ivan &lt;Petrov&gt;" in changed.data
    assert (listed.event, listed.id) == ("list", "2")


def test_two_tabs_see_the_same(office: Office) -> None:
    with office.tab() as one, office.tab() as other:
        assert one.names(3) == other.names(3)
        office.ward.caller = "Olga"
        office.happen()
        assert one.next() == other.next()


def test_the_page_and_the_stream_agree_on_versions_so_that_nothing_is_swapped_for_nothing(office: Office) -> None:
    html = office.browser.get("/ward").text
    with office.tab() as tab:
        for _ in range(3):
            opening = tab.next().data.split(">")[0].removeprefix("<div ")
            assert opening in html


def test_an_exchange_that_is_lost_shows_since_when_in_the_clinics_time(office: Office) -> None:
    with office.tab() as tab:
        tab.names(3)
        office.under_test.exchange = ExchangeView(reachable=False, since=NOON)
        office.happen()
        lost = tab.next()
    assert lost.event == "exchange"
    assert "Exchange not reachable since 12:00" in lost.data


def test_a_quiet_stream_says_that_it_is_still_there_and_looks_again(office: Office) -> None:
    hub = office.under_test.app.state.runtime.hub
    hub.check_s = hub.heartbeat_s = 0.01
    with office.tab() as tab:
        tab.names(3)
        assert tab.next().event == "beat"
        office.ward.caller = "Changed without any event"
        while (sent := tab.next()).event == "beat":
            pass
    assert sent.event == "call"


def test_what_changes_without_events_is_looked_at_again_by_its_own_time(office: Office) -> None:
    office.ward.again_s = 0.01
    with office.tab() as tab:
        tab.names(3)
        office.ward.caller = "Changed without any event"
        office.ward.again_s = None
        assert tab.next().event == "call"


def test_signing_out_in_one_tab_ends_the_streams_of_the_others(office: Office) -> None:
    hub = office.under_test.app.state.runtime.hub
    hub.check_s = hub.heartbeat_s = 0.01
    with office.tab() as tab:
        tab.names(3)
        office.browser.post("/sign-out")
        while (sent := tab.next()).event == "beat":
            pass
        assert sent.event == "signed-out"
        with pytest.raises(StopIteration):
            tab.next()


def test_a_signed_out_tab_gets_nothing_more_however_much_happens(office: Office) -> None:
    hub = office.under_test.app.state.runtime.hub
    hub.check_s = 0.0
    with office.tab() as tab:
        tab.names(3)
        office.under_test.sessions.rows.clear()
        office.ward.caller = "Olga"
        office.happen()
        assert tab.next().event == "signed-out"
        with pytest.raises(StopIteration):
            tab.next()


def test_a_deactivated_operator_gets_nothing_more_however_much_happens(office: Office) -> None:
    office.under_test.app.state.runtime.hub.check_s = 0.0
    with office.tab() as tab:
        tab.names(3)
        people = office.under_test.operators.by_id
        people[ANNA.id] = replace(people[ANNA.id], is_active=False)
        office.ward.caller = "Olga"
        office.happen()
        assert tab.next().event == "signed-out"


def test_a_session_that_has_expired_gets_nothing_more_however_much_happens(office: Office) -> None:
    office.under_test.app.state.runtime.hub.check_s = 0.0
    with office.tab() as tab:
        tab.names(3)
        office.under_test.clock.jump(SESSION_LENGTH)
        office.ward.caller = "Olga"
        office.happen()
        assert tab.next().event == "signed-out"


def test_the_session_is_looked_up_now_and_then_and_not_for_each_event(office: Office) -> None:
    with office.tab() as tab:
        tab.names(3)
        lookups = office.under_test.sessions.lookups
        for name in ("Olga", "Ivan", "Anna"):
            office.ward.caller = name
            office.happen()
            assert name in tab.next().data
    assert office.under_test.sessions.lookups == lookups


def test_an_unchanged_page_hears_a_beat_although_the_bell_never_rests(office: Office) -> None:
    hub = office.under_test.app.state.runtime.hub
    hub.heartbeat_s = 0.05
    ended = threading.Event()

    def busy_clinic() -> None:
        while not ended.wait(0.005):
            office.happen()

    with office.tab() as tab:
        tab.names(3)
        busy = threading.Thread(target=busy_clinic)
        busy.start()
        try:
            assert tab.names(3) == ["beat", "beat", "beat"]
        finally:
            ended.set()
            busy.join(timeout=10)


def test_a_stream_without_a_session_is_told_so_instead_of_failing_for_ever(office: Office) -> None:
    office.browser.cookies.clear()
    with office.tab() as tab:
        assert tab.response.status_code == 200
        assert tab.next().event == "signed-out"


def test_a_stop_of_the_server_ends_the_streams_at_once(office: Office) -> None:
    hub = office.under_test.app.state.runtime.hub
    with office.tab() as tab:
        tab.names(3)
        hub.stop()
        with pytest.raises(StopIteration):
            tab.next()
    assert len(hub) == 0
    assert office.under_test.events.listeners == []


def test_a_closed_tab_is_forgotten(office: Office) -> None:
    hub = office.under_test.app.state.runtime.hub
    hub.check_s = hub.heartbeat_s = 0.01
    with office.tab() as staying:
        with office.tab() as tab:
            tab.names(3)
        while len(hub) > 1:
            staying.next()
    assert office.ward.looks > 1


def test_lines_of_a_fragment_stay_lines_and_cannot_end_an_event() -> None:
    sent = message(RenderedRegion("call", "one\r\n\r\ntwo\rthree\n\nevent: evil", "v1"), 7)
    assert sent == (
        "event: call\nid: 7\n"
        'data: <div data-live="call" data-version="v1">one\ndata: \ndata: two\ndata: three\ndata: \n'
        "data: event: evil</div>\n\n"
    )
