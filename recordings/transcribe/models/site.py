"""The web server that holds speech models: the official one, or a clinic's own mirror of it."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from recordings.transcribe.models.errors import ModelError

LIST = "model-list.json"
"""The site's own list of its models, with the MD5 of each; a mirror may carry a copy of it."""

_LONGEST_LIST = 1 << 20
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
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

    def __init__(self, address: str, *, quiet_s: float = 60.0) -> None:
        """`quiet_s`: seconds without a byte after which the server counts as gone."""
        self.address = address.rstrip("/")
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
                raise ModelError(_refusal(self.url(file), exc.code)) from exc
        except (OSError, http.client.HTTPException) as exc:
            raise ModelError(self._no_way(file, exc)) from exc
        return _reply(body)

    def listed_md5(self, name: str) -> str:
        """The MD5 that the site's list gives for a model's zip file; empty where it says nothing."""
        try:
            with self.open(LIST).body as body:
                listed = json.loads(body.read(_LONGEST_LIST))
        except (ModelError, OSError, http.client.HTTPException, ValueError, RecursionError):
            return ""
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, Mapping) and entry.get("name") == name:
                md5 = str(entry.get("md5", "")).lower()
                return md5 if _MD5.fullmatch(md5) else ""
        return ""

    def _no_way(self, file: str, error: Exception) -> str:
        reason = error.reason if isinstance(error, URLError) else error
        why = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
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
    rest = int(length) if length.isascii() and length.isdigit() else None
    begins_at, total = 0, rest
    if body.status == http.client.PARTIAL_CONTENT:
        told = _RANGE.fullmatch(body.headers.get("Content-Range", ""))
        if told is None:
            body.close()
            raise ModelError("the server answers with a part and does not say which; use another mirror")
        begins_at, total = int(told[1]), None if told[2] == "*" else int(told[2])
    chunked = body.headers.get("Transfer-Encoding", "").lower() == "chunked"
    return Reply(body=body, begins_at=begins_at, total=total, tells_end=chunked, validator=validator)


def _refusal(url: str, code: int) -> str:
    if code in {http.client.NOT_FOUND, http.client.GONE}:
        return f"there is nothing at {url} ({code}); check CALLCENTER_MODELS_URL, or take the other --size"
    if 300 <= code < 400:
        return f"{url} sends us on to an address that is none of the web ({code}); check CALLCENTER_MODELS_URL"
    if code in {http.client.UNAUTHORIZED, http.client.FORBIDDEN}:
        return f"{url} may not be read ({code}); ask whoever runs this server, or set CALLCENTER_MODELS_URL to another"
    return f"the server of {url} has a fault ({code}); run this again later, it goes on where it stopped"
