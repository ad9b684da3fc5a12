"""Judging a clinic's patients: every reason for a call, and what comes of it today."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from callcenter.clinic.book import ClinicBook
from callcenter.domain.outreach import Channel, ContactResult, Purpose
from callcenter.kit.groups import Groups
from callcenter.kit.ids import PatientId
from outbound.rules import confirmation, gap, lost, no_show, recall, satisfaction, unfinished
from outbound.rules.decision import Decision, Verdict
from outbound.rules.everyone import blocks_of_all
from outbound.rules.finding import Finding
from outbound.rules.ground import Ground, ground_of
from outbound.rules.guardians import Speaker, speaker_of
from outbound.rules.joining import Judged, joined
from outbound.rules.reasons import Block, Personally, Reason, longest
from outbound.rules.today import passes, soonest

_Candidates = Callable[[Ground], Iterable[PatientId]]
_Findings = Callable[[Ground, Speaker, Sequence[Block]], Iterator[Finding]]

_RULES: Mapping[Purpose, tuple[_Candidates, _Findings | None]] = {
    Purpose.CONFIRMATION: (confirmation.candidates, confirmation.findings),
    Purpose.RECALL: (recall.candidates, recall.findings),
    Purpose.UNFINISHED: (unfinished.candidates, unfinished.findings),
    Purpose.NO_SHOW: (no_show.candidates, no_show.findings),
    Purpose.GAP: (gap.candidates, None),
    Purpose.LOST: (lost.candidates, lost.findings),
    Purpose.SATISFACTION: (satisfaction.candidates, satisfaction.findings),
}
_UNSETTLED = (ContactResult.THINKING, ContactResult.THIRD_PERSON)


def judge(book: ClinicBook, as_of: datetime, kinds: Iterable[Purpose] = tuple(Purpose)) -> Iterator[Decision]:
    """A decision for every reason that there is for a call, by kind as `Purpose` lists them, then by the patient's id.

    `as_of` is an aware moment. Each kind and each patient is judged alone, from what has happened, never from calls
    that are proposed here. Raises BadInputError where the clinic's rules cannot be read.
    """
    ground = ground_of(book, as_of)
    households = _households(book)
    wanted = frozenset(kinds)
    for kind in Purpose:
        if kind in wanted:
            yield from _judge_kind(ground, kind, households)


def _judge_kind(
    ground: Ground, kind: Purpose, households: Mapping[PatientId, Sequence[PatientId]]
) -> Iterator[Decision]:
    """Household by household, so that little more than the book is held however many patients there are."""
    candidates, found = _RULES[kind]
    findings = found or gap.Places(ground).findings
    ahead = set(candidates(ground))
    relatives = {patient for one in ahead for patient in households.get(one, ())}
    waiting: dict[PatientId, list[Decision]] = defaultdict(list)
    done: set[PatientId] = set()
    for patient in sorted(ahead | relatives):
        together = households.get(patient)
        if together is None:
            yield from _in_order(joined(kind, _judge(ground, kind, patient, findings)))
            continue
        if patient not in done:
            done.update(together)
            members = [one for one in sorted(together) if one in ahead]
            for decision in joined(kind, (each for one in members for each in _judge(ground, kind, one, findings))):
                waiting[decision.patient].append(decision)
        yield from _in_order(waiting.pop(patient, ()))


def _in_order(decisions: Iterable[Decision]) -> Sequence[Decision]:
    found = list(decisions)
    return found if len(found) < 2 else sorted(found, key=lambda one: (one.members, one.visits))


def _households(book: ClinicBook) -> Mapping[PatientId, Sequence[PatientId]]:
    """Everybody of a family, with guardians of another or of none; those who stand alone are left out."""
    groups = Groups()
    for patient in book.patients.values():
        if patient.family:
            groups.tie(_person(patient.id), f"family {patient.family}")
        if patient.guardian is not None and patient.guardian in book.patients:
            groups.tie(_person(patient.id), _person(patient.guardian))
    together: dict[str, list[PatientId]] = defaultdict(list)
    for patient_id in book.patients:
        if (name := _person(patient_id)) in groups:
            together[groups.of(name)].append(patient_id)
    return {one: members for members in together.values() if len(members) > 1 for one in members}


def _person(patient: PatientId) -> str:
    return f"person {patient}"


def _judge(ground: Ground, kind: Purpose, patient: PatientId, findings: _Findings) -> Iterator[Judged]:
    speaker = speaker_of(ground.book, ground.today, patient)
    blocks = blocks_of_all(ground, speaker, kind)
    for finding in findings(ground, speaker, blocks):
        decision = decide(ground, kind, speaker, blocks, finding)
        yield Judged(decision, speaker, finding.visits, finding.is_alone)


def decide(ground: Ground, kind: Purpose, speaker: Speaker, of_all: Sequence[Block], finding: Finding) -> Decision:
    """What comes of one finding, with what the rules of all (`of_all`) have against a call."""
    openings = finding.openings
    if openings is None:
        openings = () if speaker.zone is None else ground.today.openings(kind, speaker.zone)
    blocks = (*of_all, *finding.blocks)
    if not openings:
        blocks += (ground.today.closed(kind),)
    holding = [block for block in blocks if not passes(block, openings)]
    begin = None if holding else soonest(openings, ground.today.as_of, blocks)
    why = () if begin is None else tuple(_personally(ground, kind, speaker))
    not_before = not_after = None
    if begin is None:
        verdict, reason = Verdict.SKIP, longest(holding).reason
    else:
        not_before, opening = begin
        not_after = opening.ends if finding.deadline is None else min(opening.ends, finding.deadline)
        verdict = Verdict.PERSON if why else Verdict.CALL
        reason = Reason.DUE_LATER if not_before > ground.today.as_of else Reason.DUE
    return Decision(
        kind=kind,
        patient=speaker.voice.id,
        members=(speaker.patient.id,),
        visits=tuple(visit.id for visit in finding.visits),
        verdict=verdict,
        reason=reason,
        number=speaker.number,
        language=speaker.voice.language,
        not_before=not_before,
        not_after=not_after,
        blocks=blocks,
        personally=why,
    )


def _personally(ground: Ground, kind: Purpose, speaker: Speaker) -> Iterator[Personally]:
    if speaker.patient.complaint_open and kind is not Purpose.RECALL:
        yield Personally.COMPLAINT
    calls = [one for one in ground.history.about(speaker, kind) if one.channel is Channel.CALL]
    if calls and calls[-1].result in _UNSETTLED:
        yield Personally.UNSETTLED
    if speaker.is_lonely_child:
        yield Personally.NO_GUARDIAN
