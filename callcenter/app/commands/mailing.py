"""`callcenter mailing`: news to patients who agreed to messages."""

import re
from pathlib import Path

import click

from callcenter.app.campaign_line import usual_terms
from callcenter.app.clinic_face import face_of
from callcenter.app.terminal.counting import counted
from callcenter.app.terminal.surroundings import as_given, open_database, settings_and_logs
from callcenter.kit.clock import SystemClock
from callcenter.kit.content import read_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from outbound.mailing.message import About
from outbound.mailing.news_service import NO_TEXT, Mailed, Mailing, Newsletters
from outbound.mailing.text_loader import load_wordings
from outbound.mailing.wording import written

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,38}")


@click.command()
@click.argument("name")
@click.argument("texts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--really", is_flag=True, help="Send it; without this it is only counted who would get it.")
def mailing(name: str, texts: Path, *, really: bool) -> None:
    """Send news to every patient who agreed to messages; nobody gets the mailing NAME twice.

    TEXTS is a YAML file with the news in each language (ru: ..., pl: ...). The clinic's name and how to get no more
    messages are added. Whoever never agreed, asked for no messages, or complained is left out.
    """
    if not _NAME.fullmatch(name):
        raise BadInputError("a mailing is named by 2 to 39 small letters, digits and '-', such as spring-hours")
    settings = settings_and_logs(as_given)
    face = face_of(settings)
    news = {Language(one): entry.text() for one, entry in read_content(texts).fields(allowed=tuple(Language)).items()}
    whole = {
        language: written(
            load_wordings(language, settings.own_content),
            About.NEWS,
            {"clinic": face.name, "phone": face.phone, "news": text},
        )
        for language, text in news.items()
    }
    with open_database(settings) as database:
        done = Newsletters(database, SystemClock(), usual_terms(settings)).send(
            Mailing(id=name, texts=whole), really=really
        )
    _print(done, really=really)


def _print(done: Mailed, *, really: bool) -> None:
    click.echo(f"{counted(done.asked, 'message')} " + ("will be sent" if really else "would be sent; add --really"))
    if done.before:
        click.echo(f"{done.before} asked for before")
    for reason, number in sorted(done.left_out.items(), key=lambda one: (-one[1], one[0])):
        said = "nothing written in their language" if reason == NO_TEXT else reason.replace("_", " ")
        click.echo(f"  left out: {number} ({said})")
