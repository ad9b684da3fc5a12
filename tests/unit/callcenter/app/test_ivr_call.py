"""`callcenter ivr call`: somebody wants a patient to be called."""

import pytest

from callcenter.kit.ids import CallId
from callcenter.storage.engine import open_engine
from callcenter.storage.work import Database
from outbound.wished_store import WishedCall, WishState, find_wish
from tests.support.clinic import MARIA, fill_clinic
from tests.support.commands import callcenter


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A clinic with patients."""
    folder = tmp_path_factory.mktemp("clinic")
    settings = {
        "CALLCENTER_DATA_DIR": str(folder / "data"),
        "CALLCENTER_DATABASE_URL": f"sqlite:///{folder}/clinic.db",
        "CALLCENTER_CLINIC_LANGUAGE": "ru",
    }
    assert callcenter("migrate", settings=settings).code == 0
    with Database(open_engine(settings["CALLCENTER_DATABASE_URL"])).work() as work:
        fill_clinic(work.connection)
    return settings


def wish_of(settings: dict[str, str], call: str) -> WishedCall | None:
    with Database(open_engine(settings["CALLCENTER_DATABASE_URL"])).read() as connection:
        return find_wish(connection, CallId(call))


def test_a_patient_is_wished_to_be_called_on_the_own_number(settings: dict[str, str]) -> None:
    ran = callcenter("ivr", "call", "confirm_visit", "--patient", "maria", settings=settings)
    wish = wish_of(settings, ran.out.strip())
    assert wish is not None
    assert (wish.flow, wish.number, wish.state, wish.language) == (
        "confirm_visit",
        MARIA.phone,
        WishState.WISHED,
        MARIA.language,
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("front_menu", "--patient", "maria"), "is for calls that come in"),
        (("no_such_flow", "--patient", "maria"), "there is no flow 'no_such_flow'"),
        (("confirm_visit",), "nobody knows which number to call"),
        (("confirm_visit", "--number", "12"), "too few or too many digits"),
        (("confirm_visit", "--patient", "nobody"), "not in the list any more"),
    ],
)
def test_what_cannot_be_called_is_said(settings: dict[str, str], arguments: tuple[str, ...], says: str) -> None:
    ran = callcenter("ivr", "call", *arguments, settings=settings)
    assert ran.code != 0
    assert says in ran.err
