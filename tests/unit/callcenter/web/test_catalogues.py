"""The check that every text is translated."""

from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from callcenter.web import catalogues
from callcenter.web.texts import catalogue_path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small product with one template and one Python file."""
    templates = tmp_path / "callcenter" / "desk" / "templates"
    templates.mkdir(parents=True)
    (templates / "desk.html").write_text(
        '<h1>{{ _("Desk") }}</h1>\n{{ ngettext("%(num)s call", "%(num)s calls", 3) }}\n', encoding="utf-8"
    )
    (tmp_path / "callcenter" / "labels.py").write_text('X = P_("call", "ended")\nY = N_("Save")\n', encoding="utf-8")
    return tmp_path


def _problems(tree: Path) -> list[str]:
    return catalogues.problems(tree, tree / "translations")


def _fill(tree: Path, language: Language, replacements: dict[str, str]) -> None:
    path = catalogue_path(language, tree / "translations")
    text = path.read_text(encoding="utf-8")
    for old, new in replacements.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_new_text_is_reported_at_its_place_for_each_language_but_english(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    found = _problems(tree)
    assert 'callcenter/desk/templates/desk.html:1: no translation into pl: "Desk"' in found
    assert 'callcenter/labels.py:1: no translation into zh: "ended"' in found
    assert 'callcenter/labels.py:2: no translation into ru: "Save"' in found
    assert len(found) == 4 * 4
    assert not any("into en" in line for line in found)


def test_a_complete_catalogue_has_no_problem(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    _fill(
        tree,
        Language.PL,
        {
            'msgid "Desk"\nmsgstr ""': 'msgid "Desk"\nmsgstr "Stanowisko"',
            'msgid "Save"\nmsgstr ""': 'msgid "Save"\nmsgstr "Zapisz"',
            'msgid "ended"\nmsgstr ""': 'msgid "ended"\nmsgstr "zakończone"',
            'msgstr[0] ""': 'msgstr[0] "%(num)s połączenie"',
            'msgstr[1] ""': 'msgstr[1] "%(num)s połączenia"',
            'msgstr[2] ""': 'msgstr[2] "%(num)s połączeń"',
        },
    )
    assert not any("into pl" in line or "/pl/" in line for line in _problems(tree))


def test_a_plural_with_a_form_left_out_is_missing(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    _fill(tree, Language.RU, {'msgstr[0] ""': 'msgstr[0] "%(num)s звонок"'})
    assert any("desk.html:2: no translation into ru" in line for line in _problems(tree))


def test_a_doubtful_translation_is_reported(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    _fill(tree, Language.ZH, {'msgid "Save"\nmsgstr ""': '#, fuzzy\nmsgid "Save"\nmsgstr "保存"'})
    assert any("/zh/" in line and "(fuzzy)" in line for line in _problems(tree))


def test_other_placeholders_than_in_the_text_are_reported(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    _fill(tree, Language.ZH, {'msgstr[0] ""': 'msgstr[0] "%(number)s 个电话"'})
    assert any("/zh/" in line and "%(num)s call" in line for line in _problems(tree))


def test_a_text_that_no_screen_uses_is_reported_and_dropped_by_update(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    (tree / "callcenter" / "labels.py").write_text('X = P_("call", "ended")\n', encoding="utf-8")
    assert any("no screen uses this text any more" in line and '"Save"' in line for line in _problems(tree))
    catalogues.update(tree, tree / "translations")
    assert not any('"Save"' in line for line in _problems(tree))


def test_update_keeps_what_was_translated_and_changes_nothing_when_run_again(tree: Path) -> None:
    catalogues.update(tree, tree / "translations")
    _fill(tree, Language.UK, {'msgid "Save"\nmsgstr ""': 'msgid "Save"\nmsgstr "Зберегти"'})
    catalogues.update(tree, tree / "translations")
    path = catalogue_path(Language.UK, tree / "translations")
    first = path.read_bytes()
    assert "Зберегти" in first.decode()
    catalogues.update(tree, tree / "translations")
    assert path.read_bytes() == first


def test_every_text_of_the_product_is_translated_into_all_five_languages() -> None:
    assert catalogues.problems() == []
