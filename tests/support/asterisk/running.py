"""Start, freeze, kill and restart a real Asterisk on free loopback ports; several at once, nothing left behind."""

import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from tests.support.asterisk.config import RTP_PORTS, Ports, Settings, write_config
from tests.support.asterisk.install import Installation

START_WITHIN_S = 90.0
STOP_WITHIN_S = 10.0


class AsteriskDidNotStartError(Exception):
    """The process ended or stayed silent; the message holds the end of its log."""


class RunningAsterisk:
    """One Asterisk of our own. `with RunningAsterisk(installation) as asterisk:` gives it fully booted."""

    def __init__(self, installation: Installation, settings: Settings | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="asterisk-"))
        self.ports = _free_ports()
        self._installation = installation
        self._process: subprocess.Popen[bytes] | None = None
        write_config(self.folder, installation, self.ports, settings or Settings())

    @property
    def recordings(self) -> Path:
        """Where its MixMonitor writes."""
        return self.folder / "recordings"

    def start(self) -> None:
        """Start it and wait until it is fully booted."""
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.bind(str(ready))
            libraries = self._installation.libraries
            environment = {
                "PATH": "/usr/bin:/bin",
                "MALLOC_ARENA_MAX": "2",
                "GCONV_PATH": str(libraries / "gconv"),
                "NOTIFY_SOCKET": str(ready),
                "HOME": str(self.folder),
            }
            command = _dies_with_us() + self._installation.command(
                "-f", "-C", str(self.folder / "etc" / "asterisk.conf")
            )
            with (self.folder / "log" / "console").open("ab") as console:
                self._process = subprocess.Popen(
                    command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=console, stderr=console
                )
            self._wait_until_ready(notify)

    def stop(self) -> None:
        """End it in an orderly way; kill it where it does not obey."""
        process = self._process
        if process is None:
            return
        self.thaw()
        process.terminate()
        try:
            process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._process = None

    def kill(self) -> None:
        """kill -9: no farewell, recordings stay open."""
        process = self._running()
        process.kill()
        process.wait()
        self._process = None

    def freeze(self) -> None:
        """It stays connected, but does nothing any more."""
        self._running().send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after `freeze`; no harm where it was not frozen."""
        self._running().send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Kill it (an orderly stop takes it a second) and remove its folder."""
        if self._process is not None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What it has written to its log and console."""
        files = (self.folder / "log" / name for name in ("messages", "messages.log", "console"))
        return "\n".join(path.read_text(errors="replace") for path in files if path.exists())

    def __enter__(self) -> "RunningAsterisk":
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise AsteriskDidNotStartError("Asterisk is not running")
        return self._process

    def _wait_until_ready(self, notify: socket.socket) -> None:
        """Asterisk tells its service manager READY=1 once it is fully booted; we are that service manager."""
        process = self._running()
        deadline = time.monotonic() + START_WITHIN_S
        exited = os.pidfd_open(process.pid)
        try:
            while (left := deadline - time.monotonic()) > 0:
                either: list[socket.socket | int] = [notify, exited]
                readable, _, _ = select.select(either, [], [], left)
                if notify in readable and b"READY=1" in notify.recv(4096):
                    return
                if exited in readable:
                    break
        finally:
            os.close(exited)
        raise AsteriskDidNotStartError(self.log()[-2000:])


def _dies_with_us() -> list[str]:
    """A killed test run leaves no Asterisk behind: the kernel ends it with us (util-linux)."""
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def _free_ports() -> Ports:
    """Ports that were free a moment ago. The RTP range is only a likely one: Asterisk passes over what is taken."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        tcp.bind(("127.0.0.1", 0))
        udp.bind(("127.0.0.1", 0))
        ami, sip = tcp.getsockname()[1], udp.getsockname()[1]
    return Ports(ami=ami, sip=sip, rtp=10_000 + (sip * 2) % (22_000 - RTP_PORTS))
