"""`callcenter ivr call`: somebody wants a patient to be called."""

from datetime import UTC, datetime, timedelta

import pytest

from callcenter.clinic.visit_store import add_visit
from callcenter.kit.ids import CallId
from callcenter.storage.engine import open_engine
from callcenter.storage.work import Database
from outbound.wished_store import WishedCall, WishState, find_wish
from tests.support.clinic import MARIA, ORLOVA, SERGEY, fill_clinic, visit_of
from tests.support.commands import Ran, callcenter


def zone_where_it_is(hour: int) -> str:
    """A zone on whose clock it is about that hour now."""
    ahead = (hour - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"  # the signs of these zones are turned round


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A clinic at noon, whose patient Maria comes in two days."""
    folder = tmp_path_factory.mktemp("clinic")
    settings = {
        "CALLCENTER_DATA_DIR": str(folder / "data"),
        "CALLCENTER_DATABASE_URL": f"sqlite:///{folder}/clinic.db",
        "CALLCENTER_CLINIC_LANGUAGE": "ru",
        "CALLCENTER_CLINIC_ZONE": zone_where_it_is(12),
    }
    assert callcenter("migrate", settings=settings).code == 0
    with Database(open_engine(settings["CALLCENTER_DATABASE_URL"])).work() as work:
        fill_clinic(work.connection)
        add_visit(work.connection, visit_of(MARIA, ORLOVA, datetime.now(UTC) + timedelta(days=2)))
    return settings


def called(settings: dict[str, str], *arguments: str) -> Ran:
    return callcenter("ivr", "call", *arguments, settings=settings)


def wish_of(settings: dict[str, str], ran: Ran) -> WishedCall:
    with Database(open_engine(settings["CALLCENTER_DATABASE_URL"])).read() as connection:
        wish = find_wish(connection, CallId(ran.out.strip()))
    assert wish is not None, ran.err
    return wish


@pytest.mark.parametrize("said", ["maria", "Петрова", "900 000-01-01"])
def test_a_patient_is_called_by_id_name_or_telephone(settings: dict[str, str], said: str) -> None:
    wish = wish_of(settings, called(settings, "confirm_visit", "--patient", said))
    assert (wish.flow, wish.patient, wish.number, wish.state, wish.language) == (
        "confirm_visit",
        MARIA.id,
        MARIA.phone,
        WishState.WISHED,
        MARIA.language,
    )


def test_of_several_patients_the_candidates_are_listed_and_none_is_called(settings: dict[str, str]) -> None:
    ran = called(settings, "confirm_visit", "--patient", "Соколов")
    assert ran.code != 0
    assert all(one in ran.err for one in ("ivan", "Иван", "olga", "Ольга"))


def test_nobody_is_called_at_night_unless_it_is_asked_for(settings: dict[str, str]) -> None:
    night = {**settings, "CALLCENTER_CLINIC_ZONE": zone_where_it_is(2)}
    ran = called(night, "confirm_visit", "--patient", "maria")
    assert ran.code != 0
    assert "on the clinic's clock, and patients are called from 8:00 to 21:00" in ran.err
    asked = called(night, "confirm_visit", "--patient", "maria", "--even-at-night")
    assert wish_of(night, asked).patient == MARIA.id


def test_a_call_that_was_left_undone_is_not_made_in_the_evening_after_nine(settings: dict[str, str]) -> None:
    late = {**settings, "CALLCENTER_CLINIC_ZONE": zone_where_it_is(20)}
    wish = wish_of(late, called(late, "confirm_visit", "--patient", "maria", "--within", "600"))
    assert wish.not_after - wish.asked_at <= timedelta(hours=1)


def test_who_is_invited_needs_no_visit(settings: dict[str, str]) -> None:
    assert wish_of(settings, called(settings, "checkup_invitation", "--patient", "sergey")).patient == SERGEY.id


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("front_menu", "--patient", "maria"), "is for calls that come in"),
        (("no_such_flow", "--patient", "maria"), "there is no flow 'no_such_flow'"),
        (("confirm_visit",), "nobody knows which number to call"),
        (("confirm_visit", "--number", "12"), "too few or too many digits"),
        (("confirm_visit", "--number", "+79000000999"), "the call has no visit to come"),
        (("confirm_visit", "--patient", "nobody"), "no patient has 'nobody'"),
        (("confirm_visit", "--patient", "sergey"), "patient sergey has no visit to come for confirm_visit to speak of"),
        (("reschedule", "--patient", "sergey"), "no visit to come"),
        (("no_show", "--patient", "maria"), "no missed visit"),
        (("waitlist_offer", "--patient", "maria"), "names none"),
    ],
)
def test_what_cannot_be_called_is_said(settings: dict[str, str], arguments: tuple[str, ...], says: str) -> None:
    ran = called(settings, *arguments)
    assert ran.code != 0
    assert says in ran.err
