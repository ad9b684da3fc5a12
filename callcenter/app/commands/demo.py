"""`callcenter demo` and `callcenter seed-demo`: the demo clinic with one command."""

import errno
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import click

from callcenter.app.clinic_file import ClinicFileError, as_remembered, clinic_of, remember, remembered
from callcenter.app.demo_campaigns import move_evening, seed_campaigns
from callcenter.app.demo_environment import demo_environment
from callcenter.app.seed import SIGN_INS_FILE, NotADemoError, SignIn, seed_demo
from callcenter.app.settings import Settings
from callcenter.app.terminal.stopping import until_stopped
from callcenter.app.terminal.surroundings import Environment, as_given, memory_of, open_database, settings_and_logs
from callcenter.clinic.demo.load import load_demo
from callcenter.kit.clock import SystemClock
from callcenter.kit.languages import Language
from callcenter.storage.migrate import migrate
from callcenter.web.passwords import Passwords


@click.command()
@click.option("--evening", is_flag=True, help="Call an evening's confirmations now, in ten minutes.")
def demo(*, evening: bool) -> None:
    """Start the demo clinic on a loopback port: migrate, seed, serve, and print the address and sign-ins.

    Its language is the machine's (LC_ALL, LC_MESSAGES, LANG) where it is one of the five, else English;
    CALLCENTER_CLINIC_LANGUAGE asks for another. Its data are in data/demo-LANGUAGE.

    With --evening the calls that a clinic makes from 16:00 to 20:00 are made in the next ten minutes.
    """
    from callcenter.app.serve import serve  # late: everything that runs is imported with it

    given = settings_and_logs(_demo_environment)
    settings = replace(given, port=given.port if _is_free(given.host, given.port) else 0)
    sign_ins = _seed(settings)
    told = _move_evening(settings) if evening else ""
    with until_stopped():
        serve(settings, on_ready=lambda address: _welcome(settings, address, sign_ins, told))


@click.command("seed-demo")
def seed_demo_command() -> None:
    """Fill an empty database with the demo clinic and print its sign-ins; running it again changes nothing."""
    settings = settings_and_logs(as_given)
    _print_sign_ins(settings, _seed(settings))


def _seed(settings: Settings) -> Sequence[SignIn]:
    _refuse_another_language(settings)
    cast = load_demo(settings.clinic_language)
    with open_database(settings, migrated=False) as database:
        migrate(database.engine)
        today = SystemClock().now().astimezone(cast.zone).date()
        sign_ins = seed_demo(database, cast, today, settings.data_dir, Passwords().hash)
        seed_campaigns(database, SystemClock(), cast)
    remember(settings.data_dir, clinic_of(replace(settings, is_demo=True)))
    return sign_ins


def _move_evening(settings: Settings) -> str:
    """What to tell of the evening that is moved to now."""
    with open_database(settings) as database:
        moved = move_evening(database, SystemClock(), load_demo(settings.clinic_language))
    return (
        f"\nThe demo's evening: calls of 16:00 to 20:00 are made from {moved.begins:%H:%M} to {moved.ends:%H:%M} by "
        "the clinic's clock, to invented patients. Who does not answer is called again after two minutes, not an hour. "
        "`callcenter campaign report confirmation` tells how it goes."
    )


def _demo_environment(environment: Environment) -> Environment:
    """In a folder that holds a demo, that demo's language comes before the machine's."""
    clinic = memory_of(environment) if environment.get("CALLCENTER_DATA_DIR", "").strip() else None
    return demo_environment(as_remembered(environment, clinic) if clinic else environment)


def _refuse_another_language(settings: Settings) -> None:
    """Patients of two languages in one database would be nobody's clinic. Raises NotADemoError."""
    with suppress(ClinicFileError):
        clinic = remembered(settings.data_dir)
        if clinic is not None and clinic.language is not settings.clinic_language:
            raise NotADemoError(
                f"{settings.data_dir} holds a clinic in {clinic.language.english_name}; for a demo in "
                f"{settings.clinic_language.english_name} give another folder with CALLCENTER_DATA_DIR"
            )


def _welcome(settings: Settings, address: str, sign_ins: Sequence[SignIn], told: str) -> None:
    click.echo(f"\nThe demo clinic runs at {address}\n")
    _print_sign_ins(settings, sign_ins)
    speaks, others = settings.clinic_language, _others(settings)
    click.echo(f"\nIt speaks {speaks.english_name}. CALLCENTER_CLINIC_LANGUAGE={others} asks for another language.")
    if told:
        click.echo(told)
    click.echo("Stop it with Ctrl-C.")


def _others(settings: Settings) -> str:
    return "|".join(language.value for language in Language if language is not settings.clinic_language)


def _print_sign_ins(settings: Settings, sign_ins: Sequence[SignIn]) -> None:
    click.echo("Sign in as")
    width = max(len(one.login) for one in sign_ins)
    for one in sign_ins:
        click.echo(f"  {one.login:<{width}}  {one.password}  {one.role}")
    click.echo(f"(kept in {settings.data_dir / SIGN_INS_FILE})")


def _is_free(host: str, port: int) -> bool:
    """True where the port can be listened on now; the server binds it for good a moment later."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as exc:
            return exc.errno != errno.EADDRINUSE
        return True
