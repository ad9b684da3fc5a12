"""What a rehearsal adds up to: lines over time, minutes, cost."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.outreach import ContactResult
from callcenter.kit.ids import PatientId
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.target import TargetId
from outbound.rehearsal.played import PlayedCall
from outbound.rehearsal.summary import Prices, cost_of, stretches_of
from tests.support.clinic_book import moment

BEGIN = moment("2026-11-24T16:00")
STEP = timedelta(minutes=15)


def _call(second: int, length: int, result: ContactResult = ContactResult.CONFIRMED) -> PlayedCall:
    begins = BEGIN + timedelta(seconds=second)
    return PlayedCall(
        campaign=CampaignId("c"),
        target=TargetId(f"t{second}"),
        patient=PatientId("anna"),
        nth=1,
        begins_at=begins,
        ends_at=begins + timedelta(seconds=length),
        result=result,
    )


def test_lines_of_a_step_are_the_most_at_once_in_it() -> None:
    calls = [_call(0, 60), _call(10, 60), _call(70, 60), _call(890, 60, ContactResult.NO_ANSWER)]
    first, second = stretches_of(calls, STEP)
    assert (first.begun, first.answered, first.most_lines) == (4, 3, 2)
    assert (second.begun, second.most_lines) == (0, 1), "a call that goes on takes its line still"


def test_a_line_that_is_given_back_can_be_taken_at_the_same_moment() -> None:
    (step,) = stretches_of([_call(0, 60), _call(60, 60)], STEP)
    assert step.most_lines == 1


def test_an_evening_without_calls_has_no_steps() -> None:
    assert stretches_of([], STEP) == ()


@given(st.lists(st.tuples(st.integers(0, 7_000), st.integers(1, 2_000)), min_size=1, max_size=40))
def test_lines_are_counted_as_by_looking_at_each_second_that_changes_them(calls: list[tuple[int, int]]) -> None:
    made = [_call(second, length) for second, length in sorted(calls)]
    changes = {one.begins_at for one in made}
    for step in stretches_of(made, STEP):
        ends = step.begins_at + STEP
        moments = {step.begins_at, *(at for at in changes if step.begins_at <= at < ends)}
        seen = max(sum(one.begins_at <= at < one.ends_at for one in made) for at in moments)
        assert step.most_lines == seen


def test_cost_is_by_the_second_and_unknown_without_a_price() -> None:
    assert cost_of(timedelta(seconds=90), Prices(minute=Decimal("1.5"))) == Decimal("2.25")
    assert cost_of(timedelta(seconds=90), Prices()) is None
    both = Prices(minute=Decimal("1.5"), message=Decimal("0.2"))
    assert cost_of(timedelta(seconds=90), both, messages=3) == Decimal("2.85")
