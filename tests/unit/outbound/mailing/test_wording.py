"""What messages say, in five languages, and what is wrong with wordings of a clinic's own."""

from pathlib import Path

import pytest

from callcenter.kit.content import ContentError
from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from outbound.mailing.message import About
from outbound.mailing.text_loader import load_wordings
from outbound.mailing.wording import written

FIELDS = {"clinic": "Melissa", "phone": "+48 22 123", "when": "tomorrow", "link": "https://r.pl", "news": "We moved."}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("about", About)
def test_every_message_names_the_clinic_and_says_how_to_get_no_more(language: Language, about: About) -> None:
    text = written(load_wordings(language), about, FIELDS)
    assert "Melissa" in text
    assert "+48 22 123" in text
    assert "{" not in text
    assert len(text) <= 240


def test_half_a_message_is_not_written() -> None:
    with pytest.raises(BadInputError, match="needs phone; it is not known"):
        written(load_wordings(Language.EN), About.CONFIRMATION, {**FIELDS, "phone": ""})


def _own(folder: Path, text: str) -> Path:
    (folder / "messages").mkdir()
    (folder / "messages" / "en.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_clinic_words_one_message_itself_and_the_others_stay(tmp_path: Path) -> None:
    own = _own(tmp_path, 'language: en\nmessages:\n  review: "Tell us: {link}, {clinic}. {stop}"\n')
    found = load_wordings(Language.EN, own)
    assert written(found, About.REVIEW, FIELDS) == "Tell us: https://r.pl, Melissa. No more messages: +48 22 123"
    assert found.texts[About.NEWS] == load_wordings(Language.EN).texts[About.NEWS]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            'messages:\n  review: "{link} {clinic}"',
            "3: the field {stop} is missing; every message says how to get no more",
        ),
        ('messages:\n  review: "{link} {clinic} {stop} {service}"', "3: unknown field {service}; known here: {clinic}"),
        ('messages:\n  review: "{link} {clinic} {stop} {"', "3: a '{' or '}' stands alone"),
        ('messages:\n  review: "{link} {clinic.name} {stop}"', "3: unknown field {clinic.name}"),
        (
            f'messages:\n  review: "{{link}} {{clinic}} {{stop}} {"x" * 300}"',
            "3: this has 323 letters; write at most 240",
        ),
        ('messages:\n  birthday: "x"', "3: unknown field 'birthday'"),
        ('messages: {}\nstop: "Reply no"', "3: name {phone} here and nothing else"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_write(tmp_path: Path, text: str, problem: str) -> None:
    own = _own(tmp_path, f"language: en\n{text}\n")
    with pytest.raises(ContentError) as told:
        load_wordings(Language.EN, own)
    assert f"en.yaml:{problem}" in str(told.value)
