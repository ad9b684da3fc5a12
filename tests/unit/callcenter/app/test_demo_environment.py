"""`make run` on somebody's machine: which language the demo clinic speaks, and where its data lie."""

import pytest

from callcenter.app.demo_environment import demo_environment, language_of_machine
from callcenter.app.settings import load_settings
from callcenter.kit.languages import Language


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, Language.RU),
        ({"LANG": "uk_UA.UTF-8"}, Language.UK),
        ({"LANG": "pl_PL"}, Language.PL),
        ({"LANG": "en_GB.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "zh_TW"}, Language.ZH),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LANG": "C.UTF-8"}, Language.EN),
        ({"LANG": "POSIX"}, Language.EN),
        ({"LANG": ""}, Language.EN),
        ({}, Language.EN),
        ({"LANG": "ru_RU", "LC_MESSAGES": "pl_PL"}, Language.PL),
        ({"LANG": "ru_RU", "LC_MESSAGES": "pl_PL", "LC_ALL": "uk_UA"}, Language.UK),
        ({"LANG": "ru_RU", "LC_ALL": ""}, Language.RU),
        ({"LANG": "ru_RU", "LC_ALL": "C"}, Language.EN),
    ],
)
def test_demo_speaks_the_machines_language_or_else_english(locale: dict[str, str], language: Language) -> None:
    assert language_of_machine(locale) is language
    assert load_settings(demo_environment(locale)).clinic_language is language


def test_what_was_asked_for_stays() -> None:
    settings = load_settings(
        demo_environment(
            {"LANG": "ru_RU", "CALLCENTER_CLINIC_LANGUAGE": "pl", "CALLCENTER_DATA_DIR": "/tmp/elsewhere"}  # noqa: S108 - only read
        )
    )

    assert settings.clinic_language is Language.PL
    assert settings.data_dir.as_posix() == "/tmp/elsewhere"  # noqa: S108 - the same
    assert settings.is_demo


def test_each_language_has_a_data_folder_of_its_own() -> None:
    folders = {load_settings(demo_environment({"LANG": language.value})).data_dir for language in Language}

    assert len(folders) == len(Language)


def test_empty_answers_count_as_none() -> None:
    settings = load_settings(
        demo_environment({"LANG": "uk_UA", "CALLCENTER_CLINIC_LANGUAGE": " ", "CALLCENTER_DEMO": "no"})
    )

    assert settings.clinic_language is Language.UK
    assert settings.is_demo
