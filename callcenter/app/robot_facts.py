"""What a call with the clinic's voice is about: its flow, whom it speaks with, which visits. Read from the database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from callcenter.app.clinic_face import ClinicFace, clinic_named
from callcenter.clinic import visit_store
from callcenter.clinic.offers import read_offer
from callcenter.clinic.opening import is_open
from callcenter.clinic.store import get_patient, patients_with_number
from callcenter.domain.address import polite_address
from callcenter.domain.calls import Call
from callcenter.domain.clinic import Gender, Patient, Visit, VisitStatus
from callcenter.kit.clock import Clock
from callcenter.kit.languages import Language
from callcenter.storage.driver import Connection
from ivr.flow.facts import Appointment, Facts, Listener
from ivr.flow.model import About
from ivr.leading.parts import Brief
from outbound.wished_store import WishedCall, find_wish

_COMING = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})
_OF_AGE = 18
_MOST_VISITS = 3
_OVER: Mapping[About, VisitStatus] = {About.PAST: VisitStatus.CAME, About.MISSED: VisitStatus.NO_SHOW}
"""What became of the visits that flows about a visit that is over speak of."""

AboutOf = Callable[[str], About]
"""Which visits a flow is about."""


class Briefs:
    """Reads the brief of a call; fills `ivr.leading.parts.BriefOf`."""

    def __init__(self, clinic: ClinicFace, clock: Clock, inbound: str, about_of: AboutOf) -> None:
        """`inbound`: the flow of calls that come in, where the exchange names none; '' for none."""
        self._clinic, self._clock, self._inbound, self._about_of = clinic, clock, inbound, about_of

    def __call__(self, connection: Connection, call: Call, entrance: str) -> Brief:
        """What the call is about."""
        wish = find_wish(connection, call.id)
        if wish is not None:
            return self.of_wish(connection, wish)
        family = patients_with_number(connection, call.caller)
        listener = self._who_speaks(family)
        language = family[0].language if family else self._clinic.language
        visits = self._coming(connection, family)[:_MOST_VISITS] if listener else []
        facts = self._facts(connection, language, listener, visits)
        flow = entrance or self._inbound
        return Brief(flow=flow, language=language, facts=facts, patient=listener.id if listener else None)

    def of_wish(self, connection: Connection, wish: WishedCall) -> Brief:
        """What a call that somebody wants made is about; no flow where nobody can be asked for by name."""
        patient = get_patient(connection, wish.patient) if wish.patient else None
        family = patients_with_number(connection, wish.number) if patient else ()
        listener = patient
        if patient is not None and self._is_child(patient):
            listener = self._who_speaks(family) or patient
        visits = self._visits_of_wish(connection, wish, patient, family)
        offers = _offers(connection, wish.about.get("offers"))
        facts = self._facts(connection, wish.language, listener, visits, offers)
        # Whom nobody can be asked for by name, a person calls: a stranger is not told a surname.
        flow = wish.flow if facts.listener is not None or listener is None else ""
        return Brief(flow=flow, language=wish.language, facts=facts, patient=wish.patient)

    def _visits_of_wish(
        self, connection: Connection, wish: WishedCall, patient: Patient | None, family: Sequence[Patient]
    ) -> list[Visit]:
        """The visits that were named; else what the flow is about: the family's, on the day of the patient's next."""
        named = wish.about.get("visits")
        if isinstance(named, list):
            found = [visit_store.find_visit(connection, visit) for visit in named]
            return [one for one in found if one is not None]
        if patient is None:
            return []
        if (status := _OVER.get(self._about_of(wish.flow))) is not None:
            over = [one for one in visit_store.visits_of(connection, patient.id) if one.status is status]
            return over[-1:]
        coming = self._coming(connection, family or (patient,))
        open_ones = [one for one in coming if one.status is VisitStatus.BOOKED] or coming
        own = [one for one in open_ones if one.patient == patient.id] or open_ones
        return [one for one in open_ones if self._day(one) == self._day(own[0])][:_MOST_VISITS]

    def _coming(self, connection: Connection, family: Sequence[Patient]) -> list[Visit]:
        now = self._clock.now()
        visits = [one for patient in family for one in visit_store.visits_of(connection, patient.id)]
        return sorted(
            (one for one in visits if one.status in _COMING and one.starts_at > now), key=lambda one: one.starts_at
        )

    def _facts(
        self,
        connection: Connection,
        language: Language,
        listener: Patient | None,
        visits: Sequence[Visit],
        offers: tuple[Appointment, ...] = (),
    ) -> Facts:
        return Facts(
            clinic=clinic_named(self._clinic, language),
            listener=None if listener is None else listener_of(listener, language),
            visits=tuple(appointments_of(connection, visits, listener)),
            offers=offers,
            is_open=self._is_open(connection),
        )

    def _is_open(self, connection: Connection) -> bool:
        local = self._clock.now().astimezone(self._clinic.zone)
        if self._clinic.opening is not None:
            return self._clinic.opening.is_open(local)
        return is_open(visit_store.all_hours(connection), local)

    def _who_speaks(self, family: Sequence[Patient]) -> Patient | None:
        """Who has this number, where that is one person: others on it are that person's children."""
        grown = [one for one in family if not self._is_child(one)]
        return grown[0] if len(grown) == 1 else None

    def _is_child(self, patient: Patient) -> bool:
        today = self._clock.now().astimezone(self._clinic.zone).date()
        born = patient.birth_date
        return (
            born is not None
            and (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) < _OF_AGE
        )

    def _day(self, visit: Visit) -> object:
        return visit.starts_at.astimezone(self._clinic.zone).date()


def listener_of(patient: Patient, language: Language) -> Listener | None:
    """How a patient is asked for and addressed; None of whom no more than the surname is known."""
    gender = "" if patient.gender is Gender.UNKNOWN else patient.gender.value
    address = polite_address(patient, language)
    asked = address if language is Language.ZH else patient.given_name
    return Listener(asked=asked, address=address, gender=gender) if asked else None


def appointments_of(connection: Connection, visits: Sequence[Visit], listener: Patient | None) -> list[Appointment]:
    """Visits as prompts name them."""
    doctors = {one.id: one.name for one in visit_store.doctors(connection)}
    titles = {one.id: one.title for one in visit_store.services(connection)}
    return [
        Appointment(
            id=one.id,
            at=one.starts_at,
            doctor=doctors.get(one.doctor, ""),
            service=titles.get(one.service, one.service),
            whose=""
            if listener is None or one.patient == listener.id
            else get_patient(connection, one.patient).given_name,
        )
        for one in visits
    ]


def _offers(connection: Connection, raw: object) -> tuple[Appointment, ...]:
    doctors = {one.id: one.name for one in visit_store.doctors(connection)}
    found = []
    for text in raw if isinstance(raw, list) else ():
        doctor, begins, _, _ = read_offer(str(text))
        found.append(Appointment(id=str(text), at=_aware(begins), doctor=doctors.get(doctor, "")))
    return tuple(found)


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
