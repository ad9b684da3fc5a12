"""Children, guardians, and families on one number."""

import pytest

from callcenter.domain.outreach import ContactResult, Purpose
from callcenter.kit.languages import Language
from outbound.rules.judging import judge
from tests.support.clinic_book import Fact, book_of, call, moment, number_of, patient, told, visit

KIND = Purpose.CONFIRMATION
HOME = "+48601000001"
AT = "2026-11-23T16:05"
HOURS = "call due 16:05-20:00"


def _told(*facts: Fact, at: str = AT) -> list[str]:
    return told(book_of(*facts), at, KIND)


def _tomorrow(whose: str, hour: str = "10:00", booked: str = "") -> Fact:
    return visit(f"v-{whose}", whose, f"2026-11-24T{hour}", booked=booked)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2008-11-24", "mum v-kid"),
        ("2008-11-23", "kid v-kid"),
        ("", "kid v-kid"),
    ],
)
def test_a_guardian_speaks_until_the_eighteenth_birthday(born: str, said: str) -> None:
    assert _told(patient("mum"), patient("kid", born=born, guardian="mum"), _tomorrow("kid")) == [f"{said}: {HOURS}"]


def test_a_child_of_29_february_grows_up_on_the_first_of_march() -> None:
    kid = patient("kid", born="2008-02-29", guardian="mum")
    on_friday = visit("v", "kid", "2026-03-02T10:00")
    assert _told(patient("mum"), kid, on_friday, at="2026-02-27T16:05")[0].startswith("mum v")
    alone = visit("v", "kid", "2026-03-03T10:00")
    assert _told(patient("mum"), kid, alone, at="2026-03-02T16:05")[0].startswith("kid v")


def test_the_line_is_the_guardians_with_number_language_and_zone() -> None:
    mum = patient("mum", language=Language.UK, zone="Europe/Kyiv")
    book = book_of(mum, patient("kid", born="2015-01-01", guardian="mum"), _tomorrow("kid"))
    (found,) = judge(book, moment(AT), [KIND])
    assert (found.patient, found.number, found.language) == ("mum", number_of("mum"), Language.UK)
    assert found.not_after == moment("2026-11-23T19:00")


@pytest.mark.parametrize("who", ["mum", "kid"])
def test_what_either_of_them_refuses_is_not_done(who: str) -> None:
    people = {"mum": patient("mum"), "kid": patient("kid", born="2015-01-01", guardian="mum")}
    stop = call(who, "2020-01-01T10:00", ContactResult.STOP, about=KIND, number="+48601000077")
    assert _told(*people.values(), _tomorrow("kid"), stop) == ["mum v-kid: do_not_call"]
    people[who] = patient(who, born="2015-01-01" if who == "kid" else "1980-01-01", guardian="mum", consent=frozenset())
    assert _told(*people.values(), _tomorrow("kid")) == ["mum v-kid: no_consent"]


def test_a_child_of_whom_nobody_speaks_is_called_by_a_person() -> None:
    assert _told(patient("kid", born="2015-01-01"), _tomorrow("kid")) == ["kid v-kid: person due 16:05-20:00"]


@pytest.mark.parametrize("guardian", ["kid", "sister"])
def test_no_child_speaks_for_a_child(guardian: str) -> None:
    kid, sister = patient("kid", born="2015-01-01", guardian=guardian), patient("sister", born="2010-01-01")
    assert _told(kid, sister, _tomorrow("kid")) == [f"{guardian} v-kid: person due 16:05-20:00"]


def test_a_guardian_whom_nobody_knows_has_no_number() -> None:
    assert _told(patient("kid", born="2015-01-01", guardian="gone"), _tomorrow("kid")) == ["kid v-kid: no_phone"]


def test_a_family_on_one_number_is_one_call() -> None:
    mum, dad = (patient(name, family="f", phone=HOME) for name in ("mum", "dad"))
    kid = patient("kid", family="f", born="2015-01-01", guardian="mum")
    found = _told(mum, dad, kid, _tomorrow("dad", "08:00"), _tomorrow("kid", "09:00"), _tomorrow("mum"))
    assert found == [f"mum v-dad v-kid v-mum: {HOURS}"]


def test_without_a_child_the_adult_with_the_earliest_visit_is_spoken_to() -> None:
    mum, dad = (patient(name, family="f", phone=HOME) for name in ("mum", "dad"))
    assert _told(mum, dad, _tomorrow("dad", "11:00"), _tomorrow("mum")) == [f"mum v-mum v-dad: {HOURS}"]
    assert _told(mum, dad, _tomorrow("dad"), _tomorrow("mum")) == [f"dad v-dad v-mum: {HOURS}"]


@pytest.mark.parametrize(("family", "phone"), [("g", HOME), ("", HOME), ("f", "+48601000002")])
def test_other_families_and_other_numbers_are_other_calls(family: str, phone: str) -> None:
    mum, dad = patient("mum", family="f", phone=HOME), patient("dad", family=family, phone=phone)
    assert _told(mum, dad, _tomorrow("dad"), _tomorrow("mum")) == [f"dad v-dad: {HOURS}", f"mum v-mum: {HOURS}"]


def test_people_without_a_family_are_never_joined_by_their_number_alone() -> None:
    found = _told(patient("a", phone=HOME), patient("b", phone=HOME), _tomorrow("a"), _tomorrow("b"))
    assert found == [f"a v-a: {HOURS}", f"b v-b: {HOURS}"]


def test_a_joined_call_waits_for_all_and_is_over_with_the_first() -> None:
    mum = patient("mum", family="f", phone=HOME, zone="Europe/Kyiv")
    dad = patient("dad", family="f", phone=HOME)
    late = _tomorrow("dad", booked="2026-11-23T13:00")
    assert _told(mum, dad, late, _tomorrow("mum", "09:00")) == ["mum v-mum v-dad: call due_now_later 17:00-19:00"]


def test_who_is_skipped_is_left_out_of_the_call() -> None:
    mum, dad = patient("mum", family="f", phone=HOME), patient("dad", family="f", phone=HOME, consent=frozenset())
    assert _told(mum, dad, _tomorrow("dad"), _tomorrow("mum")) == ["dad v-dad: no_consent", f"mum v-mum: {HOURS}"]


def test_tries_on_the_familys_number_count_for_all_of_it() -> None:
    mum, dad = (patient(name, family="f", phone=HOME) for name in ("mum", "dad"))
    busy = call("dad", "2026-11-23T16:00", ContactResult.BUSY, about=KIND, number=HOME)
    assert _told(mum, dad, _tomorrow("mum"), busy) == ["mum v-mum: call due_now_later 16:30-20:00"]
    elsewhere = call("dad", "2026-11-23T16:00", ContactResult.BUSY, about=KIND, number="+48601000055")
    assert _told(mum, dad, _tomorrow("mum"), elsewhere) == [f"mum v-mum: {HOURS}"]
