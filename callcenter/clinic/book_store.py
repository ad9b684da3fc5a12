"""What the rules of calling need to know, read from the database: of the whole clinic, or of some patients."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select

from callcenter.clinic.book import ClinicBook, ClinicTerms
from callcenter.clinic.contact_store import contacts_of
from callcenter.clinic.plan_store import plan_items
from callcenter.clinic.store import close_to, patients_by_id
from callcenter.clinic.terms_store import service_terms, terms_in
from callcenter.clinic.visit_store import visits_around_free_places, visits_of_all
from callcenter.clinic.waiting_store import waiting_list
from callcenter.domain.clinic import Patient, Visit
from callcenter.domain.outreach import Channel
from callcenter.kit.ids import PatientId
from callcenter.storage.many import in_parts
from callcenter.storage.tables import do_not_call
from callcenter.storage.tables import patient as people

_USUAL_SIZE = 1000
_EVERY_CHANNEL = "*"


def book_of(
    connection: Connection,
    usual: ClinicTerms,
    now: datetime,
    patients: Iterable[PatientId] | None = None,
    channel: Channel = Channel.CALL,
    *,
    with_places: bool = False,
) -> ClinicBook:
    """The book of some patients with everybody whom calls to them depend on, or of the whole clinic for None.

    `usual` gives the terms that the settings know (`terms_in`). Where one of the patients waits for a place, the visits
    of other patients from `now` on that make or take free places stand in it too, always `with_places`: their patients
    do not. Numbers in the
    register of refusals are refusals of their patients, as far as they are of `channel`.
    """
    ids = None if patients is None else close_to(connection, patients)
    return _book(connection, terms_in(connection, usual), ids, now, channel, with_places=with_places)


def books(
    connection: Connection,
    usual: ClinicTerms,
    now: datetime,
    size: int = _USUAL_SIZE,
    channel: Channel = Channel.CALL,
    *,
    with_places: bool = False,
) -> Iterator[ClinicBook]:
    """The whole clinic in books of about `size` patients each, every patient in one of them: for many patients."""
    terms = terms_in(connection, usual)
    last, ahead = "", set[PatientId]()
    query = select(people.c.id).order_by(people.c.id).limit(size)
    while ids := connection.execute(query.where(people.c.id > last)).scalars().all():
        last = ids[-1]
        new = [PatientId(one) for one in ids if one not in ahead]
        together = close_to(connection, new)
        # Who is read with somebody before comes by once more; whoever has come by never does again.
        ahead = {one for one in ahead | together if one > last}
        if together:
            yield _book(connection, terms, together, now, channel, with_places=with_places)


def _book(
    connection: Connection,
    terms: ClinicTerms,
    ids: set[PatientId] | None,
    now: datetime,
    channel: Channel = Channel.CALL,
    *,
    with_places: bool = False,
) -> ClinicBook:
    order = None if ids is None else sorted(ids)
    waiting = waiting_list(connection, order)
    visits = visits_of_all(connection, order)
    if order is not None and (waiting or with_places):
        visits = _with_others(visits, visits_around_free_places(connection, now))
    return ClinicBook(
        terms=terms,
        patients=_with_refusals(connection, patients_by_id(connection, order), channel),
        services=service_terms(connection),
        visits=visits,
        plans=plan_items(connection, order),
        waiting=waiting,
        contacts=contacts_of(connection, order),
    )


def _with_others(visits: tuple[Visit, ...], others: Iterable[Visit]) -> tuple[Visit, ...]:
    known = {visit.id for visit in visits}
    return visits + tuple(visit for visit in others if visit.id not in known)


def _with_refusals(
    connection: Connection, patients: Mapping[PatientId, Patient], channel: Channel
) -> Mapping[PatientId, Patient]:
    """Patients who refuse what their numbers refuse. The register may be longer than the list of patients: only their
    numbers are asked for."""
    refused: dict[str, set[str]] = {}
    held = do_not_call.c.channel.in_((_EVERY_CHANNEL, channel.value))
    for numbers in in_parts({one.phone.e164 for one in patients.values() if one.phone is not None}):
        query = select(do_not_call.c.number, do_not_call.c.purpose).where(held, do_not_call.c.number.in_(numbers))
        for row in connection.execute(query):
            refused.setdefault(row.number, set()).add(row.purpose)
    return {
        one.id: replace(one, refuses=one.refuses | refused[one.phone.e164])
        if one.phone is not None and one.phone.e164 in refused
        else one
        for one in patients.values()
    }
