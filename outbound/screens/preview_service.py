"""Who would be called under other rules than those in force, judged now, before anything is saved."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from callcenter.clinic.book_store import books
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import PatientId
from callcenter.kit.words import N_
from callcenter.web.texts import Texts
from outbound.campaigns.campaign import Campaign
from outbound.campaigns.judging_service import by_key, judged, today_of
from outbound.campaigns.planning import NOT_KEPT, Key
from outbound.rules.decision import Decision, Verdict
from outbound.screens.parts import CampaignPageParts
from outbound.screens.reading_service import CampaignPages

MOST_PATIENTS = 5_000
"""So many are judged while somebody types."""
CONTRADICTION = N_("These rules contradict each other; look at the two ends once more.")
_MOST_NAMES = 12
_IN = frozenset({Verdict.CALL, Verdict.PERSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Somebody of whom the rules would decide otherwise."""

    patient: PatientId
    name: str
    reason: str
    """Why now in, or out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What rules come to."""

    to_call: int
    to_call_before: int
    by_person: int
    left_out: Sequence[tuple[str, int]]
    """Reasons in the reader's language with how many they hold for."""
    come_in: Sequence[Changed]
    come_in_all: int
    go_out: Sequence[Changed]
    go_out_all: int
    judged_patients: int
    is_partial: bool


class Previews:
    """Judges without storing anything."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts, self._pages = parts, pages

    def preview(self, campaign: Campaign, rules: Mapping[str, object], texts: Texts) -> Preview:
        """What other rules would change today. Raises BadInputError for rules that cannot be read."""
        other = replace(campaign, rules=rules)
        now, patients, is_partial = self._parts.clock.now(), 0, False
        before: dict[Key, Decision] = {}
        after: dict[Key, Decision] = {}
        names: dict[PatientId, str] = {}
        with self._parts.database.read() as connection:
            for book in books(connection, self._parts.usual, now):
                today = today_of(book.terms, now)
                try:
                    before |= by_key(judged(campaign, book, now), today)
                    after |= by_key(judged(other, book, now), today)
                except BadInputError as exc:
                    raise BadInputError(CONTRADICTION) from exc
                names |= {one.id: one.full_name for one in book.patients.values()}
                patients += len(book.patients)
                if patients >= MOST_PATIENTS:
                    is_partial = True
                    break
        return self._compared(before, after, names, texts, patients, is_partial=is_partial)

    def _compared(
        self,
        before: Mapping[Key, Decision],
        after: Mapping[Key, Decision],
        names: Mapping[PatientId, str],
        texts: Texts,
        patients: int,
        *,
        is_partial: bool,
    ) -> Preview:
        words = self._pages.reason_words(texts)
        was = {key for key, one in before.items() if one.verdict in _IN}
        will = {key for key, one in after.items() if one.verdict in _IN}
        come, go = sorted(will - was, key=_order), sorted(was - will, key=_order)

        def changed(key: Key) -> Changed:
            decision = after.get(key) or before[key]
            until = next((one.until for one in decision.blocks if one.reason is decision.reason), None)
            told = words.told(decision.reason.value, until)
            return Changed(patient=key.patient, name=names.get(key.patient) or key.patient, reason=told)

        out = Counter(one.reason for key, one in after.items() if key not in will and one.reason not in NOT_KEPT)
        return Preview(
            to_call=len(will),
            to_call_before=len(was),
            by_person=sum(after[key].verdict is Verdict.PERSON for key in will),
            left_out=[(words.short(reason.value), number) for reason, number in out.most_common()],
            come_in=[changed(key) for key in come[:_MOST_NAMES]],
            come_in_all=len(come),
            go_out=[changed(key) for key in go[:_MOST_NAMES]],
            go_out_all=len(go),
            judged_patients=patients,
            is_partial=is_partial,
        )


def _order(key: Key) -> tuple[str, str]:
    return key.patient, key.basis
