"""Wordings of messages from content files: those that are shipped, with the clinic's own over them."""

from collections.abc import Iterable
from pathlib import Path

from callcenter.kit.content import ContentError, Entry, read_content
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language, parse_language
from outbound.mailing.message import About
from outbound.mailing.wording import Wordings, problems_of_stop, problems_of_text

SHIPPED = Path(__file__).parent / "texts"
OWN = "messages"
"""The folder of a clinic's own wordings in its content folder."""


def load_wordings(language: Language, own: Path | None = None) -> Wordings:
    """The wordings of a language. `own`: the clinic's content folder; what its file says goes before what is shipped.

    Raises ContentError.
    """
    shipped = read_wordings(SHIPPED / f"{language.value}.yaml")
    missing = [about.value for about in About if about not in shipped.texts]
    if missing or not shipped.stop:
        raise ContentError(
            SHIPPED / f"{language.value}.yaml", 1, f"there is no wording of {', '.join(missing) or 'stop'}"
        )
    file = None if own is None else own / OWN / f"{language.value}.yaml"
    if file is None or not file.is_file():
        return shipped
    theirs = read_wordings(file)
    return Wordings(language, {**shipped.texts, **theirs.texts}, theirs.stop or shipped.stop)


def read_wordings(path: Path) -> Wordings:
    """What one file words; it need not word all. Raises ContentError for the first mistake."""
    fields = read_content(path).fields(required=("language", "messages"), allowed=("stop",))
    try:
        language = parse_language(fields["language"].text())
    except BadInputError as exc:
        raise fields["language"].fail(str(exc)) from exc
    texts: dict[About, str] = {}
    for name, entry in fields["messages"].fields(allowed=tuple(About)).items():
        texts[About(name)] = _checked(entry, problems_of_text(About(name), entry.text()))
    stop = _checked(fields["stop"], problems_of_stop(fields["stop"].text())) if "stop" in fields else ""
    return Wordings(language, texts, stop)


def _checked(entry: Entry, problems: Iterable[str]) -> str:
    for problem in problems:
        raise entry.fail(problem)
    return entry.text()
