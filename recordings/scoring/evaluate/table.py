"""The table of `callcenter score --evaluate`: agreement by criterion and language, with intervals. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from callcenter.kit.languages import Language
from recordings.scoring.card import ScoreCard, Verdict
from recordings.scoring.evaluate.agreement import Judged, agreement, macro_f1
from recordings.scoring.evaluate.intervals import interval
from recordings.transcript import CallTranscript

FACTS = ("outcome", "refusal_reason", "visit_type")
_WIDTH = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One labelled call beside its card."""

    language: Language
    judged: Judged
    facts: Mapping[str, bool]
    """Whether each fact that is labelled was found."""


def compare(call: CallTranscript, card: ScoreCard) -> Compared:
    """A labelled call beside its card; labels stand in the call's extra fields."""
    labels = call.extra.get("labels")
    named = card.facts.named() if card.facts else {}
    return Compared(
        language=call.language,
        judged=Judged(
            call=call.id,
            labels={name: str(label) for name, label in labels.items()} if isinstance(labels, dict) else {},
            verdicts={name: finding.verdict for name, finding in card.findings.items()},
        ),
        facts={name: named[name].value == call.extra[name] for name in FACTS if name in call.extra and name in named},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a set of labelled calls says of the scoring, in four numbers."""

    macro_f1: float
    critical_found: float
    """The share of true critical fails that were given as fail or unsure; 1 where there are none."""
    unsure: float
    """The share of verdicts that are unsure."""
    calls: int


def figures(compared: Sequence[Compared], criteria: Sequence[str], critical: Collection[str]) -> Figures:
    """The figures of one set of calls; true fails of the `critical` criteria must not be missed."""
    judged = [one.judged for one in compared]
    missed, fails = _critical(judged, critical)
    verdicts = [verdict for one in judged for verdict in one.verdicts.values()]
    return Figures(
        macro_f1=_macro(judged, criteria) or 0.0,
        critical_found=(fails - missed) / fails if fails else 1.0,
        unsure=sum(verdict is Verdict.UNSURE for verdict in verdicts) / max(1, len(verdicts)),
        calls=len(judged),
    )


def table(compared: Sequence[Compared], criteria: Sequence[str], critical: Collection[str]) -> Iterator[str]:
    """The lines of the table for one set of calls; `critical` criteria are told of once more below."""
    languages = sorted({one.language for one in compared}, key=lambda language: language.value)
    heads = "".join(f"{language.value:>6}" for language in languages)
    yield f"{'criterion':{_WIDTH}}{'F1':>6}  {'95 %':>11}{heads}  by value"
    judged = [one.judged for one in compared]
    for criterion in criteria:
        found = agreement(criterion, judged)
        if found is None:
            continue
        cells = "".join(_cell(compared, criterion, language) for language in languages)
        values = "  ".join(f"{value} {f1:.2f}" for value, f1 in found.by_value.items())
        yield f"{criterion:{_WIDTH}}{found.f1:6.2f}  {_range(judged, (criterion,))}{cells}  {values}"
    total = "".join(
        f"{_macro([one.judged for one in compared if one.language is language], criteria) or 0.0:6.2f}"
        for language in languages
    )
    yield f"{'macro-F1':{_WIDTH}}{_macro(judged, criteria) or 0.0:6.3f}  {_range(judged, criteria)}{total}"
    yield from _closing(compared, critical)


def _closing(compared: Sequence[Compared], critical: Collection[str]) -> Iterator[str]:
    missed, fails = _critical([one.judged for one in compared], critical)
    share = fails and (fails - missed) / fails
    yield f"critical fails found, as fail or unsure: {fails - missed} of {fails} ({share:.2f})"
    verdicts = [verdict for one in compared for verdict in one.judged.verdicts.values()]
    unsure = sum(verdict is Verdict.UNSURE for verdict in verdicts)
    yield f"unsure: {unsure} of {len(verdicts)} verdicts ({unsure / max(1, len(verdicts)):.1%})"
    for fact in FACTS:
        known = [one.facts[fact] for one in compared if fact in one.facts]
        if known:
            yield f"{fact}: right in {sum(known)} of {len(known)} calls ({sum(known) / len(known):.2f})"


def _critical(judged: Sequence[Judged], critical: Collection[str]) -> tuple[int, int]:
    fails = [
        one.verdicts.get(name) for one in judged for name in critical if one.labels.get(name) == Verdict.FAIL.value
    ]
    return sum(verdict not in (Verdict.FAIL, Verdict.UNSURE) for verdict in fails), len(fails)


def _macro(judged: Sequence[Judged], criteria: Sequence[str]) -> float | None:
    found = [one for criterion in criteria if (one := agreement(criterion, judged))]
    return macro_f1(found) if found else None


def _range(judged: Sequence[Judged], criteria: Sequence[str]) -> str:
    ends = interval(judged, lambda drawn: _macro(drawn, criteria))
    return f"{ends[0]:.2f} - {ends[1]:.2f}" if ends else " " * 11


def _cell(compared: Sequence[Compared], criterion: str, language: Language) -> str:
    found = agreement(criterion, [one.judged for one in compared if one.language is language])
    return f"{found.f1:6.2f}" if found else "     -"
