"""contacts.csv: a row becomes a call or a message of the past."""

from datetime import UTC, datetime

from callcenter.clinic.book import ClinicTerms
from callcenter.clinic.files.patients import phone_of
from callcenter.clinic.files.problems import BadValueError, Tell
from callcenter.clinic.files.table import Columns, Row
from callcenter.clinic.files.values import bad, choice_of, moment_of, optional_id_of
from callcenter.domain.outreach import Channel, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId

CONTACT_COLUMNS = Columns(
    known=("patient_id", "number", "at", "channel", "purpose", "result", "visit_id"),
    required=("patient_id", "number", "at", "channel", "purpose", "result"),
)
_LASTING = (ContactResult.STOP, ContactResult.WRONG_NUMBER)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def contact_of(row: Row, terms: ClinicTerms, tell: Tell) -> Contact:
    """The contact of a row; raises BadValueError.

    A stop or a wrong number counts whatever else is wrong with its row: what is missing there is told and guessed.
    """
    result = choice_of(row, "result", ContactResult)
    patient = optional_id_of(row, "patient_id")
    number = phone_of(row.get("number"), terms.country, tell)
    if not patient and (number is None or result not in _LASTING):
        raise bad("patient_id", "", "the id of who was called")
    visit = optional_id_of(row, "visit_id")
    try:
        at = moment_of(row, "at", terms.zone)
        channel, purpose = choice_of(row, "channel", Channel), choice_of(row, "purpose", Purpose)
    except BadValueError as exc:
        if result not in _LASTING:
            raise
        tell(f"{exc}; {result} counts all the same")
        at, channel, purpose = _LONG_AGO, Channel.CALL, Purpose.SATISFACTION
    return Contact(
        patient=PatientId(patient),
        number=number,
        at=at,
        channel=channel,
        purpose=purpose,
        result=result,
        visit=VisitId(visit) if visit else None,
    )
