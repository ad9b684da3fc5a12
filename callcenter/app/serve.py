"""The processes that run all day: everything in one (`serve`), or jobs alone (`worker`)."""

import gc
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace

import uvicorn
from fastapi import FastAPI

from callcenter.app.clinic_file import clinic_of, remember
from callcenter.app.compose import (
    Work,
    connect_line,
    lay_out_work,
    link_of,
    watchers_of,
    web_of,
)
from callcenter.app.content_lint import problems_of_clinic
from callcenter.app.folder_lock import FolderLock
from callcenter.app.ground import Ground, lay_ground, take_in_scripts
from callcenter.app.robot_line import Part
from callcenter.app.seed import SIGN_INS_FILE
from callcenter.app.settings import Settings
from callcenter.kit.errors import CallCenterError
from callcenter.kit.logs import get_logger
from callcenter.storage.reach import check_reachable
from callcenter.web.server import Server

_log = get_logger(__name__)

_BACKLOG = 256


class AddressTakenError(CallCenterError):
    """Another program listens where we should."""


def serve(settings: Settings, on_ready: Callable[[str], None]) -> None:
    """Run web server, jobs and exchange until SIGTERM or Ctrl-C; `on_ready` is told the address.

    Raises CallCenterError where the address is taken or the data folder is in use.
    """
    with ExitStack() as running:
        listening = running.enter_context(closing(_listen(settings.host, settings.port)))
        ground = _prepare(settings, running)
        _start_work(ground, running)
        line = connect_line(ground)
        if line.voice is not None:
            running.callback(line.voice.close)
        app = web_of(ground, line)
        for part in line.robots.parts if line.robots else ():
            _start(running, part)
        _start(running, line.inbox)
        _start(running, link_of(ground, line))
        _run_web(app, listening, lambda: on_ready(_address(settings, listening)))


def work(settings: Settings) -> None:
    """Run jobs until SIGTERM or Ctrl-C."""
    with ExitStack() as running:
        ground = _prepare(settings, running)
        _start_work(ground, running)
        _log.info("working")
        _wait_for_stop()


def _prepare(settings: Settings, running: ExitStack) -> Ground:
    lock = FolderLock(settings.data_dir, settings.unit)
    lock.take()
    running.callback(lock.release)
    _remember(settings)
    ground = lay_ground(settings)
    running.callback(ground.database.engine.dispose)
    running.callback(ground.jobs_engine.dispose)
    check_reachable(ground.jobs_engine, "CALLCENTER_JOBS_DATABASE_URL")
    for problem in problems_of_clinic(settings.content_dir) if settings.content_dir else ():
        _log.warning("the clinic's own content needs a look; `callcenter lint` tells all", problem=problem)
    take_in_scripts(ground)
    for watcher in (*watchers_of(ground), ground.scripts, ground.wordings):
        _start(running, watcher)
    return ground


def _remember(settings: Settings) -> None:
    """Keep what commands in the same folder need to know.

    That it is the demo only where a demo was begun here: a clinic that was started with CALLCENTER_DEMO by mistake must
    not stay one.
    """
    is_demo = settings.is_demo and (settings.data_dir / SIGN_INS_FILE).exists()
    remember(settings.data_dir, replace(clinic_of(settings), is_demo=is_demo))


def _start_work(ground: Ground, running: ExitStack) -> Work:
    """Take up what was left undone, then what has happened since."""
    work = lay_out_work(ground)
    work.jobs.start(work.kinds)
    running.callback(work.jobs.stop)
    for part in work.parts:
        _start(running, part)
    return work


def _run_web(app: FastAPI, listening: socket.socket, on_ready: Callable[[], None]) -> None:
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, backlog=_BACKLOG)
    server = _AnnouncingServer(config, on_ready)
    server.run(sockets=[listening])


class _AnnouncingServer(Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        keep_what_stays()
        self._on_ready()


def keep_what_stays() -> None:
    """Spare the collector of garbage what was made at the start and stays to the end: code, tables, templates, content.

    It is some 200,000 objects. To look through all of them takes a tenth of a second, in which every page waits.
    """
    gc.collect()
    gc.freeze()


def _listen(host: str, port: int) -> socket.socket:
    """Take the address first of all: a port in use is said before anything else is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, UnicodeError, TypeError) as exc:  # the last two: a name that no host can have
        listening.close()
        reason = exc.strerror if isinstance(exc, OSError) else "this is no name of a host"
        raise AddressTakenError(
            f"cannot listen on {host} port {port}: {reason}; "
            "choose another address with CALLCENTER_HOST and CALLCENTER_PORT"
        ) from exc
    return listening


def _address(settings: Settings, listening: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{listening.getsockname()[1]}"


def _wait_for_stop() -> None:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    stop.wait()


def _start(running: ExitStack, part: Part) -> None:
    part.start()
    running.callback(part.stop)
