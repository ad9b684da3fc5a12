"""Taking a clinic's book into the database. Twice changes nothing; in the transaction of its caller."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from callcenter.clinic import import_store
from callcenter.clinic.book import ClinicBook, ClinicTerms, ServiceTerms
from callcenter.clinic.contact_store import add_contacts
from callcenter.clinic.merging import imported_of, merge
from callcenter.clinic.plan_store import add_plan_items, plan_items, save_plan_items
from callcenter.clinic.schedule import Service
from callcenter.clinic.store import add_patients, patients_by_id, save_patients
from callcenter.clinic.terms_store import save_terms, terms_in
from callcenter.clinic.visit_store import add_doctor, add_service, doctors, services
from callcenter.clinic.waiting_store import add_waiting, save_waiting, waiting_list
from callcenter.domain.clinic import Doctor, Patient, Visit
from callcenter.kit.ids import PatientId
from callcenter.kit.spoken.money import price
from callcenter.storage.driver import Connection

_CURRENCIES = {"PL": "PLN", "UA": "UAH", "RU": "RUB", "CN": "CNY", "GB": "GBP", "US": "USD"}
_NAMELESS = "?"
_USUAL_MINUTES = 30


class Fate(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "the same"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did."""

    fates: Mapping[str, Counter[Fate]] = field(default_factory=dict)
    """By what it is: patients, visits and so on."""
    kept: Sequence[str] = ()
    """Visits whose rows say something else than this product has, and why that stays."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Kind = TypeVar("_Kind", bound=_HasId)


def import_book(connection: Connection, book: ClinicBook, now: datetime) -> Imported:
    """Store what a book says. Doctors and services that it names and nobody knows are made.

    What this product has booked, moved, confirmed or cancelled is not undone by a row that is older. Nothing is
    deleted. Visits, plans and wishes of patients whom nobody knows are left out.
    """
    service_fates = _import_services(connection, book)
    book = _in_our_words(connection, book)
    _make_doctors(connection, book)
    patients = _import_patients(connection, book)
    known = patients_by_id(connection).keys()
    visits, kept = _import_visits(connection, book, known)
    plans = _import_by_id(
        [one for one in book.plans if one.patient in known],
        plan_items(connection),
        lambda new: add_plan_items(connection, new),
        lambda changed: save_plan_items(connection, changed),
    )
    wishes = _import_by_id(
        [one for one in book.waiting if one.patient in known],
        waiting_list(connection),
        lambda new: add_waiting(connection, new),
        lambda changed: save_waiting(connection, changed),
    )
    plans[Fate.LEFT_OUT] = sum(one.patient not in known for one in book.plans)
    wishes[Fate.LEFT_OUT] = sum(one.patient not in known for one in book.waiting)
    new = add_contacts(connection, book.contacts)
    contacts = Counter({Fate.NEW: new, Fate.SAME: len(book.contacts) - new})
    return Imported(
        fates={
            "terms": _import_terms(connection, book.terms, now),
            "services": service_fates,
            "patients": patients,
            "visits": visits,
            "plans": plans,
            "waiting": wishes,
            "contacts": contacts,
        },
        kept=kept,
    )


def _import_terms(connection: Connection, terms: ClinicTerms, now: datetime) -> Counter[Fate]:
    usual = replace(terms, hours=replace(terms.hours, begins=terms.hours.ends), rules={"nothing": "is stored yet"})
    before = terms_in(connection, usual)
    if before == terms:
        return Counter({Fate.SAME: 1})
    save_terms(connection, terms, now)
    return Counter({Fate.NEW if before is usual else Fate.CHANGED: 1})


def _import_services(connection: Connection, book: ClinicBook) -> Counter[Fate]:
    """Known ones get the file's minutes, price, recall and privacy and keep their titles; others are made."""
    fates: Counter[Fate] = Counter()
    there = services(connection)
    by_id, by_title = {one.id: one for one in there}, {one.title.casefold(): one for one in there}
    lengths = {visit.service: visit.length for visit in book.visits}
    lengths |= {wish.service: timedelta(minutes=wish.minutes) for wish in book.waiting}
    named = dict.fromkeys([*book.services, *lengths, *(step.service for step in book.plans)])
    before = import_store.terms_of_services(connection)
    for name in named:
        terms = book.services.get(name)
        ours = by_id.get(name) or by_title.get(name.casefold())
        if ours is None:
            minutes = lengths.get(name, timedelta(minutes=_USUAL_MINUTES)) // timedelta(minutes=1)
            made = terms or ServiceTerms(id=name, minutes=minutes)
            currency = there[0].currency if there else _CURRENCIES.get(book.terms.country, "EUR")
            add_service(connection, _service(made, book.terms, currency), len(there) + fates[Fate.NEW])
            import_store.save_service(connection, _whole(made), price_words=None)
            fates[Fate.NEW] += 1
        elif terms is not None:
            changed = _whole(replace(terms, id=ours.id))
            is_same = before[ours.id] == changed
            if not is_same:
                words = price(int(changed.price), ours.currency, book.terms.language)
                is_priced = before[ours.id].price == changed.price
                import_store.save_service(connection, changed, price_words=None if is_priced else words)
            fates[Fate.SAME if is_same else Fate.CHANGED] += 1
    return fates


