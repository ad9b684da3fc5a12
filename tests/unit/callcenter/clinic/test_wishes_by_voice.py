"""Which places fit what somebody said on the telephone, and when to call somebody back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callcenter.clinic.offers import choose, named, offer_id, read_offer
from callcenter.clinic.opening import is_open
from callcenter.clinic.schedule import WorkingHours
from callcenter.clinic.wish import Wish, read_wish
from callcenter.domain.clinic import Doctor, Slot

ZONE = ZoneInfo("Europe/Moscow")
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
DOCTORS = (Doctor(id="orlova", name="Елена Орлова", speciality=""), Doctor(id="li", name="李敏", speciality=""))


def place(day: int, hour: int, doctor: str = "orlova") -> Slot:
    at = TUESDAY.replace(hour=hour) + timedelta(days=day)
    return Slot(doctor=doctor, doctor_name="", starts_at=at.astimezone(UTC), length=timedelta(minutes=30))


WEEK = [place(day, hour) for day in range(7) for hour in (9, 10, 13, 15, 18)]


def hours(places: tuple[Slot, ...]) -> list[tuple[int, int]]:
    return [(one.starts_at.astimezone(ZONE).day, one.starts_at.astimezone(ZONE).hour) for one in places]


def test_places_differ_by_day_or_half_of_the_day() -> None:
    assert hours(choose(WEEK, Wish(), ZONE)) == [(24, 9), (24, 13), (25, 9)]


def test_thursday_afternoon_is_thursday_afternoon() -> None:
    assert hours(choose(WEEK, Wish(weekday=4, part="afternoon"), ZONE)) == [(26, 13), (26, 15)]


def test_a_wished_hour_is_offered_first() -> None:
    assert hours(choose(WEEK, Wish(day=date(2026, 11, 25), earliest=time(15)), ZONE))[0] == (25, 15)


def test_nothing_is_offered_where_nothing_fits() -> None:
    assert choose(WEEK, Wish(earliest=time(20)), ZONE) == ()


def test_ones_own_doctor_comes_before_others() -> None:
    assert {one.doctor for one in choose([place(0, 9, "belov"), *WEEK], Wish(), ZONE, "orlova")} == {"orlova"}


def test_a_doctor_is_found_by_any_form_of_the_name() -> None:
    assert named("к орловой", DOCTORS) == "orlova"
    assert named("к петрову", DOCTORS) == ""


def test_a_place_is_found_again_by_its_text() -> None:
    one = place(1, 10)
    assert read_offer(offer_id(one, "checkup")) == ("orlova", one.starts_at, 30, "checkup")


def test_what_was_not_understood_counts_as_not_said() -> None:
    assert read_wish({"date": "soon", "weekday": 9, "from": "25:00"}) == Wish()


def test_a_call_back_is_due_when_it_was_wished() -> None:
    now = TUESDAY.astimezone(UTC)
    wished = read_wish({"date": "2026-11-25", "from": "15:00"}).moment(now, ZONE)
    assert wished.astimezone(ZONE) == datetime(2026, 11, 25, 15, 0, tzinfo=ZONE)
    assert read_wish({"weekday": 5}).moment(now, ZONE).astimezone(ZONE) == datetime(2026, 11, 27, 9, 0, tzinfo=ZONE)
    assert read_wish({"part": "morning"}).moment(now, ZONE).astimezone(ZONE).day == 25
    assert read_wish({}).moment(now, ZONE) == now


def test_the_clinic_is_open_from_its_first_doctor_to_its_last() -> None:
    week = [
        WorkingHours(doctor="a", weekday=2, opens=time(9), closes=time(15)),
        WorkingHours(doctor="b", weekday=2, opens=time(12), closes=time(20)),
    ]
    assert [is_open(week, TUESDAY.replace(hour=hour)) for hour in (8, 9, 19, 20)] == [False, True, True, False]
    assert not is_open(week, TUESDAY + timedelta(days=1))
    assert is_open([], TUESDAY)
