"""What came of a call, as its words say: proposals with a quote."""

import pytest

from recordings.scoring.card import card_to_json
from recordings.scoring.facts_found import Facts
from tests.unit.recordings.scoring.calls import call_of, card_of
from tests.unit.recordings.scoring.test_rules import ASKS, BOOKED, HELLO


def _facts(*lines: str, outbound: bool = False) -> Facts:
    facts = card_of(call_of("en", *lines, outbound=outbound)).facts
    assert facts is not None
    return facts


def test_a_booked_first_visit_says_so_with_its_source() -> None:
    facts = _facts(*BOOKED)
    assert (facts.outcome.value, facts.visit_type.value) == ("booked", "primary")
    assert facts.source.quote == "A friend told me."
    assert facts.refusal_reason.value is None


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        (
            (HELLO, "P Oh sorry, I wanted the pizzeria, it's the wrong number.", "A No problem, bye."),
            "wrong_number",
        ),
        (
            (HELLO, "P I need to cancel my appointment on Friday.", "A It is cancelled.", "P Thanks."),
            "cancelled",
        ),
        (
            (
                HELLO,
                "P How much is an implant?",
                "A Two thousand dollars.",
                "P That's too dear, I'll think about it.",
            ),
            "thinking",
        ),
    ],
)
def test_the_outcome_follows_from_the_words(lines: tuple[str, ...], outcome: str) -> None:
    assert _facts(*lines).outcome.value == outcome


def test_the_reason_of_a_refusal_is_quoted() -> None:
    price = "P That's far too expensive for me, I'll have to think about it."
    reason = _facts(HELLO, "P How much is an implant?", "A Two thousand dollars.", price).refusal_reason
    assert (reason.value, reason.at) == ("price", 15.0)


def test_facts_stand_beside_the_criteria_in_json() -> None:
    data = card_to_json(card_of(call_of("en", HELLO, ASKS)))
    assert {"outcome", "refusal_reason", "visit_type", "source", "next_step", "facts", "criteria"} <= set(data)
