"""What the demo takes for granted where nobody has said otherwise: its language and a folder of its own. Pure."""

from collections.abc import Mapping

from callcenter.app.settings_table import PREFIX
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language, parse_language

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of these that is set names the language of a person's messages (POSIX.1-2017, section 8.2)."""


def demo_environment(environment: Mapping[str, str]) -> Mapping[str, str]:
    """`environment` with the demo's own answers where it has none; what is set there stays.

    The language is the machine's where it is one of ours, else English. Each language has its own data folder, so
    that a demo clinic is never started in another language than it was made in.
    """
    language = environment.get(f"{PREFIX}CLINIC_LANGUAGE", "").strip() or language_of_machine(environment).value
    chosen = {"CLINIC_LANGUAGE": language, "DATA_DIR": f"data/demo-{language}", "DEMO": "yes"}
    missing = {
        f"{PREFIX}{name}": value for name, value in chosen.items() if not environment.get(f"{PREFIX}{name}", "").strip()
    }
    return {**environment, **missing, f"{PREFIX}DEMO": "yes"}


def language_of_machine(environment: Mapping[str, str]) -> Language:
    """The language of the machine's locale where it is one of ours, else English."""
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    try:
        return parse_language(locale)
    except BadInputError:
        return Language.EN
