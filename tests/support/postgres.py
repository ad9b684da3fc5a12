"""A PostgreSQL of our own for the tests: a throw-away cluster on a free loopback port, started once a test run.

PostgreSQL refuses to run as root, so root starts it as the system's `postgres` user (or `nobody`), in a folder of
that user. Nothing is written to disk safely (fsync off): the cluster lives as long as the run.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

_START_S = 60
_TRIES = 3
_SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
)


class NoPostgresError(Exception):
    """PostgreSQL cannot be had here; the message says why."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster; `url` leads to its `postgres` database."""

    port: int
    password: str

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The address of one database of the cluster."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The address of a new empty database, which is dropped at the end, whoever is still connected."""
        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self.url_of(name)
        finally:
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def server_programs() -> Path:
    """The folder with initdb, pg_ctl and postgres; the newest version where there are several."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if on_path := shutil.which("initdb"):
        candidates.insert(0, Path(on_path).resolve().parent)
    for folder in candidates:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise NoPostgresError("no PostgreSQL server programs (initdb, pg_ctl) here; `make test` as root installs them")


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A cluster from start to stop; raises NoPostgresError where it cannot run, with the server's own words."""
    programs = server_programs()
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="callcenter-postgres-"))
    try:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        server = _Server(programs, folder, account)
        cluster = server.start()
        try:
            yield cluster
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    def __init__(self, programs: Path, folder: Path, account: pwd.struct_passwd | None) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self._account = account

    def start(self) -> Cluster:
        password = secrets.token_hex(16)
        password_file = self._folder / "password"
        password_file.write_text(password, encoding="ascii")
        self._run(
            *("initdb", "--pgdata", str(self._data), "--username", "postgres", "--pwfile", str(password_file)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        for _ in range(_TRIES - 1):
            try:
                return self._listen(password)
            except NoPostgresError:  # somebody took the port in between: try the next one
                continue
        return self._listen(password)

    def stop(self) -> None:
        """Stop the cluster; pg_ctl reads the process id that this very server wrote."""
        self._run("pg_ctl", "--pgdata", str(self._data), "--mode", "immediate", "--wait", "stop")

    def _listen(self, password: str) -> Cluster:
        port = _free_port()
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"port={port}"))
        log = self._folder / "log"
        try:
            self._run(
                *("pg_ctl", "--pgdata", str(self._data), "--log", str(log), "--options", options),
                *("--wait", "--timeout", str(_START_S), "start"),
            )
        except NoPostgresError as error:
            said = log.read_text(errors="replace")[-600:] if log.exists() else ""
            raise NoPostgresError(f"{error} {said}") from error
        return Cluster(port, password)

    def _run(self, program: str, *arguments: str) -> None:
        # Output goes to a file: a pipe would stay open in the server and never end.
        with (self._folder / "output").open("w+", encoding="utf-8") as output:
            done = subprocess.run(
                [self._programs / program, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                user=self._account.pw_uid if self._account else None,
                group=self._account.pw_gid if self._account else None,
                extra_groups=[] if self._account else None,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                timeout=_START_S * 2,
                check=False,
            )
            if done.returncode != 0:
                output.seek(0)
                raise NoPostgresError(f"{program} failed: {output.read().strip()[-600:]}")


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as; None where that is ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoPostgresError("PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' here")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0
