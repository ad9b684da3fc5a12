"""What the pages of campaigns show, read at one moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from callcenter.clinic.book_store import book_of
from callcenter.clinic.store import patients_by_id
from callcenter.clinic.terms_store import terms_in
from callcenter.kit.errors import NotFoundError
from callcenter.kit.ids import PatientId
from callcenter.kit.words import N_
from callcenter.storage.driver import Connection
from callcenter.web.formats import Formats
from callcenter.web.texts import Texts
from outbound.campaigns.attempt_store import attempts_of_all
from outbound.campaigns.campaign import Campaign, CampaignId
from outbound.campaigns.campaign_store import campaigns, get_campaign
from outbound.campaigns.judging_service import judged, today_of
from outbound.campaigns.ladder_service import plan_for
from outbound.campaigns.pacing import Trunk
from outbound.campaigns.target import TargetId
from outbound.campaigns.target_store import targets_by_id
from outbound.rules.reasons import Personally
from outbound.screens import store
from outbound.screens.list_view import CampaignRow, forecast_of, row_of
from outbound.screens.parts import CampaignPageParts
from outbound.screens.plan_words import PlanWords
from outbound.screens.reasons import ReasonWords
from outbound.screens.store import LiveLine, Wanted
from outbound.screens.target_view import Around, Step, TargetRow, TargetWords
from outbound.screens.words import Words

_MOST_PERSONS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A call that goes on, with whom."""

    line: LiveLine
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsShown:
    """A page of targets."""

    rows: Sequence[TargetRow]
    total: int


