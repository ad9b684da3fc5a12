"""A folder of clinic files read as one book, with what was left out of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from callcenter.clinic.book import ClinicBook
from callcenter.clinic.files.care import (
    PLAN_COLUMNS,
    SERVICE_COLUMNS,
    VISIT_COLUMNS,
    WAITING_COLUMNS,
    plan_item_of,
    service_of,
    visit_of,
    waiting_entry_of,
)
from callcenter.clinic.files.contacts import CONTACT_COLUMNS, contact_of
from callcenter.clinic.files.patients import PATIENT_COLUMNS, patient_of
from callcenter.clinic.files.problems import BadValueError, ClinicFilesError, FileProblem, Tell
from callcenter.clinic.files.table import OPEN_AS, Columns, Row, read_rows
from callcenter.clinic.files.terms import read_terms
from callcenter.domain.clinic import Patient


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Value = TypeVar("_Value")
_Known = TypeVar("_Known", bound=_HasId)
_Make = Callable[[Row, Tell], _Value]
CLINIC, PATIENTS = "clinic.yaml", "patients.csv"


@dataclass(frozen=True, slots=True)
class ReadClinic:
    """What a folder says of a clinic."""

    book: ClinicBook
    problems: Sequence[FileProblem]
    """File by file, each in the order of its lines."""


def read_clinic_files(folder: Path) -> ReadClinic:
    """The clinic of a folder, rows that cannot be read left out and told.

    Raises ClinicFilesError or ContentError where the folder, clinic.yaml or patients.csv is missing or no such file;
    any other file may be missing. Equal rows count once; of several with one id the last counts.
    """
    for name in ("", CLINIC, PATIENTS):
        if not (folder / name).exists():
            raise ClinicFilesError(
                folder / name, f"this does not exist; a clinic's folder holds {CLINIC} and {PATIENTS}"
            )
    problems: list[FileProblem] = []
    terms = read_terms(folder / CLINIC, _text(folder / CLINIC), problems)
    files = _Files(folder, problems)
    services = files.by_id("services.csv", SERVICE_COLUMNS, lambda row, _: service_of(row))
    patients = files.by_id(PATIENTS, PATIENT_COLUMNS, lambda row, tell: patient_of(row, terms, tell))
    _tell_lonely_children(patients, folder / PATIENTS, problems)
    files.patients = patients
    visits = files.by_id("visits.csv", VISIT_COLUMNS, lambda row, tell: visit_of(row, services, terms.zone, tell))
    plans = files.by_id("plans.csv", PLAN_COLUMNS, lambda row, _: plan_item_of(row, services))
    waiting = files.by_id("waiting.csv", WAITING_COLUMNS, lambda row, _: waiting_entry_of(row, services, terms.zone))
    contacts = files.read("contacts.csv", CONTACT_COLUMNS, lambda row, tell: contact_of(row, terms, tell))
    book = ClinicBook(
        terms=terms,
        patients={one.id: one for one in patients.values()},
        services=services,
        visits=tuple(visits.values()),
        plans=tuple(plans.values()),
        waiting=tuple(waiting.values()),
        contacts=tuple(dict.fromkeys(contact for _, contact in contacts)),
    )
    return ReadClinic(book, problems)


class _Files:
    """The CSV files of a folder, read one after the other."""

    def __init__(self, folder: Path, problems: list[FileProblem]) -> None:
        self._folder, self._problems = folder, problems
        self.patients: Mapping[str, Patient] | None = None
        """Who is known, once that is read."""

    def by_id(self, name: str, columns: Columns, make: _Make[_Known]) -> dict[str, _Known]:
        """The values of a file by their ids; where two differ under one id, the later one, which is told."""
        found: dict[str, _Known] = {}
        for row, value in self.read(name, columns, make):
            before = found.setdefault(value.id, value)
            if before != value:
                said = f"id {value.id!r} stands above with other values; this row counts"
                self._problems.append(FileProblem(self._folder / name, row.line, said))
                found[value.id] = value
        return found

    def read(self, name: str, columns: Columns, make: _Make[_Value]) -> Iterator[tuple[Row, _Value]]:
        """The rows of a file and their values; none where the file is missing, or is no such table, which is told."""
        path = self._folder / name
        if not path.exists():
            return
        try:
            with path.open(**OPEN_AS) as file:
                yield from self._values(path, read_rows(path, file, columns, self._problems), make)
        except ClinicFilesError as exc:
            if name == PATIENTS:
                raise
            self._problems.append(FileProblem(path, exc.line, exc.problem))
        except OSError as exc:
            raise _unreadable(path, exc) from exc

    def _values(self, path: Path, rows: Iterable[Row], make: _Make[_Value]) -> Iterator[tuple[Row, _Value]]:
        for row in rows:
            told = _Told(path, row.line, self._problems)
            try:
                value = make(row, told)
            except BadValueError as exc:
                told(f"{exc}; left out")
                continue
            if self.patients is not None and row.get("patient_id") not in self.patients:
                told(f"patient {row.get('patient_id')!r} is not in {PATIENTS}, so nobody is called about this")
            yield row, value


@dataclass(frozen=True, slots=True)
class _Told:
    """Keeps what is told of one row."""

    path: Path
    line: int
    problems: list[FileProblem]

    def __call__(self, message: str) -> None:
        self.problems.append(FileProblem(self.path, self.line, message))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise ClinicFilesError(path, "this is not UTF-8; save the file as UTF-8") from exc
    except OSError as exc:
        raise _unreadable(path, exc) from exc


def _unreadable(path: Path, error: OSError) -> ClinicFilesError:
    return ClinicFilesError(path, f"this cannot be read: {error.strerror or error}")


def _tell_lonely_children(patients: Mapping[str, Patient], path: Path, problems: list[FileProblem]) -> None:
    for one in patients.values():
        if one.guardian is not None and one.guardian not in patients:
            said = f"guardian {one.guardian!r} of patient {one.id!r} is not in {PATIENTS}"
            problems.append(FileProblem(path, 1, said))
