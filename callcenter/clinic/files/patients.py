"""patients.csv: a row becomes a patient."""

from functools import lru_cache

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.files.names import split_name
from callcenter.clinic.files.problems import Tell
from callcenter.clinic.files.table import Columns, Row
from callcenter.clinic.files.terms import zone_of
from callcenter.clinic.files.values import day_of, flag_of, id_of, money_of, optional_id_of, words_of
from callcenter.domain.clinic import Patient, Tier
from callcenter.domain.outreach import EVERY_PURPOSE, Consent, Purpose
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import PatientId
from callcenter.kit.languages import Language, parse_language
from callcenter.kit.phones import PhoneNumber, number_in_use

PATIENT_COLUMNS = Columns(
    known=(
        *("id", "family_id", "name", "phone", "language", "birth_date", "guardian_id", "tier", "balance_due", "zone"),
        *("consent", "do_not_call", "complaint_open", "died"),
    ),
    required=("id", "phone"),
)
_ALL, _NOTHING = "all", "none"
_LONGEST_NAME = 120
_LONGEST_ZONE = 64


def patient_of(row: Row, terms: ClinicTerms, tell: Tell) -> Patient:
    """The patient of a row; raises BadValueError. Who has no number or zone that can be used is not called."""
    given_name, surname = split_name(row.get("name")[:_LONGEST_NAME])
    guardian = optional_id_of(row, "guardian_id")
    return Patient(
        id=PatientId(id_of(row, "id")),
        given_name=given_name,
        surname=surname,
        phone=phone_of(row.get("phone"), terms.country, tell),
        language=_language(row, terms, tell),
        birth_date=day_of(row, "birth_date"),
        tier=_tier(row, tell),
        family=optional_id_of(row, "family_id"),
        guardian=PatientId(guardian) if guardian else None,
        zone=_zone(row, tell),
        balance_due=money_of(row, "balance_due"),
        consent=_consent(row, tell),
        refuses=_refuses(row, tell),
        complaint_open=flag_of(row, "complaint_open"),
        died=flag_of(row, "died"),
    )


def phone_of(text: str, country: str, tell: Tell) -> PhoneNumber | None:
    """The number, read as `country` writes it; None, which is told, for what is no number that somebody can have."""
    if not text:
        return None
    number, problem = _read_phone(text, country)
    if problem:
        tell(f"{problem}; read as no number")
    return number


@lru_cache(maxsize=200_000)
def _read_phone(text: str, country: str) -> tuple[PhoneNumber | None, str]:
    """Calls name the same numbers again and again, and reading one takes longer than reading the rest of its row."""
    try:
        return number_in_use(text, country), ""
    except BadInputError as exc:
        return None, str(exc)


def _language(row: Row, terms: ClinicTerms, tell: Tell) -> Language:
    text = row.get("language")
    if not text:
        return terms.language
    try:
        return parse_language(text)
    except BadInputError as exc:
        tell(f"{exc}; read as {terms.language}")
        return terms.language


def _tier(row: Row, tell: Tell) -> Tier:
    text = row.get("tier").casefold()
    try:
        return Tier(text) if text else Tier.NEW
    except ValueError:
        tell(f"tier: {row.get('tier')!r} is not known; use one of {', '.join(Tier)}; read as {Tier.NEW}")
        return Tier.NEW


def _zone(row: Row, tell: Tell) -> str:
    """As it is written, so that whoever judges sees what it is that cannot be used."""
    name = row.get("zone")[:_LONGEST_ZONE]
    if name and zone_of(name) is None:
        tell(f"zone: {name!r} is no time zone, so the patient is not called; write one such as Europe/Warsaw")
    return name


def _consent(row: Row, tell: Tell) -> frozenset[Consent] | None:
    """A word that is not known allows nothing, and 'none' takes back what stands beside it."""
    words = words_of(row, "consent")
    if not words:
        return None
    unknown = words - {_NOTHING, *Consent}
    if unknown:
        tell(f"consent: {', '.join(sorted(unknown))} is not known; use calls, messages or none; read as none")
    return frozenset() if unknown or _NOTHING in words else frozenset(map(Consent, words))


def _refuses(row: Row, tell: Tell) -> frozenset[str]:
    """A word that is not known refuses all."""
    words = words_of(row, "do_not_call")
    unknown = words - {_ALL, EVERY_PURPOSE, *Purpose}
    if unknown:
        tell(f"do_not_call: {', '.join(sorted(unknown))} is not known; use all or {', '.join(Purpose)}; read as all")
    return frozenset({EVERY_PURPOSE}) if unknown or words & {_ALL, EVERY_PURPOSE} else words
