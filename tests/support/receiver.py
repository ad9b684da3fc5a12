"""A clinic's other system that is told results: a real HTTP server, which does what its test lets it do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What the server does and has got."""

    url: str = ""
    does: list[str] = field(default_factory=list)
    """What it does with the next requests: a status such as '500', 'hang' (no answer until the end), 'late' (takes the
    request, answers when `late` is set), 'drop' (the connection breaks); 200 where nothing is left."""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    late: threading.Event = field(default_factory=threading.Event)
    came: threading.Event = field(default_factory=threading.Event)

    def bodies(self) -> list[bytes]:
        """What it was told, in the order in which it came."""
        return [body for _, body in self.got]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver on a port of its own."""
    made = Receiver()

    class _Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append((dict(self.headers.items()), body))
            what = made.does.pop(0) if made.does else "200"
            made.came.set()
            if what == "hang":
                made.ended.wait(30)
                return
            if what == "late":
                made.late.wait(30)
            if what == "drop":
                self.connection.close()
                return
            status = int(what) if what.isdigit() else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_address[1]}/calls"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.ended.set()
        made.late.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)
