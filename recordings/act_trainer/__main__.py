"""`python -m recordings.act_trainer [LANG ...]`: trains the act models of the languages named, else of all five.

The second opinion, which stands on them, is formed anew each time; `opinion` in place of languages: that alone.
"""

import sys

from callcenter.kit.languages import Language, parse_language
from recordings.act_trainer.build import build_language, build_opinion


def main(arguments: list[str]) -> None:
    """Build and say how well each side cross-validates."""
    if arguments != ["opinion"]:
        _train_acts(arguments)
    for line in build_opinion():
        sys.stdout.write(f"{line}\n")


def _train_acts(arguments: list[str]) -> None:
    for language in [parse_language(name) for name in arguments] or list(Language):
        for line in build_language(language):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
