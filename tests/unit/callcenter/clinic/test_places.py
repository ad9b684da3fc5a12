"""Free places in the doctors' days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from callcenter.clinic.places import free_places, gaps_of_day, is_free, places_to_offer
from callcenter.clinic.schedule import Busy, Schedule, WorkingHours
from callcenter.domain.clinic import Slot
from tests.support.clinic import BELOV, CHECKUP, CONSULTATION, NOW, ORLOVA, ZONE, clock_time, week

HOUR = timedelta(hours=1)


def schedule(*busy: Busy, hours: tuple[WorkingHours, ...] | None = None) -> Schedule:
    return Schedule(
        doctors=(BELOV, ORLOVA),
        hours=hours or (*week(ORLOVA, time(9), time(15)), *week(BELOV, time(10), time(18))),
        services=(CONSULTATION, CHECKUP),
        does=frozenset({("orlova", "checkup"), ("belov", "consultation"), ("orlova", "consultation")}),
        busy=busy,
    )


def taken(day: int, begin: int, end: int, minute: int = 0) -> Busy:
    return Busy(doctor="orlova", starts_at=clock_time(day, begin), ends_at=clock_time(day, end, minute))


def starts(slots: list[Slot]) -> list[str]:
    return [f"{slot.starts_at.astimezone(ZONE):%d %H:%M}" for slot in slots]


def orlovas_day(*busy: Busy) -> list[str]:
    found = free_places(schedule(*busy), [ORLOVA], zone=ZONE, earliest=NOW, days=1, length=HOUR)
    return starts(found)


def test_an_empty_day_offers_every_half_hour_from_now_to_the_last_that_fits() -> None:
    assert orlovas_day() == [
        *("24 10:00", "24 10:30", "24 11:00", "24 11:30", "24 12:00"),
        *("24 12:30", "24 13:00", "24 13:30", "24 14:00"),
    ]


def test_a_visit_takes_every_place_that_would_run_into_it() -> None:
    assert orlovas_day(taken(0, 11, 14)) == ["24 10:00", "24 14:00"]


def test_a_place_begins_right_after_a_visit_that_ends_off_the_grid() -> None:
    assert orlovas_day(taken(0, 9, 12, 45)) == ["24 12:45", "24 13:00", "24 13:30", "24 14:00"]


def test_a_full_day_offers_nothing() -> None:
    assert orlovas_day(taken(0, 9, 15)) == []


def test_a_doctor_who_does_not_work_on_sunday_has_no_place_then() -> None:
    sunday = clock_time(5, 8)
    assert free_places(schedule(), [ORLOVA], zone=ZONE, earliest=sunday, days=1, length=HOUR) == []


def test_only_doctors_who_do_the_service_are_asked() -> None:
    assert schedule().doctors_for("checkup") == (ORLOVA,)
    assert schedule().doctors_for("unheard of") == (BELOV, ORLOVA)


def test_a_clock_change_moves_no_opening_time() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    hours = (WorkingHours(doctor="orlova", weekday=7, opens=time(1), closes=time(5)),)
    night = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # the night in which 2:00 becomes 3:00
    found = free_places(schedule(hours=hours), [ORLOVA], zone=warsaw, earliest=night, days=2, length=HOUR)
    assert [f"{slot.starts_at.astimezone(warsaw):%H:%M}" for slot in found] == [
        "01:00",
        "01:30",
        "03:00",
        "03:30",
        "04:00",
    ]


def test_an_offer_names_one_doctor_and_times_that_differ_in_kind() -> None:
    found = free_places(schedule(), [ORLOVA, BELOV], zone=ZONE, earliest=NOW, days=3, length=HOUR)
    offer = places_to_offer(found, 4, ZONE)
    assert {slot.doctor for slot in offer} == {"belov"}
    assert starts(list(offer)) == ["24 10:00", "24 13:00", "25 10:00", "25 13:00"]


def test_an_offer_of_few_places_takes_what_there_is() -> None:
    found = free_places(schedule(taken(0, 11, 14)), [ORLOVA], zone=ZONE, earliest=NOW, days=1, length=HOUR)
    assert starts(list(places_to_offer(found, 4, ZONE))) == ["24 10:00", "24 14:00"]
    assert places_to_offer([], 4, ZONE) == ()


def test_a_place_outside_working_hours_is_not_free() -> None:
    late = Slot(doctor="orlova", doctor_name="", starts_at=clock_time(0, 14, 30), length=HOUR)
    assert not is_free(late, schedule(), ZONE)


def test_a_day_shows_its_gaps_and_leaves_out_the_short_ones() -> None:
    gaps = gaps_of_day(
        schedule(taken(0, 9, 11), taken(0, 11, 14, 45)), "orlova", date(2026, 11, 24), ZONE, at_least=HOUR / 2
    )
    assert gaps == []
    gaps = gaps_of_day(schedule(taken(0, 10, 14)), "orlova", date(2026, 11, 24), ZONE, at_least=HOUR / 2)
    assert [(gap.starts_at, gap.ends_at) for gap in gaps] == [
        (clock_time(0, 9), clock_time(0, 10)),
        (clock_time(0, 14), clock_time(0, 15)),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 2879), st.integers(5, 240)), max_size=8),
    st.integers(10, 120),
)
def test_every_place_found_is_free_and_none_meets_what_is_taken(visits: list[tuple[int, int]], minutes: int) -> None:
    midnight = clock_time(0, 0)
    busy = tuple(
        Busy(
            doctor="orlova",
            starts_at=midnight + timedelta(minutes=start),
            ends_at=midnight + timedelta(minutes=start + length),
        )
        for start, length in visits
    )
    plan = schedule(*busy)
    for slot in free_places(plan, [ORLOVA], zone=ZONE, earliest=NOW, days=2, length=timedelta(minutes=minutes)):
        assert is_free(slot, plan, ZONE)
