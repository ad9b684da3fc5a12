"""Which of several reasons is told."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outbound.rules.reasons import Block, Reason, longest

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ENDLESS = list(Reason)[2:16]
ENDING = list(Reason)[16:]

_ENDS = st.integers(-1000, 1000).map(lambda hours: NOON + timedelta(hours=hours))
_BLOCKS = st.builds(Block, st.sampled_from(ENDING), _ENDS) | st.builds(Block, st.sampled_from(ENDLESS))


def test_the_order_is_that_of_the_rules() -> None:
    assert " ".join(ENDLESS) == (
        "died do_not_call no_consent wrong_number no_phone no_zone cancelled confirmed_already refused tries_spent"
        " complaint_open balance_due offer_in_hand no_slot_fits"
    )
    assert " ".join(ENDING) == ("not_due has_future_visit too_soon family_limit recently_called day_off outside_window")


def test_of_what_has_no_end_the_order_decides() -> None:
    for first, second in pairwise(ENDLESS):
        assert longest([Block(second), Block(first)]).reason is first


def test_of_equal_ends_the_order_decides() -> None:
    for first, second in pairwise(ENDING):
        assert longest([Block(second, NOON), Block(first, NOON)]).reason is first


@given(st.lists(_BLOCKS, min_size=1))
def test_what_has_no_end_is_told_first_then_the_latest_end(blocks: list[Block]) -> None:
    told = longest(blocks)
    assert longest(reversed(blocks)) == told
    if any(block.until is None for block in blocks):
        assert told.until is None
    else:
        assert told.until == max(block.until for block in blocks if block.until)
