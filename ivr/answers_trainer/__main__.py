"""`python -m ivr.answers_trainer [LANG ...]`: trains the answer models of the languages named, else of all five.

`evaluate [LANG ...]` prints how well the whole parser does on lines that were held out; `evaluate FOLDER/` on the
phrases of FOLDER/<language>.jsonl, which were written apart.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from callcenter.kit.languages import Language, parse_language
from ivr.answers_trainer.build import build_language
from ivr.answers_trainer.evaluate import held_out, table, written_apart, wrong


def main(arguments: list[str]) -> None:
    """Do what the arguments name, and say what came of it."""
    for line in _lines(arguments):
        sys.stdout.write(f"{line}\n")


def _lines(arguments: list[str]) -> Iterator[str]:
    if arguments[:1] != ["evaluate"]:
        for language in [parse_language(name) for name in arguments] or list(Language):
            yield from build_language(language)
        return
    folders = [Path(name) for name in arguments[1:] if "/" in name]
    if folders:
        tried = written_apart(folders[0])
    else:
        languages = [parse_language(name) for name in arguments[1:]] or list(Language)
        tried = {language: list(held_out(language)) for language in languages}
    yield from table(tried)
    yield from wrong(tried)


if __name__ == "__main__":
    main(sys.argv[1:])
