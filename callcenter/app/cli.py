"""The command line: `callcenter VERB`. A verb's module is imported only when the verb is used, so help is quick.

Results go to standard output, problems to standard error. Exit code 0: done; 1: it failed, or found problems;
2: the command or a setting was written wrongly.
"""

import errno
import importlib
import os
from dataclasses import dataclass
from typing import cast

import click

from callcenter.app.given import ConfigError
from callcenter.kit.errors import CallCenterError
from callcenter.kit.outside import printable


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: what it does in a line, and the click command behind it."""

    help: str
    where: str
    """module:attribute"""


_HERE = "callcenter.app.commands"

VERBS = {
    "serve": Verb("Start the web server, the jobs and the exchange in one process.", f"{_HERE}.serve:serve"),
    "worker": Verb("Start a process for jobs alone (many machines, PostgreSQL).", f"{_HERE}.serve:worker"),
    "demo": Verb("Start the demo clinic: migrate, seed, serve, print the sign-ins.", f"{_HERE}.demo:demo"),
    "migrate": Verb("Bring the database up to date.", f"{_HERE}.migrate:migrate"),
    "seed-demo": Verb("Fill an empty database with the demo clinic.", f"{_HERE}.demo:seed_demo_command"),
    "user": Verb("Add and change the people who sign in.", f"{_HERE}.user:user"),
    "access-log": Verb("Print who looked at whose data.", f"{_HERE}.access_log:access_log"),
    "doctor": Verb("Check settings, database, disk, speech models and exchange.", f"{_HERE}.doctor:doctor"),
    "models": Verb("List, fetch, check and remove speech models.", f"{_HERE}.models:models"),
    "transcribe": Verb("Write down what is said in recordings.", f"{_HERE}.transcribe:transcribe"),
    "listen": Verb("Play a recording as a live call and print its words.", f"{_HERE}.listen:listen"),
    "score": Verb("Score transcripts against the phone standard.", f"{_HERE}.score:score"),
    "ingest": Verb("Keep a recording from outside, transcribe and score it.", f"{_HERE}.ingest:ingest"),
    "search": Verb("Find calls by what was said in them.", f"{_HERE}.search:search"),
    "export": Verb("Copy a recording and its transcript to a folder.", f"{_HERE}.export:export"),
    "ivr": Verb("Try what the robot says and understands.", f"{_HERE}.ivr:ivr"),
    "prompts": Verb("List, record and render what the robot says.", f"{_HERE}.prompts:prompts"),
    "clinic": Verb("Take the clinic's patients, visits and plans from its files.", f"{_HERE}.clinic:clinic"),
    "campaign": Verb("Say who is called for what, when, and why not.", f"{_HERE}.campaign:campaign"),
    "mailing": Verb("Send news to patients who agreed to messages.", f"{_HERE}.mailing:mailing"),
    "results": Verb("Say what another system was told; tell it again.", f"{_HERE}.results:results"),
    "lint": Verb("Check scripts, standards and translations.", f"{_HERE}.lint:lint"),
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        module, _, attribute = verb.where.partition(":")
        return cast(click.Command, getattr(importlib.import_module(module), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.help) for name, verb in VERBS.items()])

    def invoke(self, ctx: click.Context) -> object:
        before = os.umask(0o077)  # databases, recordings and secrets are for this user's eyes alone
        ctx.call_on_close(lambda: os.umask(before))
        try:
            return super().invoke(ctx)
        except CallCenterError as error:
            # A message may have several lines; what it quotes of names and of other machines moves no cursor.
            click.echo("\n".join(map(printable, f"callcenter: {error}".split("\n"))), err=True)
            ctx.exit(2 if isinstance(error, ConfigError) else 1)
        except OSError as error:
            if error.errno in {None, errno.EPIPE}:
                raise  # not about a disk; a reader who has gone is click's business
            where = "" if error.filename is None else f"{printable(str(error.filename))}: "
            click.echo(f"callcenter: {where}{error.strerror}; see to the disk, its space and its rights", err=True)
            ctx.exit(1)


@click.command(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="callcenter", prog_name="callcenter")
def main() -> None:
    """A call centre for clinics.

    Settings are CALLCENTER_... variables; `callcenter doctor --settings` lists them.
    """
