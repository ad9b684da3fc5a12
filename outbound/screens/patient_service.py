"""All that the clinic's calls and messages have to do with one patient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from callcenter.clinic.book import ClinicBook
from callcenter.clinic.book_store import book_of
from callcenter.clinic.store import get_patient
from callcenter.domain.clinic import Patient, VisitStatus
from callcenter.domain.outreach import Contact, Purpose
from callcenter.kit.ids import CallId, OperatorId, PatientId
from callcenter.storage.access import ONE_LOOK, log_access_once
from callcenter.web.texts import Texts
from outbound.do_not_call_store import Refusal
from outbound.risk.model import BookRisks
from outbound.risk.risk_service import Risks
from outbound.rules.decision import Decision, Verdict
from outbound.rules.ground import ground_of
from outbound.rules.judging import judge
from outbound.screens.parts import CampaignPageParts
from outbound.screens.reading_service import CampaignPages
from outbound.screens.reasons import ReasonWords
from outbound.screens.register_store import refusals_of
from outbound.screens.risk_words import parts_told
from outbound.screens.store import calls_there
from outbound.screens.target_view import TargetRow
from outbound.screens.words import Words

_COMING = frozenset({VisitStatus.BOOKED, VisitStatus.CONFIRMED})
_YES = frozenset({Verdict.CALL, Verdict.PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a patient stands with one kind of call."""

    purpose: str
    is_due: bool
    by_person: bool
    when: str
    """When the call would be made; ''."""
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShown:
    """One call or message of the past."""

    at: datetime
    channel: str
    purpose: str
    result: str
    tone: str
    call: CallId | None
    name: str
    """Whom it was to, where it was another one on this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientShown:
    """The page."""

    patient: Patient
    family: Sequence[Patient]
    guardian: Patient | None
    standings: Sequence[Standing]
    contacts: Sequence[ContactShown]
    targets: Sequence[TargetRow]
    refusals: Sequence[Refusal]
    risk: float | None
    """Of not coming to the next visit; None: there is none, or it is unknown."""
    risk_usual: float
    risk_raised: Sequence[str]
    risk_lowered: Sequence[str]
    risk_visits: int
    """From how many visits it was learned; 0: a plain rule."""
    family_calls: int
    family_most: int
    family_days: int


class PatientPages:
    """Reads for the page."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts, self._pages = parts, pages
        self._risks = Risks(parts.clock, parts.usual)

    def show(self, patient_id: PatientId, by: OperatorId, texts: Texts) -> PatientShown:
        """The page of a patient; that it was seen is kept. Raises NotFoundError."""
        database, now = self._parts.database, self._parts.clock.now()
        with database.read() as connection:
            patient = get_patient(connection, patient_id)
            book = book_of(connection, self._parts.usual, now, [patient_id])
            contacts = [one for one in book.contacts if _is_of(one, patient)]
            with_page = calls_there(connection, [one.call for one in contacts if one.call])
            refusals = refusals_of(connection, patient.phone) if patient.phone else []
            ahead = [one.id for one in book.visits if one.patient == patient_id and one.status in _COMING]
            model = self._risks.model(connection) if ahead else None
        log_access_once(database, by, "view_card", patient_id, now, within=ONE_LOOK)
        ground = ground_of(book, now)
        rules = ground.settings.every
        today = ground.today.date
        counted = [day for day in ground.history.family_days(patient) if today - day < timedelta(rules.family_days)]
        targets = self._pages.of_patients([patient_id], texts)
        risk = BookRisks(model, book, now).highest(ahead) if model else None
        raised, lowered = parts_told(risk, model, texts) if risk and model else ([], [])
        words, reasons = Words(texts), self._pages.reason_words(texts)
        return PatientShown(
            patient=patient,
            family=[one for one in book.patients.values() if one.id != patient_id],
            guardian=book.patients.get(patient.guardian) if patient.guardian else None,
            standings=_standings(book, patient_id, now, words, reasons),
            contacts=[_shown(one, patient, book, words, with_page) for one in reversed(contacts)],
            targets=targets,
            refusals=refusals,
            risk=risk.probability if risk else None,
            risk_usual=risk.usual if risk else 0.0,
            risk_raised=raised,
            risk_lowered=lowered,
            risk_visits=model.visits if model else 0,
            family_calls=len(counted),
            family_most=rules.family_calls,
            family_days=rules.family_days,
        )


def _is_of(contact: Contact, patient: Patient) -> bool:
    return contact.patient == patient.id or (contact.number is not None and contact.number == patient.phone)


def _shown(contact: Contact, patient: Patient, book: ClinicBook, words: Words, with_page: set[CallId]) -> ContactShown:
    result, tone = words.result(contact.result)
    other = book.patients.get(contact.patient) if contact.patient != patient.id else None
    return ContactShown(
        at=contact.at,
        channel=words.channel(contact.channel),
        purpose=words.purpose(contact.purpose),
        result=result,
        tone=tone,
        call=contact.call if contact.call in with_page else None,
        name=other.full_name if other else "",
    )


def _standings(
    book: ClinicBook, patient: PatientId, now: datetime, words: Words, reasons: ReasonWords
) -> list[Standing]:
    found: dict[Purpose, list[Decision]] = {}
    for one in judge(book, now):
        if patient in (one.patient, *one.members):
            found.setdefault(one.kind, []).append(one)
    return [_standing(purpose, found[purpose], words, reasons) for purpose in Purpose if purpose in found]


def _standing(purpose: Purpose, decisions: Sequence[Decision], words: Words, reasons: ReasonWords) -> Standing:
    due = next((one for one in decisions if one.verdict in _YES), None)
    told = [
        reasons.told(block.reason.value, block.until) for one in ([due] if due else decisions) for block in one.blocks
    ]
    if not told and due is None:
        told = [reasons.short(one.reason.value) for one in decisions]
    return Standing(
        purpose=words.purpose(purpose),
        is_due=due is not None,
        by_person=due is not None and due.verdict is Verdict.PERSON,
        when=reasons.when(due.not_before) if due is not None and due.not_before else "",
        reasons=tuple(dict.fromkeys(told)),
    )