class CampaignPages:
    """Reads for the pages."""

    def __init__(self, parts: CampaignPageParts) -> None:
        self._parts = parts

    def rows(self, texts: Texts) -> list[CampaignRow]:
        """All campaigns, the most important first; those that are over at the end."""
        with self._parts.database.read() as connection:
            found = self._rows(connection, campaigns(connection), texts)
        return sorted(found, key=lambda one: one.tone == "plain" and not one.orders)

    def campaign(self, campaign: CampaignId) -> Campaign:
        """A campaign. Raises NotFoundError."""
        with self._parts.database.read() as connection:
            return get_campaign(connection, campaign)

    def row(self, campaign: CampaignId, texts: Texts) -> CampaignRow:
        """One campaign. Raises NotFoundError."""
        with self._parts.database.read() as connection:
            return self._rows(connection, [get_campaign(connection, campaign)], texts)[0]

    def lines(self, campaign: CampaignId) -> list[LineShown]:
        """The calls that go on."""
        with self._parts.database.read() as connection:
            found = store.live_lines(connection, campaign)
            people = patients_by_id(connection, {one.patient for one in found})
        return [
            LineShown(line=one, name=people[one.patient].full_name if one.patient in people else "") for one in found
        ]

    def reasons(self, campaign: CampaignId, texts: Texts) -> list[tuple[str, str, int]]:
        """The reasons that occur: word, in the reader's language, how many."""
        with self._parts.database.read() as connection:
            found = store.reasons_of(connection, campaign, self._evening(connection))
        words = self.reason_words(texts)
        return [(reason, words.short(reason), number) for reason, number in found]

    def targets(self, campaign: CampaignId, wanted: Wanted, texts: Texts) -> TargetsShown:
        """Targets that fit."""
        with self._parts.database.read() as connection:
            evening = self._evening(connection)
            ids = store.find_targets(connection, campaign, evening, wanted)
            total = store.count_targets(connection, campaign, evening, wanted)
            return TargetsShown(rows=self._of_campaign(connection, campaign, ids, texts), total=total)

    def target_ids(self, campaign: CampaignId, wanted: Wanted) -> list[TargetId]:
        """The ids of targets that fit."""
        with self._parts.database.read() as connection:
            return store.find_targets(connection, campaign, self._evening(connection), wanted)

    def targets_again(self, campaign: CampaignId, ids: Sequence[TargetId], texts: Texts) -> Sequence[TargetRow]:
        """The same targets as they stand now, in the same order: nothing moves under the hand."""
        with self._parts.database.read() as connection:
            return self._of_campaign(connection, campaign, ids, texts)

    def persons(self, campaign: CampaignId, texts: Texts) -> Sequence[TargetRow]:
        """Whom a person should call, the riskiest first."""
        with self._parts.database.read() as connection:
            ids = store.persons_targets(connection, campaign, self._evening(connection), _MOST_PERSONS)
            return self._of_campaign(connection, campaign, ids, texts)

    def of_patients(self, patients: Iterable[PatientId], texts: Texts) -> Sequence[TargetRow]:
        """All that campaigns have with some patients."""
        with self._parts.database.read() as connection:
            return self._targets(connection, store.targets_of_patients(connection, patients), texts)

    def plan(self, target: TargetId, texts: Texts) -> list[Step]:
        """The whole plan of a target: what was, what is, what follows if nobody is reached. Raises NotFoundError."""
        now = self._parts.clock.now()
        with self._parts.database.read() as connection:
            found = targets_by_id(connection, [target]).get(target)
            if found is None:
                raise NotFoundError(N_("This patient is not in the campaign any more. Load the page again."))
            steps = plan_for(connection, self._parts.usual, found, now)
        return PlanWords(texts, self.reason_words(texts)).steps(steps)

    def reason_words(self, texts: Texts, now: datetime | None = None) -> ReasonWords:
        """Reasons in a reader's language."""
        return ReasonWords(texts, Formats(texts.language, self._parts.zone), now or self._parts.clock.now())

    def _of_campaign(
        self, connection: Connection, campaign: CampaignId, ids: Sequence[TargetId], texts: Texts
    ) -> Sequence[TargetRow]:
        """Rows that say of each patient for a person why a person has to call."""
        rows, words = self._targets(connection, ids, texts), self.reason_words(texts)
        waiting = [one.patient for one in rows if one.is_for_person]
        why = self._why_a_person(connection, get_campaign(connection, campaign), waiting)
        return [
            replace(one, reason="; ".join(map(words.personally, why[one.patient]))) if one.patient in why else one
            for one in rows
        ]

    def _targets(self, connection: Connection, ids: Sequence[TargetId], texts: Texts) -> Sequence[TargetRow]:
        found = targets_by_id(connection, ids)
        targets = [found[one] for one in ids if one in found]
        attempts = attempts_of_all(connection, ids)
        calls = {one.call for each in attempts.values() for one in each}
        around = Around(
            patients=patients_by_id(connection, {one.patient for one in targets}),
            visits=store.visits_by_id(connection, (visit for one in targets for visit in one.visits)),
            attempts=attempts,
            with_page=store.calls_there(connection, calls),
        )
        words = TargetWords(texts, self.reason_words(texts))
        return [words.row(one, around) for one in targets]

    def _why_a_person(
        self, connection: Connection, campaign: Campaign, patients: Sequence[PatientId]
    ) -> Mapping[PatientId, Sequence[Personally]]:
        """Judged now: it is not kept, because it goes stale."""
        if not patients:
            return {}
        now = self._parts.clock.now()
        book = book_of(connection, self._parts.usual, now, patients)
        return {one.patient: one.personally for one in judged(campaign, book, now) if one.personally}

    def _rows(self, connection: Connection, found: Sequence[Campaign], texts: Texts) -> list[CampaignRow]:
        ids = [one.id for one in found]
        tallies = store.tallies(connection, ids, self._evening(connection))
        hours, words, now = store.last_hours(connection, ids), Words(texts), self._parts.clock.now()
        terms = terms_in(connection, self._parts.usual)
        trunk = Trunk(name="", lines=terms.lines, calls_per_second=terms.calls_per_second)
        rows = []
        for one in found:
            measured = store.line_time(connection, one.id)
            forecast = forecast_of(tallies[one.id], measured, hours.get(one.id), trunk, now)
            flow = self._parts.flow_title(one.flow, texts) if one.flow else ""
            rows.append(row_of(one, tallies[one.id], forecast if one.state.calls else None, words, flow))
        return rows

    def _evening(self, connection: Connection) -> str:
        return today_of(terms_in(connection, self._parts.usual), self._parts.clock.now()).isoformat()
