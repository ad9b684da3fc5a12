"""Pages that say what went wrong and what to do, in the reader's language; for htmx, the same as a short notice."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from callcenter.kit.errors import BadInputError, CallCenterError, NotAllowedError, NotFoundError
from callcenter.kit.ids import new_id
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.web.live import signed_out_stream
from callcenter.web.pages import is_htmx, page
from callcenter.web.paths import sign_in_path
from callcenter.web.runtime import language_of, runtime_of
from callcenter.web.viewer import SignInNeededError

_log = get_logger(__name__)


def whole_path(request: Request) -> None:
    """There is nothing at an address with a null character: no id has one, and PostgreSQL takes no such text."""
    if "\0" in request.scope["path"]:
        raise HTTPException(404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What a reader is told; English texts that the catalogue translates."""

    title: str
    what: str
    todo: str
    number: str = ""
    """By which the log entry is found; empty where there is none."""


_NO_PAGE = Trouble(
    title=N_("There is nothing at this address"),
    what=N_("The page was moved, or the address was cut short when it was copied."),
    todo=N_("Check the address, or go on from the start page."),
)
_CROSS_SITE = Trouble(
    title=N_("This request came from another site"),
    what=N_("For your safety nothing was changed: only the pages of this program may change data."),
    todo=N_("Open the page here and do it again."),
)
_REFUSED = Trouble(
    title=N_("The server refused this request"),
    what=N_("Nothing was changed."),
    todo=N_("Go back, load the page again and try once more."),
)
_FAILED = Trouble(
    title=N_("Something went wrong on our side"),
    what=N_("What was saved before is safe. The last step may not have been saved."),
    todo=N_("Go back and try again. If it happens again, tell your support the number below."),
)


_AWAY = Trouble(
    title=N_("The database does not answer"),
    what=N_("What was saved before is safe. The last step was not saved."),
    todo=N_("Wait a moment and do it again. If it lasts, call whoever looks after this machine: its disk may be full."),
)


def explain(request: Request, status: int, trouble: Trouble) -> Response:
    """The error page; for htmx a short notice in the place that every page reserves for it."""
    if is_htmx(request):
        response = page(request, "web/_notice.html", status=status, trouble=trouble)
        response.headers.update({"hx-retarget": "#notice", "hx-reswap": "innerHTML"})
        return response
    return page(request, "web/error.html", status=status, trouble=trouble)


def cross_site(request: Request) -> Response:
    """The page for a post that came from another site."""
    return explain(request, 403, _CROSS_SITE)


def install_error_pages(app: FastAPI, away: Sequence[type[Exception]]) -> None:
    """Make every error of the application a page of ours; `away` are those of a database that cannot be used now."""
    for kind in away:
        app.add_exception_handler(kind, _away)
    app.add_exception_handler(SignInNeededError, _sign_in)
    app.add_exception_handler(CallCenterError, _our_error)
    app.add_exception_handler(RequestValidationError, _wrong_form)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(UnicodeEncodeError, _no_text)
    app.add_exception_handler(Exception, _failed)


def _sign_in(request: Request, exc: Exception) -> Response:
    if "text/event-stream" in request.headers.get("accept", ""):
        return signed_out_stream()
    if is_htmx(request):
        trouble = Trouble(
            title=N_("You are signed out"),
            what=N_("Nothing was sent, and what you typed is still here."),
            todo=N_("Sign in again in another tab, then repeat the last step here."),
        )
        return explain(request, 401, trouble)
    back_to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(sign_in_path(back_to if request.method == "GET" else "/"), status_code=303)


def _our_error(request: Request, exc: Exception) -> Response:
    texts = runtime_of(request).screens.texts[language_of(request)]
    status, title, todo = 500, _FAILED.title, N_("Go back and try again.")
    if isinstance(exc, NotAllowedError):
        status, title, todo = 403, N_("You may not open this"), N_("Go on from the start page.")
    elif isinstance(exc, NotFoundError):
        status, title, todo = 404, N_("This is no longer here"), N_("Go on from the start page.")
    elif isinstance(exc, BadInputError):
        status, title, todo = 422, N_("This cannot be used as it is"), N_("Go back, change it and send it again.")
    else:
        _log.error("request refused by an error of ours", error=type(exc).__name__, path=request.url.path)
    message = texts.gettext(str(exc))
    if is_htmx(request):
        # A notice beside the work: the message alone says what happened and what to do.
        return explain(request, status, Trouble(title="", what=message, todo=""))
    return explain(request, status, Trouble(title=title, what=message, todo=todo))


def _wrong_form(request: Request, exc: Exception) -> Response:
    fields = ""
    if isinstance(exc, RequestValidationError):
        fields = ", ".join(sorted({str(error["loc"][-1]) for error in exc.errors()}))
    texts = runtime_of(request).screens.texts[language_of(request)]
    what = texts.gettext(N_("These fields are missing or cannot be read: %(fields)s")) % {"fields": fields}
    title, todo = N_("The form could not be read"), N_("Go back, load the page again and try once more.")
    return explain(request, 422, Trouble(title=title, what=what, todo=todo))


def _http_error(request: Request, exc: Exception) -> Response:
    status = exc.status_code if isinstance(exc, HTTPException) else 500
    response = explain(request, status, _NO_PAGE if status == 404 else _REFUSED)
    if isinstance(exc, HTTPException) and exc.headers:
        response.headers.update(exc.headers)
    return response


def _no_text(request: Request, exc: Exception) -> Response:
    """Halves of signs, which only a form in a charset that no browser uses can hold; they cannot be stored."""
    return explain(request, 400, _REFUSED)


def _away(request: Request, exc: Exception) -> Response:
    _forget_reader(request)
    _log.error("request refused: the database is away", error=type(exc).__name__, path=request.url.path)
    response = explain(request, 503, _AWAY)
    response.headers["retry-after"] = "5"
    return response


def _failed(request: Request, exc: Exception) -> Response:
    number = new_id()
    _forget_reader(request)
    # The traceback itself is logged by the server, which sees the exception again after this page.
    _log.error("request failed", number=number, error=type(exc).__name__, path=request.url.path)
    trouble = Trouble(title=_FAILED.title, what=_FAILED.what, todo=_FAILED.todo, number=number)
    return explain(request, 500, trouble)


def _forget_reader(request: Request) -> None:
    """Render without the top bar, which asks the database: the database may be what failed."""
    if hasattr(request.state, "signed_in"):
        language_of(request)
    request.state.signed_in = None
