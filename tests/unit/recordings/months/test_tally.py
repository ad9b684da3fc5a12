"""How often each administrator met each criterion."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from callcenter.kit.ids import CallId, OperatorId, RecordingId
from recordings.months.tally import Level, ScoredCall, Share, shares_of
from tests.support.clinic import NOW

ANNA = OperatorId("anna")
NAMES = ("greeting", "goodbye", "recap")


def _call(letters: str, who: str | None = "anna", names: tuple[str, ...] = NAMES, place: int = 0) -> ScoredCall:
    return ScoredCall(
        recording=RecordingId(f"r-{place}"),
        call=CallId(f"c-{place}"),
        at=NOW - timedelta(minutes=place),
        administrator=None if who is None else OperatorId(who),
        points=letters.count("p"),
        max_points=len(letters),
        criteria=" ".join(names),
        verdicts=letters,
    )


def test_only_what_was_decided_counts() -> None:
    shares = shares_of([_call("pfn"), _call("puc")])
    assert shares == {
        ("anna", "greeting"): Share(2, 0),
        ("anna", "goodbye"): Share(0, 1),
        ("anna", "recap"): Share(0, 1),
    }


def test_calls_that_were_scored_on_other_criteria_are_counted_together() -> None:
    shares = shares_of([_call("pp", names=("greeting", "old_point")), _call("fpp")])
    assert shares[ANNA, "greeting"] == Share(1, 1)
    assert shares[ANNA, "old_point"] == Share(1, 0)


def test_a_share_of_few_calls_has_no_level() -> None:
    assert Share(4, 0).level is Level.FEW
    assert [Share(n, 10 - n).level for n in (4, 5, 8, 9)] == [Level.LOW, Level.FAIR, Level.GOOD, Level.BEST]


def test_a_call_names_what_was_critical_in_it() -> None:
    assert _call("pcu").critical == ("goodbye",)
    assert _call("pcu").unsure == 1
    assert _call("pfn").critical == ()
    assert _call("pfn").letter("absent") == ""


@given(st.lists(st.tuples(st.text("pfcnu", min_size=3, max_size=3), st.sampled_from(["anna", "boris", None]))))
def test_counting_by_columns_is_counting_one_by_one(calls: list[tuple[str, str | None]]) -> None:
    made = [_call(letters, who, place=place) for place, (letters, who) in enumerate(calls)]
    shares = shares_of(made[::-1])
    for who in ("anna", "boris", None):
        for place, name in enumerate(NAMES):
            column = [letters[place] for letters, own in calls if own == who]
            told = Share(column.count("p"), column.count("f") + column.count("c"))
            assert shares.get((None if who is None else OperatorId(who), name), Share()) == told
