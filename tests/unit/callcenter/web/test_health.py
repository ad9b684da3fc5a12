"""/health and /metrics."""

from callcenter.web.ports import Check
from tests.support.web import web_under_test


def test_a_well_product_answers_200_with_the_state_of_each_part() -> None:
    answer = web_under_test().browser().get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"database": {"ok": True, "state": "reachable"}}}


def test_a_part_that_is_not_well_makes_it_503() -> None:
    under_test = web_under_test()
    under_test.checks["database"] = Check(ok=False, word="not reachable")
    answer = under_test.browser().get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "degraded"


def test_a_check_that_breaks_is_not_well_either() -> None:
    under_test = web_under_test()
    del under_test.checks["database"]
    answer = under_test.browser().get("/health")
    assert answer.status_code == 503
    assert answer.json()["checks"]["database"]["state"] == "the check itself failed"


def test_metrics_that_are_switched_off_say_so() -> None:
    assert web_under_test().browser().get("/metrics").status_code == 404
