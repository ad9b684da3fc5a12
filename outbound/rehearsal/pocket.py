"""A household as the rehearsal keeps it: all that the rules look at when one of its members is judged."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from callcenter.clinic.book import ClinicBook
from callcenter.domain.clinic import Visit
from callcenter.domain.outreach import Contact
from callcenter.kit.groups import Groups
from callcenter.kit.ids import PatientId, VisitId

_Kept = TypeVar("_Kept")


@dataclass(slots=True, eq=False)
class Pocket:
    """Everybody whom calls to one of them depend on: family, number, guardians. What was said to them is added."""

    book: ClinicBook
    """As it was when the evening began."""
    visits: list[Visit] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)

    def now(self, places: Sequence[Visit] = ()) -> ClinicBook:
        """The book as it stands. `places`: visits of others, where the household may be offered one of their places."""
        if not places:
            return replace(self.book, visits=self.visits, contacts=self.contacts)
        own = {one.id for one in self.visits}
        both = [*self.visits, *(one for one in places if one.id not in own)]
        return replace(self.book, visits=both, contacts=self.contacts)

    def change(self, changed: Mapping[VisitId, Visit]) -> None:
        """Visits as they are now."""
        self.visits = [changed.get(one.id, one) for one in self.visits]


def pockets_of(book: ClinicBook) -> Mapping[PatientId, Pocket]:
    """The pocket of each patient of a book; visits of patients who are not in it are in none."""
    owner = _owners(book)
    patients = _grouped((owner[one.id], one) for one in book.patients.values())
    visits = _grouped((owner[one.patient], one) for one in book.visits if one.patient in owner)
    plans = _grouped((owner[one.patient], one) for one in book.plans if one.patient in owner)
    waiting = _grouped((owner[one.patient], one) for one in book.waiting if one.patient in owner)
    by_number = {one.phone.e164: owner[one.id] for one in book.patients.values() if one.phone is not None}
    contacts: dict[str, list[Contact]] = defaultdict(list)
    for one in book.contacts:
        number = by_number.get(one.number.e164) if one.number else None
        for name in {owner.get(one.patient), number} - {None}:
            contacts[name or ""].append(one)
    pockets = {
        name: Pocket(
            replace(
                book,
                patients={one.id: one for one in people},
                visits=(),
                contacts=(),
                plans=plans.get(name, ()),
                waiting=waiting.get(name, ()),
            ),
            list(visits.get(name, ())),
            contacts.get(name, []),
        )
        for name, people in patients.items()
    }
    return {patient: pockets[name] for patient, name in owner.items()}


def others_of(book: ClinicBook) -> Iterable[Visit]:
    """Visits of patients who are not in the book: those that make or take free places."""
    return (one for one in book.visits if one.patient not in book.patients)


def _owners(book: ClinicBook) -> Mapping[PatientId, str]:
    """The name of each patient's household."""
    groups = Groups()
    for one in book.patients.values():
        ties = [f"family {one.family}"] if one.family else []
        ties += [f"number {one.phone.e164}"] if one.phone else []
        ties += [f"person {one.guardian}"] if one.guardian in book.patients else []
        for tie in ties:
            groups.tie(f"person {one.id}", tie)
    return {patient: groups.of(f"person {patient}") for patient in book.patients}


def _grouped(pairs: Iterable[tuple[str, _Kept]]) -> dict[str, list[_Kept]]:
    found: dict[str, list[_Kept]] = defaultdict(list)
    for name, one in pairs:
        found[name].append(one)
    return found
