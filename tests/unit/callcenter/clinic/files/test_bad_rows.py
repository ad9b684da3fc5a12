"""What is wrong in a clinic's files is told with file and line, and leads to fewer calls, never to more."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from callcenter.clinic.files.names import split_name
from callcenter.clinic.files.problems import ClinicFilesError
from callcenter.clinic.files.reader import read_clinic_files
from callcenter.domain.outreach import Consent, ContactResult
from callcenter.kit.content import ContentError
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import PatientId
from tests.support.clinic_files import CLINIC, HEADS, read_clinic, told, write_clinic

P1 = PatientId("p1")
_GOOD = "p1,,Anna Kowalska,500100101,pl,1984-05-14,,,,,,,,\n"
_SERVICE = "checkup,30,100,6,0\n"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("p1,,Anna,500100101,,14.05.1984,,,,,,,,", "birth_date: '14.05.1984' cannot be used; write a date such as"),
        ("p1,,Anna,500100101,,0984-05-14,,,,,,,,", "birth_date: '0984-05-14' cannot be used; write a date such as"),
        (",,Anna,500100101,,,,,,,,,,", "id is empty; write the id"),
        ("p1,,Anna,500100101,,,,,a lot,,,,,", "balance_due: 'a lot' cannot be used; write an amount such as 120.50"),
        ("p1,,Anna,500100101,,,,,nan,,,,,", "balance_due: 'nan' cannot be used; write an amount such as 120.50"),
        ("p1,,Anna,500100101,,,,,,,,,,perhaps", "died: 'perhaps' cannot be used; write 1 or 0"),
        ("p1,,Anna,500100101", "4 values under 14 columns; put a value that holds the separator in quotes"),
        (f"{'x' * 41},,Anna,500100101,,,,,,,,,,", "at most 40 letters, digits and signs"),
        ('p1,,"Anna,500100101,,,,,,,,,,', "is opened and not closed"),
    ],
)
def test_a_bad_patient_is_told_and_left_out(tmp_path: Path, row: str, message: str) -> None:
    clinic = read_clinic(tmp_path / "c", patients=f"p0,,Jan,500100100,,,,,,,,,,\n{row}\np2,,Eva,500100102,,,,,,,,,,\n")
    assert list(clinic.book.patients) == ["p0", "p2"]
    (said,) = told(clinic)
    assert said.startswith("patients.csv:3: ")
    assert message in said
    assert said.endswith("; left out")


def test_the_date_that_other_systems_write_for_none_is_none(tmp_path: Path) -> None:
    clinic = read_clinic(tmp_path / "c", patients="p1,,Anna,500100101,,0001-01-01,,,,,,,,\n")
    assert clinic.book.patients[P1].birth_date is None
    assert told(clinic) == []


@pytest.mark.parametrize("phone", ["12345", "none", "+48 500 100 10", "500 100 101 101 500", "☎"])
def test_a_patient_whose_number_cannot_be_one_has_none(tmp_path: Path, phone: str) -> None:
    clinic = read_clinic(tmp_path / "c", patients=f"p1,,Anna,{phone},,,,,,,,,,\n")
    assert clinic.book.patients[P1].phone is None
    assert told(clinic)[0].startswith("patients.csv:2: ")
    assert told(clinic)[0].endswith("read as no number")


@pytest.mark.parametrize(
    ("country", "phone", "e164"),
    [
        ("PL", "500-100-101", "+48500100101"),
        ("UA", "050 000 01 01", "+380500000101"),
        ("RU", "8 (900) 000-01-01", "+79000000101"),
        ("CN", "138 0000 0101", "+8613800000101"),
        ("GB", "07400 000101", "+447400000101"),
        ("GB", "07700 900101", "+447700900101"),
        ("gb", "0048 500 100 101", "+48500100101"),
    ],
)
def test_numbers_are_read_as_the_clinics_country_writes_them(
    tmp_path: Path, country: str, phone: str, e164: str
) -> None:
    clinic = read_clinic(tmp_path / "c", CLINIC.replace("PL", country), patients=f"p1,,Anna,{phone},,,,,,,,,,\n")
    number = clinic.book.patients[P1].phone
    assert number is not None
    assert number.e164 == e164


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", None),
        ("calls", {Consent.CALLS}),
        ("Messages | calls", {Consent.CALLS, Consent.MESSAGES}),
        ("none", set()),
        ("calls|none", set()),
        ("yes", set()),
    ],
)
def test_consent_that_is_not_understood_allows_nothing(
    tmp_path: Path, written: str, meant: set[Consent] | None
) -> None:
    clinic = read_clinic(tmp_path / "c", patients=f"p1,,Anna,500100101,,,,,,,{written},,,\n")
    assert clinic.book.patients[P1].consent == meant
    assert bool(told(clinic)) is (written == "yes")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("", set()), ("recall|gap", {"recall", "gap"}), ("all", {"*"}), ("recall|dunno", {"*"}), ("GAP", {"gap"})],
)
def test_a_refusal_that_is_not_understood_refuses_all(tmp_path: Path, written: str, meant: set[str]) -> None:
    clinic = read_clinic(tmp_path / "c", patients=f"p1,,Anna,500100101,,,,,,,,{written},,\n")
    assert clinic.book.patients[P1].refuses == meant


def test_a_zone_that_is_none_stays_as_it_is_written(tmp_path: Path) -> None:
    clinic = read_clinic(tmp_path / "c", patients="p1,,Anna,500100101,,,,,,Mars/Base,,,,\n")
    assert clinic.book.patients[P1].zone == "Mars/Base"
    assert "patients.csv:2: zone: 'Mars/Base' is no time zone" in told(clinic)[0]


def test_equal_rows_count_once_and_of_several_with_one_id_the_last(tmp_path: Path) -> None:
    call = "p1,500100101,2026-11-20T17:00,call,recall,busy,\n"
    visit = "v1,p1,d,checkup,2026-11-24T10:00,30,booked,\n"
    clinic = read_clinic(
        tmp_path / "c",
        patients=_GOOD * 2,
        services=_SERVICE,
        visits=visit * 2 + visit.replace("booked", "cancelled"),
        contacts=call * 2,
    )
    assert [one.status for one in clinic.book.visits] == ["cancelled"]
    assert len(clinic.book.contacts) == 1
    assert told(clinic) == ["visits.csv:4: id 'v1' stands above with other values; this row counts"]


def test_a_stop_counts_whatever_else_is_wrong_with_its_row(tmp_path: Path) -> None:
    clinic = read_clinic(
        tmp_path / "c",
        patients=_GOOD,
        contacts="p1,500100101,yesterday,fax,survey,stop,\np1,500100101,yesterday,call,recall,busy,\n,500100109,,,,stop,\n",
    )
    assert [one.result for one in clinic.book.contacts] == [ContactResult.STOP] * 2
    assert [said.split(": ")[0] for said in told(clinic)] == [
        "contacts.csv:2",
        "contacts.csv:3",
        *["contacts.csv:4"] * 2,
    ]


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_left_out_is_an_hour_later(tmp_path: Path) -> None:
    row = "{0},p1,d,checkup,{1},30,booked,\n"
    clinic = read_clinic(
        tmp_path / "c",
        patients=_GOOD,
        services=_SERVICE,
        visits=row.format("twice", "2026-10-25T02:30")
        + row.format("never", "2026-03-29T02:30")
        + row.format("told", "2026-10-25T02:30+01:00"),
    )
    assert [one.starts_at for one in clinic.book.visits] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("16:05", time(16, 5)),
        ("9:00", time(9)),
        ("2026-11-23T16:05", datetime(2026, 11, 23, 15, 5, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_wish_begins_on_a_day_at_a_moment_or_at_a_time_of_day(
    tmp_path: Path, written: str, meant: date | time | None
) -> None:
    clinic = read_clinic(
        tmp_path / "c", patients=_GOOD, services=_SERVICE, waiting=f"w1,p1,checkup,,,{written},,MON|sunday,\n"
    )
    (wish,) = clinic.book.waiting
    assert wish.earliest == meant
    assert wish.days == {1, 7}


def test_visits_of_unknown_patients_stay_and_are_told(tmp_path: Path) -> None:
    clinic = read_clinic(tmp_path / "c", services=_SERVICE, visits="v1,px,d,checkup,2026-11-24T10:00,,booked,\n")
    assert [one.patient for one in clinic.book.visits] == ["px"]
    assert "visits.csv:2: patient 'px' is not in patients.csv" in told(clinic)[0]


def test_bytes_that_are_no_utf8_spoil_their_row_only(tmp_path: Path) -> None:
    folder = write_clinic(tmp_path / "c", patients=_GOOD)
    with (folder / "patients.csv").open("ab") as file:
        file.write("p2,,Łukasz,500100102,,,,,,,,,,\n".encode("cp1250"))
        file.write(b"p3,,Ewa,500100103,,,,,,,,,,\n")
    clinic = read_clinic_files(folder)
    assert list(clinic.book.patients) == ["p1", "p3"]
    assert told(clinic) == ["patients.csv:3: this is not UTF-8; save the file as 'CSV UTF-8'; left out"]


def test_unknown_columns_are_told_once(tmp_path: Path) -> None:
    folder = write_clinic(tmp_path / "c")
    (folder / "patients.csv").write_text("Colour;ID;Phone\nred;p1;500100101\nblue;p2;500100102\n", encoding="utf-8-sig")
    clinic = read_clinic_files(folder)
    assert list(clinic.book.patients) == ["p1", "p2"]
    assert told(clinic)[0].startswith("patients.csv:1: not read: colour; columns known here: id, family_id")
    assert len(clinic.problems) == 1


def test_a_line_break_within_quotes_belongs_to_its_value(tmp_path: Path) -> None:
    clinic = read_clinic(
        tmp_path / "c", patients=_GOOD.replace("Anna Kowalska", '"Anna\nKowalska"') + "p2,,,,,,x,,,,,,,\n"
    )
    assert clinic.book.patients[P1].full_name == "Anna Kowalska"
    assert clinic.book.patients[PatientId("p2")].guardian == "x"


@pytest.mark.parametrize("missing", ["clinic.yaml", "patients.csv"])
def test_a_folder_without_its_two_files_is_refused_in_a_sentence(tmp_path: Path, missing: str) -> None:
    folder = write_clinic(tmp_path / "c")
    (folder / missing).unlink()
    with pytest.raises(ClinicFilesError, match=f"{missing}: this does not exist; a clinic's folder holds"):
        read_clinic_files(folder)


def test_patients_without_a_header_are_refused_and_other_files_told(tmp_path: Path) -> None:
    folder = write_clinic(tmp_path / "c", visits="")
    (folder / "visits.csv").write_text("v1,p1,d,checkup\n", encoding="utf-8")
    assert (
        "visits.csv:1: the first line has to name the columns, and id, patient_id" in told(read_clinic_files(folder))[0]
    )
    (folder / "patients.csv").write_text("p1,Anna\n", encoding="utf-8")
    with pytest.raises(ClinicFilesError, match=r"patients\.csv:1: the first line has to name the columns"):
        read_clinic_files(folder)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("window: {from: 9 o'clock, to: 20:00}", 'clinic.yaml:5: "9 o\'clock" is no time of day; write it as 09:00'),
        ("days_off: [someday]", "clinic.yaml:5: 'someday' is no weekday"),
        ("holidays: [25.12.2026]", "clinic.yaml:5: '25.12.2026' is no date; write it as 2026-12-25"),
        ("window: [", "clinic.yaml:6: this is not valid YAML"),
    ],
)
def test_hours_and_days_off_that_cannot_be_read_are_refused(tmp_path: Path, line: str, message: str) -> None:
    clinic = "".join(f"{one}\n" for one in CLINIC.splitlines()[:4]) + f"{line}\n"
    with pytest.raises(ContentError) as refused:
        read_clinic(tmp_path / "c", clinic)
    assert message in str(refused.value)
    assert isinstance(refused.value, BadInputError)


def test_a_zone_that_is_none_calls_nobody_and_is_told(tmp_path: Path) -> None:
    clinic = read_clinic(tmp_path / "c", CLINIC.replace("Europe/Warsaw", "Europe/Atlantis"), patients=_GOOD)
    assert clinic.book.terms.zone is None
    assert told(clinic) == [
        "clinic.yaml:2: zone: 'Europe/Atlantis' is no time zone, so nobody is called; write one such as Europe/Warsaw"
    ]


@pytest.mark.parametrize(
    "hours", ["{from: 09:00, to: 20:00}", '{from: "9:00", to: "20:00"}', "{to: 20:00, from: 09:00:00}"]
)
def test_hours_may_stand_without_quotes(tmp_path: Path, hours: str) -> None:
    clinic = read_clinic(tmp_path / "c", CLINIC.replace('{from: "09:00", to: "20:00"}', hours))
    assert (clinic.book.terms.hours.begins, clinic.book.terms.hours.ends) == (time(9), time(20))


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Anna Maria Kowalska", "Anna Maria", "Kowalska"),
        ("Kowalska, Anna", "Anna", "Kowalska"),
        ("Мария Ивановна Петрова", "Мария Ивановна", "Петрова"),
        ("Петрова Мария Ивановна", "Мария Ивановна", "Петрова"),
        ("Ткаченко Андрій Олексійович", "Андрій Олексійович", "Ткаченко"),
        ("王芳", "芳", "王"),
        ("欧阳小明", "小明", "欧阳"),
        ("Cher", "Cher", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_cut_as_its_language_writes_it(name: str, given: str, surname: str) -> None:
    assert split_name(name) == (given, surname)


def test_the_heads_of_the_tests_are_those_of_the_format() -> None:
    small = Path(__file__).parents[4] / "fixtures" / "clinic_files" / "small"
    assert {path.stem: path.read_text("utf-8").splitlines()[0] for path in small.glob("*.csv")} == HEADS
