"""Whatever bytes a clinic's files hold, reading them ends with a book or with a sentence; and no good row is lost."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.clinic.files.reader import ReadClinic, read_clinic_files
from callcenter.kit.errors import BadInputError
from tests.support.clinic_files import HEADS, SMALL, write_clinic

WARSAW = ZoneInfo("Europe/Warsaw")
_FILES = [*(f"{name}.csv" for name in HEADS), "clinic.yaml"]
_ROWS = st.text(alphabet="p1v,;\"'\n\r\t |0-9:T+é王\x00\ufeff.", max_size=200)
_day = st.dates(date(1800, 1, 1), date(2200, 12, 31))
_id = st.text(alphabet="abcXYZ0123456789-_ąя王", min_size=1, max_size=40)
_cell = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)


def _read(files: dict[str, bytes]) -> ReadClinic | None:
    with TemporaryDirectory() as folder:
        for path in SMALL.iterdir():
            (Path(folder) / path.name).write_bytes(files.get(path.name, path.read_bytes()))
        try:
            return read_clinic_files(Path(folder))
        except BadInputError as exc:
            refused = str(exc)
        assert refused.startswith(folder), "a refusal begins with the file"
        return None


@given(name=st.sampled_from(_FILES), content=st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_break_the_reader(name: str, content: bytes) -> None:
    _read({name: content})


@given(name=st.sampled_from(sorted(HEADS)), rows=_ROWS)
@settings(max_examples=300, deadline=None)
def test_no_rows_break_the_reader_and_each_problem_has_a_line_of_the_file(name: str, rows: str) -> None:
    content = f"{HEADS[name]}\n{rows}"
    read = _read({f"{name}.csv": content.encode("utf-8", "surrogatepass")})
    assert read is not None
    lines = len(list(io.StringIO(content, newline="")))
    for problem in read.problems:
        assert 1 <= problem.line <= max(lines, len(SMALL.joinpath(problem.path.name).read_bytes().splitlines()))


@given(key=st.sampled_from(["name", "zone", "country", "window", "days_off", "holidays", "lines", "rules"]), said=_cell)
@settings(max_examples=200, deadline=None)
def test_no_value_in_clinic_yaml_breaks_the_reader(key: str, said: str) -> None:
    _read({"clinic.yaml": f"{key}: {said}\n".encode()})


@given(
    rows=st.dictionaries(_id.map(str.strip).filter(bool), st.tuples(_cell, _day, st.booleans()), max_size=20),
    separator=st.sampled_from([",", ";", "\t"]),
    ending=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    data=st.data(),
)
@settings(max_examples=100, deadline=None)
def test_every_good_row_comes_back_in_any_order_of_columns_and_with_any_separator(
    rows: dict[str, tuple[str, date, bool]], separator: str, ending: str, bom: bool, data: st.DataObject
) -> None:
    columns = data.draw(st.permutations(["id", "name", "phone", "birth_date", "died", "note"]))
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, columns, delimiter=separator, lineterminator=ending)
    writer.writeheader()
    for number, (name, (text, born, died)) in enumerate(rows.items()):
        values = {"id": name, "name": text, "phone": f"500{number:06d}", "birth_date": born, "died": int(died)}
        writer.writerow({**values, "note": text})
    read = _read({"patients.csv": (b"\xef\xbb\xbf" if bom else b"") + sheet.getvalue().encode()})
    assert read is not None
    found = {one.id: (one.birth_date, one.died, one.phone and one.phone.e164) for one in read.book.patients.values()}
    assert found == {
        name: (born, died, f"+48500{number:06d}") for number, (name, (_, born, died)) in enumerate(rows.items())
    }


@given(minute=st.integers(0, 366 * 24 * 60))
@settings(max_examples=200, deadline=None)
def test_every_moment_of_the_clinics_clock_is_read_and_shown_as_written(minute: int) -> None:
    at = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).replace(tzinfo=None)
    with TemporaryDirectory() as folder:
        read = read_clinic_files(write_clinic(Path(folder) / "c", visits=f"v,p,d,s,{at:%Y-%m-%dT%H:%M},30,booked,\n"))
    starts_at = read.book.visits[0].starts_at
    assert starts_at.tzinfo is UTC
    shown = starts_at.astimezone(WARSAW).replace(tzinfo=None)
    is_left_out = at.date() == date(2026, 3, 29) and at.hour == 2
    assert shown == at + timedelta(hours=is_left_out)
