"""An application of create_app served on a free loopback port, in a thread of the test."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from callcenter.web.server import Server

_START_S = 60.0


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application of create_app in a thread; gives its address, such as 'http://127.0.0.1:40123'."""
    server = _NoticedServer(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, name="web-under-test")
    thread.start()
    try:
        assert server.is_up.wait(_START_S), "the server did not start"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(_START_S)
        assert not thread.is_alive(), "the server did not stop"


class _NoticedServer(Server):
    """Says when it has started, so that nobody has to poll."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_up.set()
