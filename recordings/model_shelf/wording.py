"""What people are told about a language without a usable speech model. Pure."""

from callcenter.kit.languages import Language


def pull_command(language: Language) -> str:
    """The command that fetches the model of a language."""
    return f"callcenter models pull {language}"


def no_model(language: Language) -> str:
    """Why a recording in `language` was not transcribed, and what to do."""
    return f"no speech model for {language.english_name}; run `{pull_command(language)}`"


def megabytes(count: int) -> str:
    """A size as people read it: '46 MB', '1.9 GB'."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB" if count else "0 MB"
