"""A stored score for a reader: unsure points first, then stage by stage, in the reader's language."""

from callcenter.kit.languages import Language
from recordings.scoring.loader import load_standard
from recordings.screens.score_view import ScoreView, score_view
from recordings.transcript import Json


def _entry(verdict: str, quote: str = "", at: float | None = None) -> Json:
    return {"verdict": verdict, "confidence": 0.9, "quote": quote, "at": at, "rule": "r"}


def _view(language: Language = Language.EN, **verdicts: Json) -> ScoreView:
    card: dict[str, Json] = {
        "standard": "clinic-phone-standard",
        "standard_version": "1.1",
        "points": 40,
        "max_points": 80,
        "criteria": dict(verdicts),
        "critical": [name for name in verdicts if name == "no_forbidden_phrases"],
    }
    return score_view(card, load_standard(), language, Language.RU)


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
    assert _view(Language.PL, greeting=_entry("pass")).stages[0].verdicts[0].title == "Powitanie"


def test_a_pass_brings_its_weight_and_a_fail_nothing() -> None:
    view = _view(greeting=_entry("pass"), clinic_name=_entry("fail"))
    assert [(verdict.points, verdict.weight) for verdict in view.stages[0].verdicts] == [(10, 10), (0, 10)]


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
