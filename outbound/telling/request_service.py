"""One request to the clinic's other system, with an end to waiting. No proxy is asked and no redirect followed."""

import http.client
import queue
import threading
from collections.abc import Mapping
from typing import IO
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from callcenter.kit.errors import CallCenterError

_CHECK = "check CALLCENTER_WEBHOOK_URL and the system behind it"


class NotToldError(CallCenterError):
    """The receiver has not said that it has it: what happened and what to do."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        return None


def post(url: str, body: bytes, headers: Mapping[str, str], timeout_s: float) -> None:
    """Send a body; any answer of 200 to 299 says that it has come. Raises NotToldError, at the latest when the time is
    over: a receiver may send one byte a minute."""
    outcome: queue.SimpleQueue[str] = queue.SimpleQueue()
    args = (url, body, headers, timeout_s, outcome)
    threading.Thread(target=_try, args=args, name="telling", daemon=True).start()
    try:
        problem = outcome.get(timeout=timeout_s)
    except queue.Empty:
        problem = f"no answer within {timeout_s:g} s; {_CHECK}"
    if problem:
        raise NotToldError(problem)


def _try(
    url: str, body: bytes, headers: Mapping[str, str], timeout_s: float, outcome: "queue.SimpleQueue[str]"
) -> None:
    # The address is checked to be http or https where the settings are read.
    request = Request(url, data=body, headers=dict(headers), method="POST")  # noqa: S310 - see above
    try:
        with build_opener(ProxyHandler({}), _NoRedirects).open(request, timeout=timeout_s):
            outcome.put("")
    except HTTPError as exc:
        with exc:
            outcome.put(f"the receiver answered {exc.code}; {_CHECK}")
    except TimeoutError:
        outcome.put(f"no answer within {timeout_s:g} s; {_CHECK}")
    except (OSError, http.client.HTTPException) as exc:
        outcome.put(f"the receiver cannot be reached ({type(exc).__name__}); {_CHECK}")
    except Exception as exc:  # noqa: BLE001 - edge: whoever waits must hear of it, whatever it is
        outcome.put(f"the receiver could not be asked ({type(exc).__name__}); {_CHECK}")
