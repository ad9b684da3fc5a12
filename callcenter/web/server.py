"""The HTTP server: uvicorn, which ends the live streams first when it goes down."""

import socket
from typing import cast

import uvicorn
from fastapi import FastAPI

from callcenter.web.runtime import Runtime


class Server(uvicorn.Server):
    """Serves one application. Live streams never end by themselves, so a graceful stop would wait for ever."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        app = cast(FastAPI, config.app)
        self._runtime = cast(Runtime, app.state.runtime)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the live streams, then wait for the requests in work."""
        self._runtime.hub.stop()
        await super().shutdown(sockets)
