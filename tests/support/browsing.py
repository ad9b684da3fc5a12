"""A person at a browser, without a browser: the product's own pages, posts and live streams over HTTP."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx

from tests.support.pages import text_of

_WITHIN_S = 60.0
_SILENCE_S = 40.0
"""Longer than the pause between two heartbeats of a stream."""


class Stream:
    """The live stream of an open page: what its regions show now."""

    def __init__(self, response: httpx.Response) -> None:
        self.regions: dict[str, str] = {}
        """HTML by the region's name."""
        self._lines = response.iter_lines()

    def until(self, region: str, shows: Callable[[str], bool], within_s: float = _WITHIN_S) -> str:
        """Read on until the region's HTML is as asked for; returns it. What is shown already counts."""
        end = time.monotonic() + within_s
        while not shows(self.regions.get(region, "")):
            assert self._read_on(), "the stream has ended"
            assert time.monotonic() < end, f"within {within_s:g} s {region} came to: {text_of(self.regions[region])}"
        return self.regions[region]

    def _read_on(self) -> bool:
        """Take in one event; False where the connection is at its end."""
        event, data = "", []
        for line in self._lines:
            name, _, value = line.partition(":")
            if name == "event":
                event = value.removeprefix(" ")
            elif name == "data":
                data.append(value.removeprefix(" "))
            elif not line and event:
                self.regions[event] = "\n".join(data)
                return True
        return False


class Person:
    """Somebody at a browser that holds one session."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.http = httpx.Client(base_url=address, timeout=httpx.Timeout(20, read=_SILENCE_S))

    def sign_in(self, login: str, password: str) -> None:
        """Sign in; fails where the product refuses."""
        answer = self.post("/sign-in", login=login, password=password)
        assert answer.status_code == HTTPStatus.SEE_OTHER, text_of(answer.text)

    def read(self, path: str) -> str:
        """The HTML of a page; fails where it cannot be had."""
        answer = self.http.get(path)
        assert answer.status_code == HTTPStatus.OK, f"{path}: {answer.status_code}"
        return answer.text

    def post(self, path: str, *, site: str = "same-origin", htmx: bool = False, **fields: str) -> httpx.Response:
        """Send a form as a page of `site` makes the browser send it; `htmx` where a script of the page sends it."""
        origin = self._address if site == "same-origin" else "https://elsewhere.example"
        headers = {"Origin": origin, "Sec-Fetch-Site": site, **({"HX-Request": "true"} if htmx else {})}
        return self.http.post(path, data=fields, headers=headers)

    def press(self, path: str, **fields: str) -> None:
        """Press a button of a page; fails where the product refuses."""
        answer = self.post(path, htmx=True, **fields)
        assert answer.status_code == HTTPStatus.NO_CONTENT, f"{path}: {answer.status_code} {text_of(answer.text)}"

    @contextmanager
    def watching(self, path: str) -> Iterator[Stream]:
        """The live stream of the page at `path`."""
        with self.http.stream("GET", f"{path}/live", headers={"Accept": "text/event-stream"}) as response:
            assert response.status_code == HTTPStatus.OK, f"{path}: {response.status_code}"
            yield Stream(response)


@contextmanager
def person_at(address: str) -> Iterator[Person]:
    """A person whose browser is open at `address`; the browser is closed at the end of the block."""
    person = Person(address)
    with person.http:
        yield person


def found(pattern: str, html: str) -> str:
    """What the pattern's group catches; fails where it is not there."""
    match = re.search(pattern, html)
    assert match, f"no {pattern} in: {text_of(html)}"
    return match[1]
