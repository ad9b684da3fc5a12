"""A rehearsed evening in the reader's words: for the page, and for the command line. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from callcenter.kit.ids import PatientId
from callcenter.kit.words import N_
from callcenter.web.formats import Formats, duration
from callcenter.web.texts import Texts
from outbound.campaigns.campaign import CampaignId
from outbound.campaigns.target import Target, TargetState
from outbound.rehearsal.played import Played, PlayedCall
from outbound.rehearsal.summary import CampaignEvening, Prices, Stretch, Summary
from outbound.screens.reasons import ReasonWords
from outbound.screens.words import Words

_NO_CALLS = N_("Nobody is called this evening: below is why.")
_NO_REASON = N_("The rules find nobody to call on this day.")
_LINES = N_("%(most)s of %(lines)s lines at once")
_CALLS = N_("%(calls)s calls, %(talk)s of talk")
_COST = N_("%(cost)s %(currency)s for calls and messages")
_MESSAGES = N_("messages to those who were not reached: %(count)s")
_NO_PRICE = N_("what a minute costs is not set (CALLCENTER_PRICE_MINUTE)")
_BY_HISTORY = N_("patients take calls as in %(count)s past calls of this clinic")
_BY_HABIT = N_("how patients take calls is guessed: this clinic has no past calls yet")
_TRIED = N_("called in vain: %(tries)s")
_NO_LINE = N_("no line was free before the hours of calling ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A quarter of an hour."""

    time: str
    begun: int
    answered: int
    lines: int
    share: float
    """Of the lines there are, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One call."""

    time: str
    campaign: str
    patient: PatientId
    name: str
    nth: int
    result: str
    tone: str
    length: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Somebody who is not reached, or not called."""

    patient: PatientId
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Those who are left out for one reason."""

    reason: str
    count: int
    people: Sequence[Left]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignView:
    """One campaign's evening."""

    id: CampaignId
    title: str
    purpose: str
    called: int
    calls: int
    results: Sequence[tuple[str, str, int]]
    """Words, tone, how many."""
    for_people: Sequence[Left]
    unreached: Sequence[Left]
    left_out: Sequence[Group]
    ends: str
    """Empty where nobody is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EveningView:
    """A rehearsed evening."""

    day: str
    begins: str
    ends: str
    """Empty where nobody is called."""
    facts: Sequence[str]
    bars: Sequence[Bar]
    campaigns: Sequence[CampaignView]
    calls: Sequence[CallLine]


class _Speaker:
    """What every line of the view is said with."""

    def __init__(self, played: Played, texts: Texts, formats: Formats, names: Mapping[PatientId, str]) -> None:
        self.gettext = texts.gettext
        self.words, self.formats = Words(texts), formats
        self.reasons = ReasonWords(texts, formats, played.begins_at)
        self._names, self._played = names, played
        self.titles = {one.id: one.title for one in played.campaigns}

    def left(self, target: Target) -> Left:
        """A target with why it is where it is."""
        return Left(patient=target.patient, name=self.name(target.patient), why=self.why(target))

    def name(self, patient: PatientId) -> str:
        """The patient's name, the id where nobody knows it."""
        return self._names.get(patient) or patient

    def why(self, target: Target) -> str:
        """Every exclusion explains itself."""
        if target.id in self._played.out_of_time:
            return self.gettext(_NO_LINE)
        if target.state is TargetState.UNREACHED:
            tried = self.gettext(_TRIED) % {"tries": target.tries}
            return tried if target.result is None else f"{tried} ({self.words.result(target.result)[0]})"
        if target.state is TargetState.PERSON:
            result = None if target.result is None else self.words.result(target.result)[0]
            return result or self.words.target_state(target.state)[0]
        return self.reasons.told(target.reason, _until(target))


def view_of(
    played: Played, summary: Summary, prices: Prices, texts: Texts, names: Mapping[PatientId, str]
) -> EveningView:
    """The evening as its reader reads it; `names` of the patients in it."""
    formats = Formats(texts.language, played.zone or ZoneInfo("UTC"))
    speaker = _Speaker(played, texts, formats, names)
    return EveningView(
        day=formats.day(played.begins_at),
        begins=formats.time(played.calls[0].begins_at if played.calls else played.begins_at),
        ends=formats.time(played.ends_at) if played.ends_at else "",
        facts=_facts(played, summary, prices, speaker),
        bars=[_bar(one, formats, played.trunk.lines) for one in summary.stretches],
        campaigns=[_campaign(one, played, speaker) for one in summary.campaigns],
        calls=[_call(one, speaker) for one in played.calls],
    )


def _facts(played: Played, summary: Summary, prices: Prices, speaker: _Speaker) -> Sequence[str]:
    say = speaker.gettext
    known = say(_BY_HISTORY) % {"count": speaker.formats.number(played.rests_on)}
    if not played.calls:
        return (say(_NO_CALLS if played.targets else _NO_REASON),)
    cost = say(_NO_PRICE)
    if summary.cost is not None:
        amount = speaker.formats.number(float(summary.cost))
        cost = (say(_COST) % {"cost": amount, "currency": prices.currency}).replace("  ", " ")
    return (
        say(_CALLS) % {"calls": speaker.formats.number(len(played.calls)), "talk": duration(summary.talk)},
        say(_LINES) % {"most": summary.most_lines, "lines": played.trunk.lines},
        *((say(_MESSAGES) % {"count": speaker.formats.number(summary.messages)},) if summary.messages else ()),
        cost,
        known if played.rests_on else say(_BY_HABIT),
    )


def _bar(one: Stretch, formats: Formats, lines: int) -> Bar:
    return Bar(
        time=formats.time(one.begins_at),
        begun=one.begun,
        answered=one.answered,
        lines=one.most_lines,
        share=one.most_lines / lines if lines else 0.0,
    )


def _call(one: PlayedCall, speaker: _Speaker) -> CallLine:
    words, tone = speaker.words.result(one.result)
    return CallLine(
        time=speaker.formats.time(one.begins_at),
        campaign=speaker.titles[one.campaign],
        patient=one.patient,
        name=speaker.name(one.patient),
        nth=one.nth,
        result=words,
        tone=tone,
        length=duration(one.length),
    )


def _campaign(one: CampaignEvening, played: Played, speaker: _Speaker) -> CampaignView:
    groups: dict[str, list[Target]] = defaultdict(list)
    own = [target for target in played.targets if target.campaign == one.campaign.id]
    for target in own:
        if target.state is TargetState.LEFT_OUT and target.id not in played.out_of_time:
            groups[target.reason].append(target)
    people = (target for target in own if target.state is TargetState.PERSON)
    return CampaignView(
        id=one.campaign.id,
        title=one.campaign.title,
        purpose=speaker.words.purpose(one.campaign.purpose),
        called=one.called,
        calls=one.calls,
        results=[
            (*speaker.words.result(result), count)
            for result, count in sorted(one.results.items(), key=lambda pair: -pair[1])
        ],
        for_people=[speaker.left(target) for target in people],
        unreached=[speaker.left(target) for target in dict.fromkeys((*one.unreached, *one.out_of_time))],
        left_out=[
            Group(reason=speaker.reasons.short(reason), count=len(them), people=[speaker.left(each) for each in them])
            for reason, them in sorted(groups.items(), key=lambda pair: -len(pair[1]))
        ],
        ends=speaker.formats.time(one.ends_at) if one.ends_at else "",
    )


def _until(target: Target) -> datetime | None:
    ends = [until for reason, until in target.blocks if reason == target.reason and until is not None]
    return max(ends, default=None)
