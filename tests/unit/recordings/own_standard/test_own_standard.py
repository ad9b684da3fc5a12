"""Versions of the clinic's own standard: which one scores calls, which one reads old scores. On both databases."""

from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.domain.events import StandardPublished
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from callcenter.storage.access import read_access
from callcenter.storage.events import read_events
from callcenter.storage.work import Database
from recordings import store
from recordings.own_standard import changes
from recordings.own_standard.changes import Written
from recordings.own_standard.editing import Deed
from recordings.own_standard.service import DraftChangedError, DraftGoneError
from recordings.own_standard.store import OWN
from recordings.scoring.loader import load_standard
from recordings.scoring.standard import Standard
from tests.support.calls import CallsBench
from tests.support.clinic import MARIA
from tests.support.standard import StandardBench
from tests.support.web import MARTA

SHIPPED = load_standard()


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> StandardBench:
    return StandardBench(CallsBench(database, tmp_path))


def _other_weights() -> Standard:
    return changes.all_alike(SHIPPED)


def test_the_standard_of_the_files_holds_until_one_is_published(bench: StandardBench) -> None:
    overview = bench.standards.overview()
    assert (overview.number, overview.standard, overview.versions) == (0, SHIPPED, ())


def test_a_draft_scores_nothing_until_it_is_published(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    bench.edit(written={"greeting": Written(weight=9)})
    assert bench.standards.overview().standard == SHIPPED


def test_what_was_published_is_the_standard_with_who_and_why(bench: StandardBench) -> None:
    assert bench.publish(_other_weights(), "everybody alike") == 1
    overview = bench.standards.overview()
    assert overview.number == 1
    assert overview.standard.id == OWN
    assert {one.weight for one in overview.standard.criteria} == {2, 3}
    assert overview.versions[0].note == "everybody alike"
    assert overview.draft is None
    with bench.calls.database.read() as connection:
        told = [one.event for one in read_events(connection, 0) if isinstance(one.event, StandardPublished)]
        actions = [one.action for one in read_access(connection, who=MARTA.id)]
    assert [event.number for event in told] == [1]
    assert actions == ["edit_standard", "publish_standard"]


def test_a_draft_that_does_not_add_up_is_kept_and_not_published(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    done = bench.edit(Deed.PUBLISH, written={"greeting": Written(weight=9)})
    assert done.published is None
    assert done.hindrances
    assert bench.standards.overview().number == 0
    assert bench.standards.draft().total == 107


def test_publishing_an_older_version_again_undoes_the_newer(bench: StandardBench) -> None:
    bench.publish(_other_weights())
    assert bench.standards.publish_again(MARTA, 0) == 2
    overview = bench.standards.overview()
    assert [one.weight for one in overview.standard.criteria] == [one.weight for one in SHIPPED.criteria]
    assert overview.versions[0].again == 0
    with pytest.raises(NotFoundError):
        bench.standards.publish_again(MARTA, 7)


def test_publishing_again_what_scores_calls_already_is_refused(bench: StandardBench) -> None:
    with pytest.raises(BadInputError, match="nothing to publish"):
        bench.standards.publish_again(MARTA, 0)
    bench.publish(_other_weights())
    bench.standards.publish_again(MARTA, 0)
    with pytest.raises(BadInputError, match="nothing to publish"):
        bench.standards.publish_again(MARTA, 0)
    assert bench.standards.overview().number == 2


def test_a_title_too_long_for_the_editor_is_not_added(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    with pytest.raises(BadInputError, match="120 characters"):
        bench.edit(Deed.ADD, new_title="x" * 121)
    draft = bench.edit(Deed.ADD, new_title=" a \0 " + "x" * 100).draft
    assert any(one.title[Language.EN] == "a " + "x" * 100 for one in draft.standard.criteria)


def test_two_tabs_never_overwrite_each_other(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    seen = bench.standards.draft().revision
    bench.edit(written={"greeting": Written(weight=9)})
    for deed in (Deed.SAVE, Deed.PUBLISH, Deed.TAKE_OUT):
        with pytest.raises(DraftChangedError, match="Somebody has changed"):
            bench.edit(deed, revision=seen, written={"greeting": Written(weight=4)}, criterion="greeting")
    with pytest.raises(DraftChangedError):
        bench.standards.discard(MARTA, seen)
    assert bench.standards.draft().standard.criteria[0].weight == 9


def test_a_page_of_a_draft_that_was_thrown_away_does_not_change_the_next_one(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    seen = bench.standards.draft().revision
    bench.standards.discard(MARTA, seen)
    bench.standards.take_over(MARTA, _other_weights(), 0)
    for deed in (Deed.SAVE, Deed.PUBLISH):
        with pytest.raises(DraftChangedError):
            bench.edit(deed, revision=seen, written={"greeting": Written(weight=9)})
    assert bench.standards.draft().standard.criteria == _other_weights().criteria


def test_a_table_does_not_take_the_place_of_a_draft_that_nobody_looked_at(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    seen = bench.standards.draft().revision
    bench.edit(written={"greeting": Written(weight=9)})
    for looked_at in (0, seen):
        with pytest.raises(DraftChangedError, match="Press the button again"):
            bench.standards.take_over(MARTA, _other_weights(), looked_at)
    assert bench.standards.draft().standard.criteria[0].weight == 9


def test_a_draft_is_not_published_over_a_version_that_its_editor_has_not_seen(bench: StandardBench) -> None:
    bench.publish(_other_weights())
    bench.standards.begin(MARTA)
    bench.edit(written={"greeting": Written(weight=4), "clinic_name": Written(weight=2)})
    bench.standards.publish_again(MARTA, 0)
    done = bench.edit(Deed.PUBLISH, over=1)
    assert done.published is None
    assert "takes back what it changed" in done.hindrances[0].text
    assert bench.standards.overview().number == 2
    assert bench.edit(Deed.PUBLISH, over=2).published == 3


def test_a_draft_that_changes_nothing_is_not_published(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    done = bench.edit(Deed.PUBLISH, over=0)
    assert "nothing to publish" in done.hindrances[0].text
    assert bench.standards.overview().number == 0


def test_what_cannot_be_done_keeps_nothing_of_what_was_typed(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    with pytest.raises(BadInputError, match="a title first"):
        bench.edit(Deed.ADD, written={"greeting": Written(weight=9)})
    assert bench.standards.draft().standard == replace(SHIPPED, id=OWN, version=0)


def test_without_a_draft_there_is_nothing_to_change(bench: StandardBench) -> None:
    for deed in (Deed.PUBLISH, Deed.TAKE_OUT):
        with pytest.raises(DraftGoneError, match="no draft"):
            bench.edit(deed, revision=1, criterion="greeting")
    with pytest.raises(DraftGoneError):
        bench.standards.discard(MARTA, 1)


def test_a_call_is_scored_by_the_newest_version_and_says_so(bench: StandardBench) -> None:
    bench.publish(_other_weights())
    recording = bench.calls.scored("c-1", MARIA)
    with bench.calls.database.read() as connection:
        card = store.get_card(connection, recording)
        assert card
        assert (card["standard"], str(card["standard_version"]).partition(".")[0]) == (OWN, "1")
        assert bench.book.of_card(connection, card) == bench.standards.overview().standard


def test_an_own_criterion_is_unsure_and_left_to_people(bench: StandardBench) -> None:
    bench.standards.begin(MARTA)
    bench.edit(Deed.ADD, new_title="Улыбка в голосе")
    bench.edit(Deed.SPREAD)
    assert bench.edit(Deed.PUBLISH).published == 1
    own = next(one.id for one in bench.standards.overview().standard.criteria if one.id.startswith("own_"))
    recording = bench.calls.scored("c-1", MARIA)
    with bench.calls.database.read() as connection:
        card = store.get_card(connection, recording)
    assert card
    verdict = card["criteria"][own]  # type: ignore[index,call-overload] # stored as a dict by criterion
    assert (verdict["verdict"], verdict["rule"]) == ("unsure", "no_rule")  # type: ignore[index,call-overload] # the same


def test_an_old_score_is_read_by_its_own_version_after_a_criterion_was_removed(bench: StandardBench) -> None:
    bench.publish(_other_weights())
    recording = bench.calls.scored("c-1", MARIA)
    bench.standards.begin(MARTA)
    bench.edit(Deed.TAKE_OUT, criterion="greeting")
    bench.edit(Deed.SPREAD)
    bench.edit(Deed.PUBLISH)
    with bench.calls.database.read() as connection:
        card = store.get_card(connection, recording)
        assert bench.book.current(connection).criterion("greeting") is None
        assert bench.book.of_card(connection, card).criterion("greeting")
        assert bench.book.for_reading(connection).criterion("greeting")
        unknown = bench.book.of_card(connection, {"standard": "clinic-phone-standard", "standard_version": "1.1"})
        assert unknown.criterion("greeting")
    assert any(one.id == "greeting" for one in bench.standards.known())


def test_what_an_older_version_had_can_be_put_back(bench: StandardBench) -> None:
    without = changes.spread(replace(SHIPPED, criteria=SHIPPED.criteria[1:]))
    bench.publish(without)
    bench.standards.begin(MARTA)
    assert [one.id for one in bench.standards.removed(bench.standards.draft())] == ["greeting"]
    draft = bench.edit(Deed.PUT_BACK, criterion="greeting").draft
    assert draft.standard.criteria[0].stage == "contact"
    with pytest.raises(BadInputError, match="already"):
        bench.edit(Deed.PUT_BACK, criterion="greeting")
