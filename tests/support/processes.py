"""`callcenter serve` and `callcenter demo` as processes of their own, for tests of starts, stops and crashes."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.commands import ROOT, environment

_START_S = 120.0
_STOP_S = 60.0
_ADDRESS = re.compile(r"http://\S+:\d+")


class ServeProcess:
    """One running process; `address` is where it listens."""

    def __init__(self, verb: str, folder: Path, settings: dict[str, str]) -> None:
        self._errors = folder / f"{verb}.stderr"
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.printed: list[str] = []
        with self._errors.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from callcenter.app.cli import main; main()", verb],
                cwd=ROOT,
                env=environment({"CALLCENTER_DATA_DIR": str(folder / "data"), "PYTHONUNBUFFERED": "1", **settings}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = ""

    def wait_until_it_listens(self) -> None:
        """Read what it prints until its address comes."""
        self.address = self.prints(_ADDRESS)[0]

    def prints(self, pattern: str | re.Pattern[str]) -> re.Match[str]:
        """The next line of its output in which the pattern is found, waited for."""
        while (line := self._take(_START_S)) is not None:
            if found := re.search(pattern, line):
                return found
        code = self._process.wait(_STOP_S)
        raise AssertionError(f"it ended with code {code} before it printed {pattern}:\n{self.said()[-3000:]}")

    def said(self) -> str:
        """What the process wrote to standard error so far, its logs included."""
        return self._errors.read_text(encoding="utf-8")

    def kill(self) -> None:
        """kill -9: nothing is tidied up."""
        self._process.kill()
        self._process.wait(_STOP_S)

    def stop(self, by: signal.Signals = signal.SIGTERM, *, within_s: float = _STOP_S) -> int:
        """SIGTERM as systemd does it, or another signal; the exit code. Fails where it takes longer than `within_s`."""
        self._process.send_signal(by)
        assert self.wait_for_end(within_s), f"still there {within_s:g} s after {by.name}:\n{self.said()[-3000:]}"
        code = self._process.wait()
        self._reader.join(_STOP_S)
        while not self._lines.empty():
            self._take(0)
        return code

    def wait_for_end(self, at_most_s: float) -> bool:
        """Wait until it ends by itself, at most so long; True where it did."""
        try:
            self._process.wait(at_most_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def cpu_seconds(self) -> float:
        """Processor time used so far, of this process and the children that it waited for."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1000

    def end(self) -> None:
        """Make sure that it is gone, however the test ended."""
        if self._process.poll() is None:
            self.kill()
        self._reader.join(_STOP_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _take(self, timeout_s: float) -> str | None:
        try:
            line = self._lines.get(timeout=timeout_s)
        except queue.Empty:
            self.kill()
            raise AssertionError(f"no further line within {timeout_s} s:\n{self.said()[-3000:]}") from None
        if line is not None:
            self.printed.append(line)
        return line


@contextmanager
def running(verb: str, folder: Path, **settings: str) -> Iterator[ServeProcess]:
    """`callcenter VERB` with its data in `folder`, on any free port; gone at the end of the block.

    Settings are given without their prefix: `running("serve", folder, DEMO="yes")`.
    """
    with started(verb, folder, **{"PORT": "0", **settings}) as process:
        process.wait_until_it_listens()
        yield process


@contextmanager
def started(verb: str, folder: Path, **settings: str) -> Iterator[ServeProcess]:
    """The same for a verb that listens nowhere, such as `worker`; it may not be ready yet."""
    process = ServeProcess(verb, folder, {f"CALLCENTER_{name}": value for name, value in settings.items()})
    try:
        yield process
    finally:
        process.end()
