"""Addresses of the web edge itself: sign-in, sign-out, language, the start page, the top bar's live stream."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from callcenter.domain.people import Operator
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import parse_language
from callcenter.kit.logs import get_logger
from callcenter.kit.words import N_
from callcenter.web.live import live_stream
from callcenter.web.pages import page, see_other
from callcenter.web.paths import local_path
from callcenter.web.runtime import LANGUAGE_COOKIE, language_of, runtime_of, signed_in
from callcenter.web.texts import Texts
from callcenter.web.viewer import AnyViewer

router = APIRouter(include_in_schema=False)

_LONGEST_PASSWORD = 1024
"""More is no password, only work for the hasher."""
_YEAR_S = 365 * 24 * 3600
_log = get_logger(__name__)


@router.get("/")
def home(request: Request, viewer: AnyViewer) -> Response:
    """The start page: the first feature's that has one."""
    homes = [feature.home for feature in runtime_of(request).parts.features if feature.home]
    return see_other(homes[0]) if homes else page(request, "web/home.html")


@router.get("/live")
async def live(request: Request, viewer: AnyViewer) -> Response:
    """The live stream of pages that have none of their own: the state of the exchange in the top bar."""
    return live_stream(request, viewer, tuple)


@router.get("/sign-in")
def show_sign_in(request: Request, next: str = "/") -> Response:  # noqa: A002 - the customary name in addresses
    """The sign-in page; who is signed in already goes straight on."""
    if signed_in(request):
        return see_other(local_path(next))
    return _sign_in_page(request, back_to=next)


@router.post("/sign-in")
def sign_in(
    request: Request,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the same
) -> Response:
    """Check login and password, open a session, go on to where the person was heading."""
    runtime, texts = runtime_of(request), _texts(request)
    login = login.strip()
    errors = {}
    if not login:
        errors["login"] = texts.gettext("Enter your login.")
    if not password:
        errors["password"] = texts.gettext("Enter your password.")
    if errors:
        return _sign_in_page(request, login=login, errors=errors, status=422, back_to=next)
    address = request.client.host if request.client else ""
    began = runtime.parts.clock.now()
    wait = runtime.limiter.begin(login.casefold(), address, began)
    if wait > timedelta(0):
        return _wait_page(request, login, wait, next)
    operator = _operator(request, login.casefold(), password)
    if operator is None:
        _log.warning("sign-in refused")
        wait = runtime.limiter.left(login.casefold(), address, began)
        if wait > timedelta(0):
            return _wait_page(request, login, wait, next)
        wrong = texts.gettext("Login and password do not match. Check Caps Lock and the keyboard language.")
        return _sign_in_page(request, login=login, errors={"password": wrong}, status=401, back_to=next)
    runtime.limiter.succeeded(login.casefold(), address, began)
    _log.info("signed in", operator=operator.id)
    response = see_other(local_path(next))
    runtime.cookies.end(request)
    runtime.cookies.open(response, operator)
    return response


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session in this browser; open live pages of it end too."""
    response = RedirectResponse("/sign-in", status_code=303)
    runtime_of(request).cookies.close(request, response)
    return response


@router.post("/language")
def choose_language(
    request: Request,
    language: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the same
) -> Response:
    """Keep the reader's language: with the operator where one is signed in, and in this browser."""
    try:
        chosen = parse_language(language)
    except BadInputError as exc:
        raise BadInputError(N_("This language is not offered. Choose one from the list.")) from exc
    runtime, person = runtime_of(request), signed_in(request)
    if person:
        runtime.parts.operators.choose_language(person.operator.id, chosen)
    response = see_other(local_path(next))
    response.set_cookie(
        LANGUAGE_COOKIE, chosen.value, max_age=_YEAR_S, samesite="lax", secure=runtime.parts.secure_cookies
    )
    return response


def _operator(request: Request, login: str, password: str) -> Operator | None:
    """The active operator of a login and a password, or None; takes the same time either way."""
    runtime = runtime_of(request)
    account = runtime.parts.operators.account(login)
    right, stronger = runtime.parts.passwords.check(
        password[:_LONGEST_PASSWORD], account.password_hash if account else None
    )
    if account is None or not right or not account.operator.is_active or len(password) > _LONGEST_PASSWORD:
        return None
    if stronger:
        runtime.parts.operators.keep_hash(account.operator.id, stronger)
    return account.operator


def _wait_page(request: Request, login: str, wait: timedelta, back_to: str) -> Response:
    seconds = int(-(-wait // timedelta(seconds=1)))
    message = _wait_message(_texts(request), seconds)
    response = _sign_in_page(request, login=login, errors={"password": message}, status=429, back_to=back_to)
    response.headers["retry-after"] = str(seconds)
    return response


def _wait_message(texts: Texts, seconds: int) -> str:
    if seconds < 60:
        text = texts.ngettext(
            "Too many wrong passwords. Try again in %(num)s second.",
            "Too many wrong passwords. Try again in %(num)s seconds.",
            seconds,
        )
        return text % {"num": seconds}
    minutes = -(-seconds // 60)
    text = texts.ngettext(
        "Too many wrong passwords. Try again in %(num)s minute.",
        "Too many wrong passwords. Try again in %(num)s minutes.",
        minutes,
    )
    return text % {"num": minutes}


def _sign_in_page(
    request: Request, *, back_to: str, login: str = "", errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    return page(
        request, "web/signin.html", status=status, login=login, errors=errors or {}, back_to=local_path(back_to)
    )


def _texts(request: Request) -> Texts:
    return runtime_of(request).screens.texts[language_of(request)]
