"""The web server that holds speech models: the official one, or a clinic's own mirror of it."""

import http.client
import json
import queue
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from callcenter.kit.outside import one_line
from recordings.model_shelf.errors import ModelError

LIST = "model-list.json"
"""The site's own list of its models, with the MD5 of each; a mirror may carry a copy of it."""

_LONGEST_LIST = 1 << 20
_PIECE = 1 << 14
_LONGEST_QUOTE = 100
"""Signs of what a server said that are shown."""
_LENGTH = re.compile(r"[0-9]{1,18}")
_RANGE = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")
_MD5 = re.compile(r"[0-9a-f]{32}")
_AGENT = "callcenter (clinic call centre)"
_GONE = http.client.REQUESTED_RANGE_NOT_SATISFIABLE


class _SafeRedirects(HTTPRedirectHandler):
    """Follows redirects, but never from https to http, where anybody on the way could change the file."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise URLError("it sends us on to an address without https")
        if urlsplit(newurl).scheme not in {"http", "https"}:
            raise URLError("it sends us on to an address that is none of the web")
        return super().redirect_request(req, fp, code, msg, headers, newurl)

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage
    ) -> http.client.HTTPResponse | None:
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except HTTPError:
            raise  # it has the answer, and whoever catches it closes both
        except (ValueError, URLError):  # an address that is none, or that we refuse: nobody else closes the answer
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The beginning of a file from the site."""

    body: http.client.HTTPResponse
    begins_at: int
    """The byte of the file with which the body begins."""
    total: int | None
    """Bytes of the whole file; None where the server does not say."""
    tells_end: bool
    """The body is sent in pieces, of which the last one says so: a connection that breaks before it gives an error."""
    validator: str
    """What names this very version of the file, for going on later; empty where the server gives none."""


class ModelSite:
    """The models under one address."""

    def __init__(self, address: str, *, quiet_s: float = 60.0, list_s: float = 30.0) -> None:
        """`quiet_s`: seconds without a byte after which the server counts as gone; `list_s`: for its list in all."""
        self.address = address.rstrip("/")
        self._list_s = list_s
        self._quiet_s = quiet_s
        self._opener = build_opener(_SafeRedirects)

    def url(self, file: str) -> str:
        """The address of one file."""
        return f"{self.address}/{file}"

    def open(self, file: str, begin: int = 0, validator: str = "") -> Reply:
        """Begin to read a file, from byte `begin` on where it is still the version of `validator`.

        Raises ModelError.
        """
        headers = {"Accept-Encoding": "identity", "User-Agent": _AGENT}
        if begin and validator:
            headers |= {"Range": f"bytes={begin}-", "If-Range": validator}
        # The address is checked to be http or https where the settings are read.
        request = Request(self.url(file), headers=headers)  # noqa: S310 - see above
        try:
            body = self._opener.open(request, timeout=self._quiet_s)
        except HTTPError as exc:
            with exc:
                if exc.code == _GONE and begin:
                    return self.open(file)
                raise ModelError(_refusal(self.url(file), exc)) from exc
        except ValueError as exc:  # urllib's own, over the address in a redirect
            raise ModelError(
                f"{self.url(file)} sends us on to an address that is none ({_quote(exc)}); check CALLCENTER_MODELS_URL"
            ) from exc
        except (OSError, http.client.HTTPException) as exc:
            raise ModelError(self._no_way(file, exc)) from exc
        return _reply(body)

    def listed_md5(self, name: str) -> str:
        """The MD5 that the site's list gives for a model's zip file; empty where it says nothing, or not in time."""
        answer: queue.SimpleQueue[object] = queue.SimpleQueue()
        # In a thread that nobody waits for longer: a server may send one byte a minute, in the header too.
        threading.Thread(target=lambda: answer.put(self._list()), name="model list", daemon=True).start()
        try:
            listed = answer.get(timeout=self._list_s)
        except queue.Empty:
            return ""
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, Mapping) and entry.get("name") == name:
                md5 = str(entry.get("md5", "")).lower()
                return md5 if _MD5.fullmatch(md5) else ""
        return ""

    def _list(self) -> object:
        """What the site's list holds; None where there is none that can be read."""
        until, content = time.monotonic() + self._list_s, b""
        try:
            with self.open(LIST).body as body:
                while piece := body.read1(_PIECE):
                    content += piece
                    if len(content) > _LONGEST_LIST or time.monotonic() > until:
                        return None
            return json.loads(content)
        except (ModelError, OSError, http.client.HTTPException, ValueError, RecursionError):
            return None

    def _no_way(self, file: str, error: Exception) -> str:
        reason = error.reason if isinstance(error, URLError) else error
        why = _quote(reason)
        if isinstance(reason, http.client.HTTPException) and not isinstance(reason, OSError):
            return f"what answers at {self.url(file)} is no web server ({why}); check CALLCENTER_MODELS_URL"
        return (
            f"there is no way to {urlsplit(self.address).hostname} ({why}); check the network and its proxy, "
            f"and run this again. Without a network fetch {self.url(file)} on another machine, bring it on a stick, "
            "and run `callcenter models add` with the file"
        )


def _reply(body: http.client.HTTPResponse) -> Reply:
    validator = body.headers.get("ETag", "")
    if not validator or validator.startswith("W/"):
        validator = body.headers.get("Last-Modified", "")
    length = body.headers.get("Content-Length", "")
    if length and not _LENGTH.fullmatch(length):
        body.close()
        raise ModelError("the server tells a length of the file that is none; use another mirror")
    rest = int(length) if length else None
    begins_at, total = 0, rest
    if body.status == http.client.PARTIAL_CONTENT:
        told = _RANGE.fullmatch(body.headers.get("Content-Range", ""))
        if told is None:
            body.close()
            raise ModelError("the server answers with a part and does not say which; use another mirror")
        begins_at, total = int(told[1]), None if told[2] == "*" else int(told[2])
    chunked = body.headers.get("Transfer-Encoding", "").lower() == "chunked"
    return Reply(body=body, begins_at=begins_at, total=total, tells_end=chunked, validator=validator)


def _quote(reason: object) -> str:
    """What went wrong, on one line without signs that cannot be seen: a server may answer with anything."""
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return one_line(said, _LONGEST_QUOTE)


def _refusal(url: str, error: HTTPError) -> str:
    code = error.code
    if code in {http.client.NOT_FOUND, http.client.GONE}:
        return f"there is nothing at {url} ({code}); check CALLCENTER_MODELS_URL, or take the other --size"
    if 300 <= code < 400:
        return f"{url} {_astray(error)} ({code}); check CALLCENTER_MODELS_URL"
    if code in {http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
        return f"{url} may not be read ({code}); ask whoever runs this server, or set CALLCENTER_MODELS_URL to another"
    return f"the server of {url} has a fault ({code}); run this again later, it goes on where it stopped"


def _astray(error: HTTPError) -> str:
    """Why a redirect was not followed."""
    if error.msg.startswith(HTTPRedirectHandler.inf_msg):
        return "sends us on in a circle"
    if not error.headers.get("Location"):
        return "sends us on and does not say where to"
    return "sends us on to an address that is none of the web"
