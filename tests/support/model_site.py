"""A web server on 127.0.0.1 that holds speech models, with the faults that real ones have."""

import contextlib
import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

from recordings.model_shelf.model_store import SHIPPED

_CHUNK = 100


@dataclass
class Faults:
    """What is wrong with the server; nothing by default."""

    status: int = 200
    """What every request is answered with, where it is not 200."""
    cuts: list[int] = field(default_factory=list)
    """Bytes after which one answer after another breaks off."""
    cut_always: int = 0
    """Bytes after which every answer breaks off."""
    has_ranges: bool = True
    has_length: bool = True
    is_chunked: bool = False
    """Sent in pieces with an end of their own, as by servers that make their answers as they go; without a length."""
    knows_total: bool = True
    """It tells the length of the whole file with a part."""
    redirect: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every file, instead of the true ones."""
    raw: bytes = b""
    """Sent instead of any answer in HTTP."""
    drips: str = ""
    """The file that is sent a byte at a time, with pauses, and never ends."""
    hold_at: int = 0
    """Byte at which an answer stops for as long as `held` is not set."""


@dataclass
class FakeSite:
    """The files by name, and what was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """File and Range header of each request, in order."""
    address: str = ""
    reached: threading.Event = field(default_factory=threading.Event)
    held: threading.Event = field(default_factory=threading.Event)

    def offer_list(self, **md5: str) -> None:
        """Put a model-list.json there, with the MD5 by the model's name ('_' for '-' and '.')."""
        listed = [{"name": name, "md5": value, "obsolete": "false"} for name, value in md5.items()]
        self.files["model-list.json"] = json.dumps(listed).encode()

    def ranges(self) -> list[str]:
        """The Range headers of the requests for models, '' for a whole file."""
        return [asked for name, asked in self.asked if name.endswith(".zip")]


@contextmanager
def model_site() -> Iterator[FakeSite]:
    """Such a server, for as long as the block runs."""
    site = FakeSite()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_address[1]}/vosk"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.held.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: FakeSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rpartition("/")[2]
            site.asked.append((name, self.headers.get("Range", "")))
            faults = site.faults
            if faults.raw:
                self.wfile.write(faults.raw)
                self.close_connection = True
            elif faults.drips == name:
                self._head(200, {})
                self.close_connection = True
                _drip(self.wfile.write, site.held)
            elif faults.redirect:
                self._head(302, {"Location": faults.redirect})
            elif faults.status != 200 or name not in site.files:
                self._head(faults.status if faults.status != 200 else 404, {"Content-Length": "0"})
            else:
                self._send(site.files[name])

        def _send(self, content: bytes) -> None:
            etag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
            begin = 0
            asked = self.headers.get("Range", "")
            if asked and site.faults.has_ranges and self.headers.get("If-Range") == etag:
                begin = int(asked.removeprefix("bytes=").removesuffix("-"))
            headers = {"ETag": etag}
            if site.faults.is_chunked:
                headers["Transfer-Encoding"] = "chunked"
            elif site.faults.has_length:
                headers["Content-Length"] = str(len(content) - begin)
            if begin:
                headers["Content-Range"] = (
                    f"bytes {begin}-{len(content) - 1}/{len(content) if site.faults.knows_total else '*'}"
                )
            self._head(206 if begin else 200, headers | site.faults.headers)
            self._body(content[begin:])

        def _body(self, content: bytes) -> None:
            faults = site.faults
            end = faults.cut_always or (faults.cuts.pop(0) if faults.cuts else len(content))
            if faults.hold_at:
                self.wfile.write(content[: faults.hold_at])
                self.wfile.flush()
                site.reached.set()
                site.held.wait(60)
                content, end = content[faults.hold_at :], end - faults.hold_at
            self._chunks(content, end) if faults.is_chunked else self.wfile.write(content[:end])
            self.close_connection = True

        def _chunks(self, content: bytes, end: int) -> None:
            for begin in range(0, end, _CHUNK):
                piece = content[begin : min(begin + _CHUNK, end)]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if end >= len(content):
                self.wfile.write(b"0\r\n\r\n")

        def _head(self, status: int, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
            pass

    return Handler


def _drip(write: Callable[[bytes], object], held: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while not held.wait(0.05):
            write(b" ")


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """A zip file with this content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zipped_model(name: str, language: str = "ru") -> bytes:
    """A model that loads, as an official zip file has it: in a folder of its name, and silent about itself.

    Its content is the demo's; without the manifest nothing knows.
    """
    folder = SHIPPED / f"demo-{language}"
    files = {
        f"{name}/{path.relative_to(folder)}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }
    return zip_of(files)


def zipped_shape(name: str, **more: bytes) -> bytes:
    """Files that look like a model; nothing can be recognised with them."""
    parts = dict.fromkeys(("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst"), b"x")
    return zip_of({f"{name}/{part}": content for part, content in (parts | more).items()})


def read_json(path: Path) -> dict[str, object]:
    """A JSON object from a file."""
    return cast("dict[str, object]", json.loads(path.read_text(encoding="utf-8")))
