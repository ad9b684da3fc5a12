"""The line that `callcenter campaign explain --json` prints."""

import json
from dataclasses import replace
from datetime import timedelta

from callcenter.domain.outreach import Purpose
from outbound.rules.explained import json_of, line_of
from outbound.rules.judging import judge
from outbound.rules.reasons import Reason
from tests.support.clinic_book import WARSAW, book_of, moment, patient, visit

BOOK = book_of(
    patient("anna", phone="+48601000001"),
    patient("bob", phone=None),
    visit("v1", "anna", "2026-11-24T10:00"),
    visit("v2", "bob", "2026-11-24T10:00"),
)
CALL, SKIP = judge(BOOK, moment("2026-11-23T16:05"), [Purpose.CONFIRMATION])


def test_a_line_has_these_fields_in_this_order() -> None:
    assert json_of(CALL, WARSAW) == (
        '{"kind": "confirmation", "patient_id": "anna", "visit_ids": ["v1"], "decision": "call", "reason": "due",'
        ' "number": "+48601000001", "not_before": "2026-11-23T16:05", "not_after": "2026-11-23T20:00",'
        ' "language": "pl"}'
    )


def test_what_is_skipped_has_no_hours() -> None:
    line = json.loads(json_of(SKIP, WARSAW))
    assert (line["decision"], line["reason"], line["number"]) == ("skip", "no_phone", None)
    assert (line["not_before"], line["not_after"]) == (None, None)


def test_a_moment_within_a_minute_is_never_shown_too_early() -> None:
    assert CALL.not_before is not None
    odd = replace(CALL, not_before=CALL.not_before + timedelta(seconds=20))
    assert line_of(odd, WARSAW)["not_before"] == "2026-11-23T16:05"
    assert line_of(replace(odd, reason=Reason.DUE_LATER), WARSAW)["not_before"] == "2026-11-23T16:06"
