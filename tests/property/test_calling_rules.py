"""What holds for any clinic, whoever lives with whom and whatever has been said to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from callcenter.clinic.book import ClinicBook
from callcenter.domain.care import PlanItem, WaitingEntry
from callcenter.domain.clinic import Patient, Visit, VisitStatus
from callcenter.domain.outreach import Channel, Consent, Contact, ContactResult, Purpose
from callcenter.kit.ids import PatientId, VisitId
from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from outbound.rules.decision import Decision, Verdict
from outbound.rules.judging import judge
from outbound.rules.reasons import longest
from tests.support.clinic_book import book_of

AS_OF = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)  # a Monday, five past four in the clinic
_NAMES = [PatientId(name) for name in ("a", "b", "c", "d")]
_NUMBERS = [PhoneNumber(f"+4860100000{digit}") for digit in range(3)]
_whose = st.sampled_from(_NAMES)
_number = st.none() | st.sampled_from(_NUMBERS)
_around = st.integers(-400, 100).flatmap(
    lambda days: st.integers(0, 1440).map(lambda minutes: AS_OF + timedelta(days=days, minutes=minutes))
)
_lately = st.integers(0, 60 * 24 * 40).map(lambda minutes: AS_OF - timedelta(minutes=minutes))


def _patient(name: PatientId) -> st.SearchStrategy[Patient]:
    return st.builds(
        Patient,
        id=st.just(name),
        given_name=st.just(name),
        surname=st.just(""),
        language=st.just(Language.PL),
        phone=_number,
        birth_date=st.sampled_from([None, date(1980, 1, 1), date(2015, 1, 1), date(2008, 11, 23)]),
        family=st.sampled_from(["", "f", "g"]),
        guardian=st.none() | st.sampled_from([one for one in _NAMES if one != name] + [PatientId("gone")]),
        zone=st.sampled_from(["", "", "Europe/Kyiv", "Asia/Shanghai", "Nowhere"]),
        balance_due=st.sampled_from([Decimal(0), Decimal(0), Decimal(5)]),
        consent=st.sampled_from([None, frozenset({Consent.CALLS}), frozenset({Consent.CALLS}), frozenset()]),
        refuses=st.sampled_from([frozenset[str](), frozenset[str](), frozenset({"recall"}), frozenset({"*"})]),
        complaint_open=st.booleans(),
        died=st.sampled_from([False, False, False, True]),
    )


_visits = st.lists(
    st.builds(
        Visit,
        id=st.integers(0, 10**6).map(lambda number: VisitId(f"v{number}")),
        patient=_whose,
        doctor=st.sampled_from(["dr", "other"]),
        service=st.sampled_from(["check", "filling"]),
        starts_at=_around,
        length=st.just(timedelta(minutes=30)),
        status=st.sampled_from(VisitStatus),
        booked_at=st.none() | _around,
    )
    | st.builds(
        Visit,
        id=st.integers(0, 10**6).map(lambda number: VisitId(f"w{number}")),
        patient=_whose,
        doctor=st.just("dr"),
        service=st.just("filling"),
        starts_at=st.integers(8, 30).map(lambda hours: AS_OF + timedelta(hours=hours)),
        length=st.just(timedelta(minutes=30)),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
_plans = st.lists(
    st.builds(
        PlanItem,
        id=st.integers(0, 10**6).map(str),
        patient=_whose,
        service=st.just("filling"),
        price=st.just(Decimal(100)),
        planned_on=st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    ),
    max_size=2,
    unique_by=lambda one: one.id,
)
_waiting = st.lists(
    st.builds(
        WaitingEntry, id=st.integers(0, 99).map(str), patient=_whose, service=st.just("filling"), minutes=st.just(30)
    ),
    max_size=2,
    unique_by=lambda one: one.id,
)
_contacts = st.lists(
    st.builds(
        Contact,
        patient=_whose | st.just(PatientId("ghost")),
        number=_number,
        at=_lately | _around,
        channel=st.sampled_from([Channel.CALL, Channel.CALL, Channel.SMS]),
        purpose=st.sampled_from(Purpose),
        result=st.sampled_from(ContactResult),
    ),
    max_size=4,
)
_BOOKS = st.builds(
    lambda patients, visits, plans, waiting, contacts: book_of(*patients, *visits, *plans, *waiting, *contacts),
    st.tuples(*map(_patient, _NAMES)),
    _visits,
    _plans,
    _waiting,
    _contacts,
)
_often = settings(max_examples=150, deadline=None)


def _judged(book: ClinicBook) -> list[Decision]:
    return list(judge(book, AS_OF))


def _called(decisions: Sequence[Decision]) -> set[tuple[Purpose, PatientId]]:
    return {(one.kind, member) for one in decisions if one.verdict is not Verdict.SKIP for member in one.members}


@given(_BOOKS, st.integers(0, 99))
@_often
def test_neither_the_order_of_rows_nor_rows_written_twice_change_anything(book: ClinicBook, seed: int) -> None:
    mixed = Random(seed)  # noqa: S311 - an order, the same for each seed

    def _shaken(rows: Sequence[object]) -> list[object]:
        return mixed.sample([*rows, *rows], 2 * len(rows))

    other = replace(
        book,
        patients=dict(mixed.sample(sorted(book.patients.items()), len(book.patients))),
        visits=_shaken(book.visits),  # type: ignore[arg-type] # what they were, mixed
        plans=_shaken(book.plans),  # type: ignore[arg-type] # the same
        waiting=_shaken(book.waiting),  # type: ignore[arg-type] # the same
        contacts=_shaken(book.contacts),  # type: ignore[arg-type] # the same
    )
    assert _judged(other) == _judged(book)


@given(_BOOKS)
@_often
def test_calls_go_to_a_number_that_is_known_and_within_their_hours(book: ClinicBook) -> None:
    for one in _judged(book):
        if one.verdict is Verdict.SKIP:
            assert (one.not_before, one.not_after) == (None, None)
            continue
        assert one.number is not None
        assert one.not_before is not None
        assert one.not_after is not None
        assert AS_OF <= one.not_before <= one.not_after
        assert all(block.by_hours and block.until and block.until <= one.not_before for block in one.blocks)


@given(_BOOKS)
@_often
def test_the_reason_of_a_skip_is_one_of_its_blocks(book: ClinicBook) -> None:
    for one in _judged(book):
        if one.verdict is Verdict.SKIP:
            assert one.reason in {block.reason for block in one.blocks}
            if not any(block.by_hours for block in one.blocks):
                assert one.reason is longest(one.blocks).reason


@given(_BOOKS)
@_often
def test_a_call_never_crosses_families_or_numbers(book: ClinicBook) -> None:
    for one in _judged(book):
        families = {book.patients[member].family for member in one.members if member in book.patients}
        assert len(families) == 1
        if families == {""} and len(one.members) > 1:
            for member in one.members:
                assert one.patient in (member, book.patients[member].guardian)


@given(_BOOKS)
@_often
def test_each_reason_for_a_call_is_told_once(book: ClinicBook) -> None:
    found = [(one.kind, member, visit) for one in _judged(book) for member in one.members for visit in one.visits[:1]]
    assert len(found) == len(set(found))
    order = [(list(Purpose).index(one.kind), one.patient) for one in _judged(book)]
    assert order == sorted(order)


@given(
    _BOOKS,
    st.builds(
        Contact,
        patient=_whose,
        number=_number,
        at=_lately,
        channel=st.just(Channel.CALL),
        purpose=st.sampled_from(Purpose),
        result=st.sampled_from([ContactResult.STOP, ContactResult.WRONG_NUMBER, ContactResult.BUSY]),
    ),
)
@_often
def test_one_more_call_in_the_past_never_makes_anybody_callable(book: ClinicBook, more: Contact) -> None:
    """But for offers: what was thought about is forgotten with the next talk."""
    before = _called(_judged(book))
    after = _called(_judged(replace(book, contacts=(*book.contacts, more))))
    assert {one for one in after - before if one[0] is not Purpose.GAP} == set()


@given(_BOOKS, st.sampled_from(["died", "refuses", "consent", "phone"]), _whose)
@_often
def test_one_more_refusal_never_makes_anybody_callable(book: ClinicBook, what: str, who: PatientId) -> None:
    changes: dict[str, object] = {"died": True, "refuses": frozenset({"*"}), "consent": frozenset(), "phone": None}
    changed = replace(book.patients[who], **{what: changes[what]})  # type: ignore[arg-type] # a field of it
    after = _judged(replace(book, patients={**book.patients, who: changed}))
    assert _called(after) <= _called(_judged(book))
    assert who not in {member for _, member in _called(after)} or what == "phone"
