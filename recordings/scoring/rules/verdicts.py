"""Short forms of the three verdicts, so that a rule reads as its sentence in the standard. Pure."""

from collections.abc import Sequence

from recordings.scoring.card import Finding, Verdict
from recordings.scoring.heard import CallView, Proof, Utterance, finding
from recordings.scoring.text import Match

_QUOTED = 60
_SURE_BY_WORDS = 0.95
_ABSENCE = 0.8


def passes(view: CallView, rule: str, proof: Proof, act: str | None = None, among: Sequence[Utterance] = ()) -> Finding:
    """A pass by the words of `proof`, as sure as the model is of `act` in them.

    Quoted is whichever of `among` does the act most surely: the first that is believed need not be the plainest.
    """
    shown = surest(view, (act,), among) if act else None
    return finding(Verdict.PASS, _sure(view, proof, act), rule, shown or proof)


def surest(view: CallView, acts: Sequence[str], among: Sequence[Utterance]) -> Proof | None:
    """Where in `among` one of `acts` is done most surely; None where none is believed."""
    done = [(view.likelihood(act, proof[0]), -proof[0].place, proof) for act in acts for proof in view.find(act, among)]
    return max(done, key=lambda one: one[:2])[2] if done else None


def together(one: Proof, other: Proof | None) -> Proof:
    """Both, with what stands between them, where one utterance holds both; else the first."""
    if other is None or other[0].place != one[0].place:
        return one
    return one[0], Match(min(one[1].start, other[1].start), max(one[1].end, other[1].end))


def fails(view: CallView, rule: str, proof: Proof | None = None, act: str | None = None) -> Finding:
    """A fail; by words that are wrong where `act` is named, else by words that are missing after `proof`."""
    sure = _sure(view, proof, act) if proof and act else _ABSENCE
    return finding(Verdict.FAIL, sure, rule, proof)


def not_applicable(rule: str, proof: Proof | None = None) -> Finding:
    """The situation did not arise; `proof` shows what arose instead."""
    return finding(Verdict.NOT_APPLICABLE, _ABSENCE, rule, proof)


def nobody_spoke() -> Finding:
    """Nothing can be said: there are no words of the administrator."""
    return finding(Verdict.UNSURE, 0.0, "no_administrator_speech")


def whole(utterance: Utterance) -> Proof:
    """An utterance as a whole, for want of better words in it."""
    return utterance, Match(0, min(_QUOTED, len(utterance.spoken.text)))


def _sure(view: CallView, proof: Proof, act: str | None) -> float:
    return round(min(_SURE_BY_WORDS, view.likelihood(act, proof[0])), 2) if act else _SURE_BY_WORDS
