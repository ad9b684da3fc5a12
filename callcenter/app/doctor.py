"""What `callcenter doctor` looks at: one finding a check, each with what to do where something is wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from callcenter.app.clinic_face import face_of
from callcenter.app.content_lint import problems_of_clinic
from callcenter.app.settings import ExchangeKind, Settings
from callcenter.app.settings_table import PREFIX
from callcenter.kit.errors import CallCenterError
from callcenter.kit.findings import Finding, Verdict
from callcenter.kit.languages import Language
from callcenter.kit.secret import Secret
from callcenter.storage.engine import open_engine, sqlite_file
from callcenter.storage.migrate import pending_migrations
from callcenter.storage.reach import check_reachable
from callcenter.telephony.asterisk.checks import check_asterisk
from callcenter.web.assets.build import STAMP, VENDOR
from outbound.telling.told_store import ToldState, count_in
from recordings.judge.endpoint import Endpoint
from recordings.judge.port import LanguageModelError, Message
from recordings.judge.settings import JudgeSettings, is_safe_way
from recordings.model_shelf.listing import FoundModel, Places, State, found_for
from recordings.model_shelf.model_store import SHIPPED
from recordings.model_shelf.shelf import Shelf
from scripts_library.loader import SHIPPED as SHIPPED_SCRIPTS
from scripts_library.loader import load_library

_MB = 1_000_000
_LITTLE_DISK = 5_000 * _MB
_NO_DISK = 500 * _MB
_RECORDED_HOUR = 116 * _MB
"""One hour of a call as we keep it: two sides of 8,000 samples a second, 2 bytes each."""


def examine(settings: Settings) -> Iterator[Finding]:
    """All checks, one after another; no check stops the others."""
    yield _settings(settings)
    yield _data_folder(settings.data_dir)
    yield _disk(settings.data_dir)
    yield _guarded("database", partial(_database, settings.database_url))
    yield _guarded("jobs database", partial(_jobs_database, settings.jobs_database_url))
    yield _guarded("content", partial(_content, settings.content_dir))
    yield _guarded("browser files", _browser_files)
    yield from _models(settings)
    yield _judge(settings.judge)
    if settings.webhook is not None:
        yield _guarded("results told", partial(_results, settings.database_url))
    yield from _exchange(settings)
    yield _voice(settings)


def _guarded(what: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except CallCenterError as error:
        return Finding(what, Verdict.PROBLEM, str(error))


def _settings(settings: Settings) -> Finding:
    face = face_of(settings)
    where = f"{face.language}, {face.zone.key}, {face.country}"
    return Finding("settings", Verdict.OK, f"clinic in {where}; exchange {settings.exchange.value}")


def _data_folder(folder: Path) -> Finding:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return Finding("data folder", Verdict.PROBLEM, f"{there} cannot be written; change its owner or mode")
    if there != folder:
        return Finding("data folder", Verdict.OK, f"{folder} will be made at the first start")
    open_to_others = folder.stat().st_mode & 0o007
    if open_to_others:
        said = f"every user of this machine can look into {folder}; run: chmod o-rwx {folder}"
        return Finding("data folder", Verdict.ATTENTION, said)
    return Finding("data folder", Verdict.OK, str(folder))


def _disk(folder: Path) -> Finding:
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 1e9:.1f} GB free, room for {free // _RECORDED_HOUR:,} hours of calls"
    if free < _NO_DISK:
        return Finding("disk", Verdict.PROBLEM, f"{said}; recordings will be lost: free some space now")
    if free < _LITTLE_DISK:
        return Finding("disk", Verdict.ATTENTION, f"{said}; free some space soon")
    return Finding("disk", Verdict.OK, said)


def _database(url: Secret) -> Finding:
    file = sqlite_file(url.reveal())
    if file is not None and not file.exists():
        return Finding("database", Verdict.PROBLEM, f"{file} is not there yet; run `callcenter migrate`")
    engine = open_engine(url.reveal())
    try:
        check_reachable(engine)
        waiting = pending_migrations(engine)
    finally:
        engine.dispose()
    kind = engine.dialect.name
    if waiting:
        return Finding("database", Verdict.PROBLEM, f"{kind}, {waiting} to migrate; run `callcenter migrate`")
    return Finding("database", Verdict.OK, f"{kind}, up to date")


def _results(url: Secret) -> Finding:
    file = sqlite_file(url.reveal())
    if file is not None and not file.exists():
        return Finding("results told", Verdict.OK, "none yet")
    engine = open_engine(url.reveal())
    try:
        check_reachable(engine)
        if pending_migrations(engine):
            return Finding("results told", Verdict.ATTENTION, "nothing is known before `callcenter migrate`")
        with engine.connect() as connection:
            waiting, given_up = count_in(connection, ToldState.WAITING), count_in(connection, ToldState.GIVEN_UP)
    finally:
        engine.dispose()
    if given_up:
        said = f"{given_up} given up; mend what stands behind CALLCENTER_WEBHOOK_URL and run `callcenter results again`"
        return Finding("results told", Verdict.PROBLEM, said)
    return Finding("results told", Verdict.OK, f"{waiting} waiting")


def _jobs_database(url: Secret) -> Finding:
    file = sqlite_file(url.reveal())
    if file is not None and not file.exists():
        return Finding("jobs database", Verdict.OK, f"{file} will be made at the first start")
    engine = open_engine(url.reveal())
    try:
        check_reachable(engine, "CALLCENTER_JOBS_DATABASE_URL")
    finally:
        engine.dispose()
    return Finding("jobs database", Verdict.OK, f"{engine.dialect.name}, reachable")


def _content(own: Path | None) -> Finding:
    if own is None:
        return Finding("content", Verdict.OK, "scripts and standards as shipped")
    # What makes `serve` refuse to start is a problem, all else wants attention.
    load_library(SHIPPED_SCRIPTS, own / "scripts")
    problems = list(problems_of_clinic(own))
    if problems:
        said = f"{len(problems)} to look at; run `callcenter lint {own}`; the first: {problems[0]}"
        return Finding("content", Verdict.ATTENTION, said)
    return Finding("content", Verdict.OK, f"{own} comes before what is shipped")


def _browser_files() -> Finding:
    if not (VENDOR / STAMP).exists():
        said = "not built; run `make assets` (python -m callcenter.web.assets.build)"
        return Finding("browser files", Verdict.PROBLEM, said)
    return Finding("browser files", Verdict.OK, "built")


def _models(settings: Settings) -> Iterator[Finding]:
    places = Places(shelf=Shelf(settings.models_dir), shipped=SHIPPED, allow_demo=settings.is_demo)
    for language in Language:
        yield _model(found_for(places, language), is_first=language is settings.clinic_language)


def _model(found: FoundModel, *, is_first: bool) -> Finding:
    what = f"speech model {found.language}"
    if found.state is State.DAMAGED:
        return Finding(what, Verdict.PROBLEM, f"{found.name}: {found.problem}")
    if found.problem:
        verdict = Verdict.ATTENTION if is_first else Verdict.OK
        kept = f"calls in {found.language.english_name} are kept and marked 'not transcribed'"
        return Finding(what, verdict, f"{found.problem}; {kept}")
    return Finding(
        what, Verdict.OK, found.name + (" (demo: synthetic voices only)" if found.state is State.DEMO else "")
    )


def _judge(settings: JudgeSettings | None) -> Finding:
    what = "language model"
    if settings is None:
        return Finding(what, Verdict.OK, "none; what scoring leaves unsure waits for people")
    try:
        Endpoint(settings).answer([Message("user", 'Answer with this JSON object and nothing else: {"ready": true}')])
    except LanguageModelError as error:
        return Finding(what, Verdict.ATTENTION, f"{error}; until then what is unsure waits for people")
    if not is_safe_way(settings.url):
        said = f"{settings.model} answers, but calls go to {settings.url} unencrypted; give it an https:// address"
        return Finding(what, Verdict.ATTENTION, said)
    return Finding(what, Verdict.OK, f"{settings.model} at {settings.url} answers")


def _exchange(settings: Settings) -> Iterator[Finding]:
    if settings.exchange is not ExchangeKind.ASTERISK:
        yield _simulator(is_demo=settings.is_demo)
        return
    yield from check_asterisk(settings.asterisk)


def _simulator(*, is_demo: bool) -> Finding:
    if is_demo:
        return Finding("exchange", Verdict.OK, "simulator")
    said = "the simulator, so no real call comes in; set CALLCENTER_EXCHANGE=asterisk and what README.md says beside it"
    return Finding("exchange", Verdict.ATTENTION, said)


def _voice(settings: Settings) -> Finding:
    """What the clinic's voice would have to leave out of its sentences."""
    face = face_of(settings)
    told = {"NAME": face.name, "PHONE": face.phone, "ADDRESS": face.address.screen, "HOURS": face.hours.screen}
    missing = [f"{PREFIX}CLINIC_{name}" for name, value in told.items() if not value]
    if not missing:
        known = f"knows name, number, address and hours; in an emergency it names {face.emergency}"
        return Finding("clinic's voice", Verdict.OK, known)
    said = f"before robots lead calls, set {', '.join(missing)}: they tell it to patients"
    is_soon = bool(settings.inbound_flow) or settings.exchange is ExchangeKind.ASTERISK
    return Finding("clinic's voice", Verdict.ATTENTION if is_soon else Verdict.OK, said)
