"""Forbidden phrases: cues of different strength are added up; one strong cue, or several weak ones, fail the call.

A curt call (no greeting) makes weak cues weigh more: the same 'no, nothing' that is neutral in a friendly call
is a rebuff in a curt one.
"""

from dataclasses import dataclass

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Utterance, finding
from recordings.scoring.pack import Match

Proof = tuple[Utterance, Match]

ENOUGH = 1.0
"""Sum of weights from which a call fails."""
_CURT_CALL = 0.4
"""What a missing greeting adds, where there is at least one cue."""
_WEAK_ONLY = 0.2
"""What is taken off where no cue is strong by itself: long polite calls gather weak ones."""
_DOUBTFUL = 0.8
"""From this sum on a person should look."""

WEIGHTS = {
    "f_rude": 1.0,
    "f_calm_down": 1.0,
    "f_already_told": 1.0,
    "f_pet_name": 1.0,
    "f_what_want": 1.0,
    "f_blame": 1.0,
    "f_not_my_job": 1.0,
    "f_order": 1.0,
    "f_hang_on": 0.7,
    "f_unknown": 1.0,
    "f_dismissive": 0.6,
    "f_bare_no": 0.4,
    "f_curt": 0.3,
}
"""How much one cue of each kind says; the strongest cue of an utterance counts."""

OFFENCE = 0.5
"""How much it says that the caller took offence; weak, because the offence may be at somebody else."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One place that sounds forbidden."""

    act: str
    weight: float
    utterance: Utterance
    match: Match


def no_forbidden_phrases(view: CallView) -> Finding:
    """Fail where the administrator's words hold what the standard forbids; rude words are critical."""
    if not view.administrator:
        return finding(Verdict.UNSURE, 0.0, "no_administrator_speech")
    cues = [cue for utterance in view.administrator for cue in cues_in(view, utterance)]
    cues += _offences(view)
    if not cues:
        return finding(Verdict.PASS, 0.85, "forbidden.none")
    total = sum(cue.weight for cue in cues)
    if not view.does("greet", view.administrator[:1]):
        total += _CURT_CALL
    strongest = max(cues, key=lambda cue: cue.weight)
    if strongest.weight < ENOUGH:
        total -= _WEAK_ONLY
    proof = (strongest.utterance, strongest.match)
    rule = f"forbidden.{strongest.act.removeprefix('f_')}"
    if total >= ENOUGH:
        rude = strongest.act == "f_rude"
        return finding(Verdict.FAIL, min(0.97, 0.55 + 0.2 * total), rule, proof, critical=rude)
    if total >= _DOUBTFUL:
        return finding(Verdict.UNSURE, 0.5, rule, proof)
    return finding(Verdict.PASS, 0.9 - 0.4 * total, "forbidden.weak_cues_only")


def _offences(view: CallView) -> list[Cue]:
    """What the administrator had said just before the caller first took offence.

    A caller who rang to complain is offended already, and not by this talk.
    """
    if view.does("p_complaint", view.patient[:2]):
        return []
    for utterance, _ in view.find("p_offended", view.patient):
        before = [item for item in view.administrator if item.place < utterance.place]
        if before:
            whole = Match(0, min(60, len(before[-1].spoken.text)))
            return [Cue("p_offended", OFFENCE, before[-1], whole)]
    return []


def cues_in(view: CallView, utterance: Utterance) -> list[Cue]:
    """The strongest cue of one utterance, if any; a 'no' or 'I don't know' with an offer of help does not."""
    found: list[Cue] = []
    softened = view.pack.does("softener", utterance.spoken)
    for act, weight in WEIGHTS.items():
        match = view.pack.find(act, utterance.spoken)
        if match is None:
            continue
        helps = view.pack.find_outside("help_offer", act, utterance.spoken)
        if act in {"f_unknown", "f_bare_no", "f_not_my_job", "f_dismissive"} and helps:
            continue
        if act in {"f_unknown", "f_bare_no", "f_hang_on", "f_curt"} and softened:
            continue
        found.append(Cue(act, weight, utterance, match))
    return sorted(found, key=lambda cue: -cue.weight)[:1]