def _whole(terms: ServiceTerms) -> ServiceTerms:
    """Services have prices in whole units of the currency."""
    return replace(terms, price=terms.price.to_integral_value())


def _service(terms: ServiceTerms, clinic: ClinicTerms, currency: str) -> Service:
    amount = int(_whole(terms).price)
    return Service(
        id=terms.id,
        title=terms.id,
        length=timedelta(minutes=terms.minutes),
        price=amount,
        currency=currency,
        price_words=price(amount, currency, clinic.language),
    )


def _in_our_words(connection: Connection, book: ClinicBook) -> ClinicBook:
    """Doctors and services by our ids, where the file has their names; doctors in capitals or not are the same."""
    theirs = {one.title.casefold(): one.id for one in services(connection)} | {
        one.id.casefold(): one.id for one in services(connection)
    }
    people = {one.name.casefold(): one.id for one in doctors(connection)} | {
        one.id.casefold(): one.id for one in doctors(connection)
    }

    def service(name: str) -> str:
        return theirs.get(name.casefold(), name)

    def doctor(name: str) -> str:
        return people.setdefault(name.casefold(), name)

    return replace(
        book,
        visits=[replace(one, service=service(one.service), doctor=doctor(one.doctor)) for one in book.visits],
        plans=[replace(one, service=service(one.service)) for one in book.plans],
        waiting=[replace(one, service=service(one.service), doctor=doctor(one.doctor)) for one in book.waiting],
    )


def _make_doctors(connection: Connection, book: ClinicBook) -> None:
    """Those who are named and unknown do what they did; they have no working hours until somebody enters them."""
    known = {one.id for one in doctors(connection)}
    does: dict[str, set[str]] = {}
    for visit in book.visits:
        if visit.doctor not in known:
            does.setdefault(visit.doctor, set()).add(visit.service)
    for wish in book.waiting:
        if wish.doctor and wish.doctor not in known:
            does.setdefault(wish.doctor, set()).add(wish.service)
    for doctor, done in sorted(does.items()):
        add_doctor(connection, Doctor(id=doctor, name=doctor or _NAMELESS, speciality=""), (), sorted(done))


def _import_patients(connection: Connection, book: ClinicBook) -> Counter[Fate]:
    ours = patients_by_id(connection)
    rows = [_with_ours(row, ours.get(row.id)) for row in book.patients.values()]
    return _import_by_id(
        rows,
        ours.values(),
        lambda new: add_patients(connection, new),
        lambda changed: save_patients(connection, changed),
    )


def _with_ours(row: Patient, ours: Patient | None) -> Patient:
    """A row with what files do not tell: gender, note, and where a name that is the same is cut in two."""
    if ours is None:
        return row
    row = replace(row, gender=ours.gender, note=ours.note)
    if row.full_name.casefold().split() == ours.full_name.casefold().split():
        row = replace(row, given_name=ours.given_name, surname=ours.surname)
    return row


def _import_visits(
    connection: Connection, book: ClinicBook, known: Iterable[PatientId]
) -> tuple[Counter[Fate], list[str]]:
    patients = set(known)
    fates: Counter[Fate] = Counter()
    kept: list[str] = []
    there = import_store.StoredVisits(connection)
    new: list[Visit] = []
    changed: list[import_store.Change] = []
    for row in book.visits:
        ours, before = there.of(row)
        if row.patient not in patients:
            fates[Fate.LEFT_OUT] += 1
        elif ours is None:
            fates[Fate.NEW] += 1
            new.append(row)
        else:
            merged = merge(ours, row, before)
            if merged.kept:
                kept.append(f"visit {row.id}: {merged.kept}")
            fates[Fate.SAME if merged.visit == ours else Fate.CHANGED] += 1
            if merged.visit != ours or before != imported_of(row):
                changed.append(import_store.Change(visit=merged.visit, row=imported_of(row)))
    import_store.add_visits(connection, new)
    import_store.save_visits(connection, changed)
    return fates, kept


def _import_by_id(
    rows: Iterable[_Kind],
    there: Iterable[_Kind],
    add: Callable[[Sequence[_Kind]], None],
    save: Callable[[Sequence[_Kind]], None],
) -> Counter[Fate]:
    ours = {one.id: one for one in there}
    new, changed, fates = list[_Kind](), list[_Kind](), Counter[Fate]()
    for row in rows:
        before = ours.get(row.id)
        if before is None:
            new.append(row)
        elif before != row:
            changed.append(row)
        else:
            fates[Fate.SAME] += 1
    add(new)
    save(changed)
    return fates + Counter({Fate.NEW: len(new), Fate.CHANGED: len(changed)})
