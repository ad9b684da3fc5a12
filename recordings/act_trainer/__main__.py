"""`python -m recordings.act_trainer [LANG ...]`: trains the act models of the languages named, else of all five.

The second opinion, which stands on them, is formed anew each time. In place of languages: `opinion` forms it alone, and
`evaluate` prints how well the labelled calls are judged by cross-validation (`evaluate dev`: those of development).
"""

import sys
from collections.abc import Iterator

from callcenter.kit.languages import Language, parse_language
from recordings.act_trainer.build import build_language, build_opinion
from recordings.act_trainer.cross_validation import cross_validated
from recordings.act_trainer.labelled import read_calls


def main(arguments: list[str]) -> None:
    """Do what the arguments name, and say what came of it."""
    for line in _lines(arguments):
        sys.stdout.write(f"{line}\n")


def _lines(arguments: list[str]) -> Iterator[str]:
    if arguments[:1] == ["evaluate"]:
        yield from cross_validated(only=_of_development() if arguments[1:] == ["dev"] else frozenset())
        return
    if arguments != ["opinion"]:
        for language in [parse_language(name) for name in arguments] or list(Language):
            yield from build_language(language)
    yield from build_opinion()


def _of_development() -> frozenset[str]:
    """The calls of development: numbers alone; those that were written later have a letter before the number."""
    return frozenset(call.id for call in read_calls() if call.id.partition("-")[2].isdigit())


if __name__ == "__main__":
    main(sys.argv[1:])
