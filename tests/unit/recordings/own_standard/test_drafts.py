"""What an editor does to a draft, what hinders its publication, and what a version changed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from recordings.own_standard import changes
from recordings.own_standard.changes import Written
from recordings.own_standard.differences import Change, Part, differences
from recordings.own_standard.draft import Draft, hindrances
from recordings.own_standard.judging import JudgedBy, judged_by
from recordings.own_standard.stored_json import standard_from_json, standard_to_json
from recordings.scoring.loader import load_standard
from recordings.scoring.standard import Criterion, Standard

SHIPPED = load_standard()
DRAFT = Draft(
    base=0,
    revision=1,
    changed_at=datetime(2026, 11, 24, tzinfo=UTC),
    operator=OperatorId("marta"),
    standard=SHIPPED,
)


def _texts(standard: Standard) -> list[str]:
    return [one.text for one in hindrances(standard)]


def _with(name: str, written: Written, language: Language = Language.RU) -> Standard:
    return changes.write(SHIPPED, {name: written}, language)


def test_what_is_stored_is_read_back_the_same() -> None:
    read = standard_from_json(standard_to_json(SHIPPED), SHIPPED.id, SHIPPED.version)
    assert read == SHIPPED


def test_a_criterion_stored_with_less_is_still_read() -> None:
    read = standard_from_json({"criteria": [{"id": "greeting"}]}, "own-standard", 3)
    assert read.criteria[0].title[Language.PL] == "greeting"
    assert read.criteria[0].weight == 0


def test_the_shipped_standard_can_be_published_as_it_is() -> None:
    assert _texts(SHIPPED) == []


@pytest.mark.parametrize(
    ("standard", "said"),
    [
        (_with("greeting", Written(weight=3)), "too many"),
        (_with("greeting", Written(weight=1)), "too few"),
        (_with("greeting", Written(weight=0)), "worth nothing"),
        (_with("talk_share", Written(limits={"least": 0.9})), "lower limit"),
        (_with("greeting", Written(title=SHIPPED.criteria[1].title[Language.RU].upper())), "Two criteria"),
        (replace(SHIPPED, criteria=()), "no criteria"),
        (replace(SHIPPED, criteria=(replace(SHIPPED.criteria[0], title={}, weight=100),)), "no title"),
    ],
)
def test_what_is_no_standard_is_not_published_and_says_why(standard: Standard, said: str) -> None:
    assert any(said in text for text in _texts(standard))


def test_a_measured_criterion_without_limits_is_not_published() -> None:
    without = tuple(replace(one, limits={}) if one.id == "pace" else one for one in SHIPPED.criteria)
    assert any("needs its limits" in text for text in _texts(replace(SHIPPED, criteria=without)))


def test_a_text_changes_in_one_language_and_stays_in_the_translated_others() -> None:
    changed = _with("greeting", Written(title="Здоровается"))
    assert changed.criteria[0].title[Language.RU] == "Здоровается"
    assert changed.criteria[0].title[Language.EN] == SHIPPED.criteria[0].title[Language.EN]


def test_a_text_that_nobody_has_translated_changes_in_all_languages() -> None:
    own = Criterion(id="own_1", stage="manner", weight=1, title=dict.fromkeys(Language, "Smile"))
    standard = changes.write(
        changes.with_criterion(SHIPPED, own), {"own_1": Written(title="Улыбка", proof="Слышно")}, Language.RU
    )
    found = standard.criterion("own_1")
    assert found
    assert set(found.title.values()) == {"Улыбка"}
    assert set(found.proof.values()) == {"Слышно"}


def test_what_is_taken_out_can_be_put_back_where_it_was_by_stage() -> None:
    out = changes.take_out(DRAFT, "recap")
    assert out.standard.criterion("recap") is None
    assert [one.id for one in out.removed] == ["recap"]
    back = changes.put_back(out, out.removed[0])
    assert {one.id for one in back.standard.criteria} == {one.id for one in SHIPPED.criteria}
    assert back.removed == ()
    stages = [one.stage for one in back.standard.criteria]
    assert stages == [one.stage for one in SHIPPED.criteria]


def test_weights_are_spread_after_one_was_taken_out() -> None:
    out = changes.take_out(DRAFT, "offer_appointment").standard
    assert _texts(changes.spread(out)) == []
    assert _texts(changes.all_alike(out)) == []


def test_what_no_rule_knows_is_judged_by_people() -> None:
    assert judged_by("own_1") is JudgedBy.PERSON
    assert judged_by("greeting") is JudgedBy.WORDS
    assert judged_by("pace") is JudgedBy.MEASURE


def test_differences_tell_what_was_changed() -> None:
    own = Criterion(id="own_1", stage="manner", weight=1, title=dict.fromkeys(Language, "Smile"))
    new = changes.with_criterion(changes.take_out(DRAFT, "recap").standard, own)
    new = changes.write(
        new,
        {"greeting": Written(weight=5, critical=True, title="Hi"), "pace": Written(limits={"most": 200.0})},
        Language.EN,
    )
    found = differences(SHIPPED, new, Language.EN)
    assert [one.id for one in found.added] == ["own_1"]
    assert [one.id for one in found.removed] == ["recap"]
    assert found.changed[0].changes == (
        Change(Part.WEIGHT, "2", "5"),
        Change(Part.CRITICAL, "", "yes"),
        Change(Part.TITLE, SHIPPED.criteria[0].title[Language.EN], "Hi"),
    )
    assert found.changed[1].changes == (Change(Part.LIMIT, "190", "200", "most", "words a minute"),)
    assert differences(SHIPPED, SHIPPED, Language.EN).count == 0


def test_a_changed_share_is_told_in_percent() -> None:
    found = differences(SHIPPED, _with("talk_share", Written(limits={"least": 0.4})), Language.EN)
    assert found.changed[0].changes == (Change(Part.LIMIT, "35", "40", "least", "%"),)


def test_a_change_in_another_language_is_told_without_its_text() -> None:
    found = differences(SHIPPED, _with("greeting", Written(title="Здоровается")), Language.EN)
    assert [change.part for change in found.changed[0].changes] == [Part.OTHER_LANGUAGES]
