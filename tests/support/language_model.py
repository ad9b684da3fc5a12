"""A server on 127.0.0.1 that speaks as OpenAI's does, with the faults that real ones have."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from recordings.judge.settings import JudgeSettings

Body = dict[str, Any]  # what a client sends, in its own JSON

_SLOWLY_S = 0.05


@dataclass
class FakeModel:
    """What the server answers, and what it was asked."""

    says: str | Callable[[Body], str] = "{}"
    """The model's own words, or how to find them in the question."""
    status: int = 200
    raw: bytes | None = None
    """Sent as the body instead of a chat completion."""
    cut: int = 0
    """Bytes of the body after which the connection breaks."""
    refuses_format: bool = False
    """It knows no response_format."""
    is_silent: bool = False
    """It takes the question and never answers."""
    drips: bool = False
    """It sends a byte now and then, without end."""
    moved_to: str = ""
    asked: list[Body] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The address that settings name."""
        return f"http://127.0.0.1:{self.port}/v1"

    def settings(self, *, timeout_s: float = 20.0) -> JudgeSettings:
        """Settings that name this server."""
        return JudgeSettings(url=self.url, model="small", timeout_s=timeout_s)

    def question(self) -> Body:
        """The JSON of the newest question."""
        found: Body = json.loads(self.asked[-1]["messages"][-1]["content"])
        return found


@contextmanager
def language_model() -> Iterator[FakeModel]:
    """Such a server, for as long as the block runs."""
    model = FakeModel()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    server.daemon_threads = True
    model.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield model
    finally:
        model.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(model: FakeModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append(body)
            model.keys.append(self.headers.get("Authorization", ""))
            if model.is_silent:
                model.over.wait(60)
                return
            if model.drips:
                self._drip()
                return
            if self.path != "/v1/chat/completions":
                self._send(404, b"{}")
            elif model.moved_to:
                self._send(307, b"", Location=model.moved_to)
            elif model.refuses_format and "response_format" in body:
                self._send(400, b'{"error": "response_format is not supported"}')
            else:
                self._send(model.status, model.raw if model.raw is not None else _completion(model, body))

        def _send(self, status: int, content: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: model.cut] if model.cut else content)

        def _drip(self) -> None:
            self.send_response(200)
            self.end_headers()
            while not model.over.wait(_SLOWLY_S):
                try:
                    self.wfile.write(b" ")
                except OSError:
                    return  # the client has gone

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
            """Nothing: tests print their own."""

    return Handler


def _completion(model: FakeModel, body: Body) -> bytes:
    said = model.says if isinstance(model.says, str) else model.says(body)
    choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
    return json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode()
