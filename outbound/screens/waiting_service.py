"""The waiting list: who waits for what since when, whether a free place fits now; put on, changed, taken off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from callcenter.clinic import visit_store
from callcenter.clinic.book_store import book_of
from callcenter.clinic.store import get_patient, patients_by_id, search_patients
from callcenter.clinic.terms_store import service_terms
from callcenter.clinic.waiting_store import add_waiting, remove_waiting, save_waiting, waiting_list
from callcenter.domain.care import WaitingEntry
from callcenter.domain.clinic import Patient
from callcenter.domain.outreach import Purpose
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.ids import OperatorId, PatientId, new_id
from callcenter.kit.words import N_
from callcenter.storage.access import ONE_LIST, log_access, log_access_once
from callcenter.storage.driver import Connection
from callcenter.web.formats import Formats
from callcenter.web.texts import Texts
from outbound.rules.decision import Decision, Verdict
from outbound.rules.judging import judge
from outbound.rules.reasons import Reason
from outbound.screens.parts import CampaignPageParts
from outbound.screens.reading_service import CampaignPages
from outbound.screens.store import visits_by_id
from outbound.screens.waiting_form import TypedWish, limit_shown, typed_wish

GONE = N_("This wish is not on the waiting list any more: it was met or taken off.")
_ENDED = frozenset({Reason.NO_SLOT_FITS, Reason.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One wish."""

    entry: WaitingEntry
    patient: Patient | None
    service: str
    doctor: str
    since: str
    earliest: str
    latest: str
    days: str
    """Days of the week; '' for any."""
    place_at: datetime | None
    """A free place that fits now."""
    place_doctor: str
    why_not: str
    """Why it is not offered now; '' where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a form can choose from."""

    services: Sequence[tuple[str, str]]
    minutes: Mapping[str, int]
    doctors: Sequence[tuple[str, str]]


class WaitingList:
    """The use cases."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts, self._pages = parts, pages

    def rows(self, by: OperatorId, texts: Texts) -> list[Waiting]:
        """Everybody who waits, the longest first; that the list was seen is kept."""
        database, now = self._parts.database, self._parts.clock.now()
        log_access_once(database, by, "list", "waiting_list", now, within=ONE_LIST)
        with database.read() as connection:
            entries = waiting_list(connection)
            if not entries:
                return []
            patients = patients_by_id(connection, {one.patient for one in entries})
            decisions = self._decisions(connection, [one.patient for one in entries], now)
            places = visits_by_id(connection, (visit for one in decisions.values() for visit in one.visits))
            choices = _choices(connection)
        services, doctors = dict(choices.services), dict(choices.doctors)
        words, rows = self._pages.reason_words(texts), list[Waiting]()
        formats = Formats(texts.language, self._parts.zone)
        for one in entries:
            decision = decisions.get(one.patient)
            visit = places.get(decision.visits[0]) if decision and decision.visits else None
            # A patient with two wishes is judged once: the place is of the wish that it fits.
            is_its = visit is not None and visit.service == one.service and decision.reason not in _ENDED  # type: ignore[union-attr] # a visit comes with a decision
            why_not = words.short(Reason.NO_SLOT_FITS.value)
            if decision is not None and decision.reason not in {Reason.DUE, Reason.NO_SLOT_FITS}:
                until = next((each.until for each in decision.blocks if each.reason is decision.reason), None)
                why_not = words.told(decision.reason.value, until)
            elif is_its and decision is not None and decision.verdict is not Verdict.SKIP:
                why_not = ""
            rows.append(
                Waiting(
                    entry=one,
                    patient=patients.get(one.patient),
                    service=services.get(one.service, one.service),
                    doctor=doctors.get(one.doctor, one.doctor),
                    since=formats.date(self._noon(one.added_on)) if one.added_on else "",
                    earliest=self._limit(one.earliest, formats),
                    latest=self._limit(one.latest, formats),
                    days=", ".join(formats.weekday(day) for day in sorted(one.days)),
                    place_at=visit.starts_at if visit and is_its else None,
                    place_doctor=doctors.get(visit.doctor, "") if visit and is_its else "",
                    why_not=why_not,
                )
            )
        return rows

    def choices(self) -> Choices:
        """Services and doctors."""
        with self._parts.database.read() as connection:
            return _choices(connection)

    def search(self, text: str) -> Sequence[Patient]:
        """Patients by name or number."""
        with self._parts.database.read() as connection:
            return search_patients(connection, text)

    def patient(self, patient: PatientId) -> Patient:
        """Whose wish it is. Raises NotFoundError."""
        with self._parts.database.read() as connection:
            return get_patient(connection, patient)

    def entry(self, entry: str) -> WaitingEntry:
        """One wish. Raises NotFoundError."""
        with self._parts.database.read() as connection:
            found = next((one for one in waiting_list(connection) if one.id == entry), None)
        if found is None:
            raise NotFoundError(GONE)
        return found

    def save(
        self, form: Mapping[str, str], days: Sequence[str], patient: PatientId, by: OperatorId, entry: str = ""
    ) -> TypedWish:
        """Store a new wish, or a changed one where `entry` names it. Raises NotFoundError for an unknown patient."""
        now = self._parts.clock.now()
        with self._parts.database.work() as work:
            get_patient(work.connection, patient)
            before = next((one for one in waiting_list(work.connection, [patient]) if one.id == entry), None)
            if entry and before is None:
                raise BadInputError(GONE)
            choices = _choices(work.connection)
            typed = typed_wish(
                form,
                days,
                entry=entry or new_id(),
                patient=patient,
                services=choices.minutes,
                doctors=[one for one, _ in choices.doctors],
                added_on=before.added_on if before else now.astimezone(self._parts.zone).date(),
            )
            if typed.entry is not None:
                (save_waiting if before else add_waiting)(work.connection, [typed.entry])
                log_access(work.connection, by, "edit_waiting", patient, now)
        return typed

    def remove(self, entry: str, by: OperatorId) -> WaitingEntry:
        """Take a wish off; returns it, so that it can be put back. Raises NotFoundError."""
        found = self.entry(entry)
        with self._parts.database.work() as work:
            remove_waiting(work.connection, entry)
            log_access(work.connection, by, "edit_waiting", found.patient, self._parts.clock.now())
        return found

    def _noon(self, day: date) -> datetime:
        return datetime.combine(day, time(12), tzinfo=self._parts.zone)

    def _limit(self, limit: date | datetime | time | None, formats: Formats) -> str:
        is_day = isinstance(limit, date) and not isinstance(limit, datetime)
        return formats.date(self._noon(limit)) if is_day else limit_shown(limit)  # type: ignore[arg-type] # is_day has looked

    def weekdays(self, texts: Texts) -> list[tuple[int, str]]:
        """1 for Monday to 7, with their names."""
        formats = Formats(texts.language, self._parts.zone)
        return [(day, formats.weekday(day)) for day in range(1, 8)]

    def _decisions(
        self, connection: Connection, patients: Sequence[PatientId], now: datetime
    ) -> Mapping[PatientId, Decision]:
        book = book_of(connection, self._parts.usual, now, patients)
        found: dict[PatientId, Decision] = {}
        for one in judge(book, now, (Purpose.GAP,)):
            for member in one.members:
                found[member] = one
        return found


def _choices(connection: Connection) -> Choices:
    services = visit_store.services(connection)
    terms = service_terms(connection)
    return Choices(
        services=[(one.id, one.title) for one in services],
        minutes={one.id: terms[one.id].minutes for one in services if one.id in terms},
        doctors=[(one.id, one.name) for one in visit_store.doctors(connection)],
    )
