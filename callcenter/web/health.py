"""/health for supervisors and balancers, /metrics for Prometheus. Words and counts only, so both are open."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from callcenter.kit.errors import NotFoundError
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.web.ports import Check, HealthCheck
from callcenter.web.runtime import runtime_of

router = APIRouter(include_in_schema=False)

_log = get_logger(__name__)


@router.get("/health")
def health(request: Request) -> Response:
    """200 where every part is well, else 503; each part with its state in a word."""
    checks = {name: _asked(name, check) for name, check in runtime_of(request).parts.checks.items()}
    well = all(check.ok for check in checks.values())
    body = {
        "status": "ok" if well else "degraded",
        "checks": {name: {"ok": check.ok, "state": check.word} for name, check in checks.items()},
    }
    return JSONResponse(body, status_code=200 if well else 503)


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """The figures of this process in Prometheus' text format."""
    registry = runtime_of(request).parts.metrics
    if registry is None:
        raise NotFoundError(N_("Metrics are switched off."))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _asked(name: str, check: HealthCheck) -> Check:
    try:
        return check()
    except Exception as exc:  # noqa: BLE001 - the edge: a part that cannot even answer is unwell, whatever the reason
        _log.warning("health check failed", check=name, error=type(exc).__name__)
        return Check(ok=False, word="the check itself failed")
