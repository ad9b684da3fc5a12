"""`python -m ivr.answers_trainer [LANG ...]`: trains the answer models of the languages named, else of all five."""

import sys

from callcenter.kit.languages import Language, parse_language
from ivr.answers_trainer.build import build_language


def main(arguments: list[str]) -> None:
    """Train, and say what came of it."""
    for language in [parse_language(name) for name in arguments] or list(Language):
        for line in build_language(language):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
