"""Answers of routes: a page, a fragment, a redirect after a post."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from callcenter.domain.people import Role
from callcenter.web.feature import NavigationItem
from callcenter.web.headers import security_headers
from callcenter.web.paths import host_of, local_path, path_of
from callcenter.web.runtime import language_of, nonce_of, runtime_of
from callcenter.web.viewer import Viewer, viewer_of


def page(request: Request, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """The page or fragment of a template, with what every template finds in its context (see README)."""
    html = fragment(request, template, **context)
    return HTMLResponse(html, status_code=status, headers=security_headers(nonce_of(request)))


def fragment(request: Request, template: str, **context: object) -> str:
    """The HTML of a template, rendered for the reader of this request."""
    runtime = runtime_of(request)
    viewer = viewer_of(request)
    shared: dict[str, object] = {
        "viewer": viewer,
        "path": request.url.path,
        "address": _address(request),
        "csp_nonce": nonce_of(request),
        "now": runtime.parts.clock.now(),
        "navigation": _navigation(request, viewer),
        "exchange": runtime.parts.exchange() if viewer else None,
    }
    return runtime.screens.page(language_of(request), template, {**shared, **context})


def see_other(path: str) -> RedirectResponse:
    """After a post: look at `path` (303, so that a reload does not post again)."""
    return RedirectResponse(path, status_code=303)


def no_content() -> Response:
    """After a post from a live page: done, the stream brings the change (204)."""
    return Response(status_code=204)


def is_htmx(request: Request) -> bool:
    """True where htmx asks for a fragment, not the browser for a page."""
    return request.headers.get("hx-request") == "true"


def _address(request: Request) -> str:
    """Where to come back to after choosing a language: this page, or the one that a form was sent from."""
    if request.method == "GET":
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    sent_from = request.headers.get("referer", "")
    is_ours = host_of(sent_from) == request.headers.get("host", "").lower()
    return local_path(path_of(sent_from)) if is_ours else "/"


def _navigation(request: Request, viewer: Viewer | None) -> list[NavigationItem]:
    if viewer is None:
        return []
    role: Role = viewer.operator.role
    items = [item for feature in runtime_of(request).parts.features for item in feature.navigation]
    return sorted((item for item in items if role.includes(item.role)), key=lambda item: item.place)
