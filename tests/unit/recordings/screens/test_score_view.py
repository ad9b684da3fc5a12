"""A stored score for a reader: unsure points first, then stage by stage, in the reader's language."""

from callcenter.kit.languages import Language
from recordings.scoring.loader import load_standard
from recordings.screens.score_view import MeasuredView, ScoreView, Unit, score_view
from recordings.transcript import Json


def _entry(verdict: str, quote: str = "", at: float | None = None, **more: Json) -> Json:
    return {"verdict": verdict, "confidence": 0.9, "quote": quote, "at": at, "rule": "r", **more}


def _view(
    language: Language = Language.EN,
    version: str = "2.1",
    points: tuple[int, int] = (40, 80),
    spoken: Language = Language.RU,
    **verdicts: Json,
) -> ScoreView:
    card: dict[str, Json] = {
        "standard": "clinic-phone-standard",
        "standard_version": version,
        "points": points[0],
        "max_points": points[1],
        "criteria": dict(verdicts),
        "critical": [name for name in verdicts if name == "no_forbidden_phrases"],
    }
    return score_view(card, load_standard(), language, spoken)


def test_what_a_person_should_check_comes_first_and_only_once() -> None:
    view = _view(greeting=_entry("pass"), goodbye=_entry("unsure"))
    assert [verdict.id for verdict in view.unsure] == ["goodbye"]
    assert [verdict.id for stage in view.stages for verdict in stage.verdicts] == ["greeting"]


def test_stages_stand_in_the_order_of_a_call() -> None:
    view = _view(
        no_forbidden_phrases=_entry("pass"),
        goodbye=_entry("na"),
        greeting=_entry("pass"),
        offer_appointment=_entry("fail"),
    )
    assert [stage.title for stage in view.stages] == ["Contact", "Agreeing on a visit", "End of the call", "Manner"]


def test_titles_are_in_the_readers_language() -> None:
    assert _view(Language.PL, greeting=_entry("pass")).stages[0].verdicts[0].title == "Powitanie na początku"


def test_a_pass_brings_its_weight_and_a_fail_nothing() -> None:
    view = _view(greeting=_entry("pass"), clinic_name=_entry("fail"))
    assert [(verdict.points, verdict.weight) for verdict in view.stages[0].verdicts] == [(2, 2), (0, 2)]


def test_a_stage_adds_up_what_was_met_and_what_could_be() -> None:
    view = _view(greeting=_entry("pass"), clinic_name=_entry("fail"), goodbye=_entry("na"), points=(2, 4))
    assert [(stage.title, stage.points, stage.max_points) for stage in view.stages] == [
        ("Contact", 2, 4),
        ("End of the call", None, 0),
    ]


def test_points_of_stages_are_left_out_where_the_weights_have_changed_since() -> None:
    view = _view(greeting=_entry("pass"), clinic_name=_entry("fail"), points=(10, 20), version="1.1")
    assert [stage.points for stage in view.stages] == [None]
    assert (view.points, view.max_points) == (10, 20)


def test_what_the_call_gave_no_occasion_for_stands_apart() -> None:
    [stage] = _view(greeting=_entry("pass"), clinic_name=_entry("na")).stages
    assert [one.id for one in stage.verdicts] == ["greeting"]
    assert [one.id for one in stage.idle] == ["clinic_name"]


def test_a_measured_value_has_its_unit_and_its_limits() -> None:
    view = _view(answer_speed=_entry("pass", measured=9.0), talk_share=_entry("fail", measured=0.8))
    [speed, share] = view.stages[0].verdicts
    assert speed.measured == MeasuredView(value=9.0, unit=Unit.SECONDS, most=15.0)
    assert share.measured == MeasuredView(value=0.8, unit=Unit.SHARE, least=0.35, most=0.7)


def test_a_value_beyond_its_limit_is_shown_with_as_many_digits_as_tell_it_from_the_limit() -> None:
    def digits(measured: float, verdict: str = "fail") -> int:
        [speed] = _view(answer_speed=_entry(verdict, measured=measured)).stages[0].verdicts
        assert speed.measured is not None
        return speed.measured.digits

    assert [digits(15.4), digits(15.04), digits(16.2), digits(14.6, "pass")] == [1, 2, 0, 0]


def test_the_pace_of_a_chinese_call_is_counted_in_characters_with_limits_of_its_own() -> None:
    [pace] = _view(pace=_entry("pass", measured=220.0), spoken=Language.ZH).stages[0].verdicts
    assert pace.measured == MeasuredView(value=220.0, unit=Unit.SIGNS, least=170.0, most=310.0)


def test_limits_that_may_have_been_others_are_not_told() -> None:
    [speed] = _view(answer_speed=_entry("pass", measured=9.0), version="1.1").stages[0].verdicts
    assert speed.measured == MeasuredView(value=9.0, unit=Unit.SECONDS)


def test_the_standard_is_named_by_its_title_and_version_alone() -> None:
    view = _view(Language.RU, greeting=_entry("pass"))
    assert (view.standard, view.standard_version) == ("Телефонный стандарт клиники", "2")


def test_a_call_in_doubt_says_so_once() -> None:
    doubted = _entry("unsure", rule="doubt.other_language")
    assert "another language" in _view(greeting=doubted, goodbye=doubted).doubt
    assert _view(greeting=doubted, goodbye=_entry("pass")).doubt == ""


def test_who_judged_is_told_where_no_rule_of_ours_did() -> None:
    view = _view(greeting=_entry("pass", rule="judge"), goodbye=_entry("unsure", rule="no_rule"))
    assert view.stages[0].verdicts[0].by_model
    assert view.unsure[0].for_people


def test_a_verdict_carries_its_quote_and_second() -> None:
    [verdict] = _view(greeting=_entry("pass", "Добрый день!", 1.5)).stages[0].verdicts
    assert (verdict.quote, verdict.at) == ("Добрый день!", 1.5)


def test_a_critical_fail_is_named() -> None:
    view = _view(greeting=_entry("pass"), no_forbidden_phrases=_entry("fail", "Не знаю", 3.0))
    assert [verdict.title for verdict in view.critical] == ["No forbidden phrases"]


def test_a_criterion_that_the_standard_has_lost_is_still_shown_last() -> None:
    view = _view(old_point=_entry("pass"), greeting=_entry("pass"))
    assert [stage.title for stage in view.stages] == ["Contact", "Other points"]
    assert view.stages[-1].verdicts[0].title == "old point"
