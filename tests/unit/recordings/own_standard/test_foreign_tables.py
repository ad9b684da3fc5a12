"""Somebody else's scorecard: every way in which a file can be bad, and what is made of a good one."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from callcenter.kit.errors import BadInputError
from callcenter.kit.languages import Language
from recordings.own_standard.draft import LONGEST_TITLE, hindrances
from recordings.own_standard.foreign.columns import Columns, ForeignRow, LeftOut, guess_columns, number_in, rows_of
from recordings.own_standard.foreign.matching import match_rows
from recordings.own_standard.foreign.table import LARGEST, read_table
from recordings.own_standard.foreign.taking import LEAVE_OUT, PERSON, TakenRow, points_of, standard_of
from recordings.scoring.loader import load_standard

SHIPPED = load_standard()
KNOWN = {criterion.id: criterion for criterion in SHIPPED.criteria}
RUSSIAN = """№;Критерий;Макс. балл;Критично
1;Приветствие;5;
2;Назвал клинику;5;
3;Узнал имя клиента;5;
;Выявление потребностей;;
4;Задал уточняющие вопросы;15;
5;Предложил запись;20;да
6;Отработал возражения;15;
7;Грамотная речь;10;
;Итого;75;
"""
POLISH = 'Kryterium,Waga\nPowitanie,10 %\nZaproponował wizytę,"62,5 %"\nPożegnanie,27.5 %\n'


def _read(data: bytes) -> list[ForeignRow]:
    rows = read_table(data)
    columns = guess_columns(rows)
    assert columns
    return list(rows_of(rows, columns).criteria)


def _workbook(rows: Sequence[Sequence[object]], sheets: int = 1) -> bytes:
    book = Workbook()
    for _ in range(sheets - 1):
        book.create_sheet()
    for row in rows:
        book.worksheets[-1].append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_russian_table_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    found = _read(RUSSIAN.encode(encoding))
    assert [row.name for row in found][:2] == ["Приветствие", "Назвал клинику"]
    assert [row.weight for row in found] == [5, 5, 5, 15, 20, 15, 10]
    assert [row.name for row in found if row.is_critical] == ["Предложил запись"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1250", "utf-16"])
def test_a_polish_table_with_percents_is_read(encoding: str) -> None:
    found = _read(POLISH.encode(encoding))
    assert [(row.name, row.weight) for row in found] == [
        ("Powitanie", 10),
        ("Zaproponował wizytę", 62.5),
        ("Pożegnanie", 27.5),
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_columns_may_be_parted_by_any_usual_sign(separator: str) -> None:
    assert len(_read(RUSSIAN.replace(";", separator).encode())) == 7


def test_a_workbook_is_read_from_its_first_sheet_that_holds_anything() -> None:
    rows = [("Criterion", "Points", "Must"), ("Greeting", 40, "yes"), ("Farewell", 60.5, None)]
    found = _read(_workbook(rows, sheets=2))
    assert [(row.name, row.weight, row.is_critical) for row in found] == [
        ("Greeting", 40, True),
        ("Farewell", 60.5, False),
    ]


def _bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b";;;\n;;\n", "no row holds"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel"),
        (b"PK\x03\x04 not a workbook", "cannot be opened"),
        (_workbook([("a", 1)])[:-200], "cannot be opened"),
        (_bomb(), "far too large"),
        (b"a;1\n" * (LARGEST // 4 + 1), "10 MB"),
        (b"a;1\n" * 401, "400 rows"),
        (bytes(range(256)) * 20, "cannot be read|can be read"),
        (b"\xff\xfe\x00", "can be read"),
        (b"%PDF-1.7\n\0\0\0binary\0", "can be read"),
    ],
)
def test_a_bad_file_is_refused_and_says_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        read_table(data)


def test_a_table_without_numbers_has_no_weights() -> None:
    assert guess_columns(read_table(b"Criterion;Comment\nGreeting;nice\nFarewell;good\n")) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        rows = read_table(data)
    except BadInputError:
        return
    assert rows
    assert len({len(row) for row in rows}) == 1


_NAME = st.text(st.characters(categories=["L"]), min_size=3, max_size=20)


@given(st.lists(st.tuples(_NAME, st.integers(1, 50)), min_size=2, max_size=30, unique_by=lambda one: one[0].casefold()))
def test_whatever_table_comes_its_standard_adds_up(pairs: list[tuple[str, int]]) -> None:
    out = StringIO()
    csv.writer(out).writerows([("Criterion", "Weight"), *pairs])
    read = rows_of(read_table(out.getvalue().encode()), Columns(0, 1)).criteria
    taken = [
        TakenRow(name=row.name, weight=row.weight, is_critical=False, means=PERSON, stage="manner") for row in read
    ]
    if not taken or len({row.name.casefold() for row in taken}) < len(taken):
        return
    standard = standard_of(taken, KNOWN, SHIPPED, Language.EN, [str(number) for number in range(len(taken))])
    assert list(hindrances(standard)) == []


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("5", 5), ("2,5", 2.5), ("10 %", 10), ("7 баллов", 7), ("0", 0), ("", None), ("да", None)),
        *(("5/5", 5), ("2,5 / 10 %", 10), ("0/3", 3), ("1/2/3", None), ("5/", 5), ("01/05/2026", None)),
        *(("5 из 10", None), ("-3", None), ("1e9", None), ("1\N{NO-BREAK SPACE}%", 1), ("very long text 5", None)),
    ],
)
def test_a_number_is_found_in_a_cell(cell: str, number: float | None) -> None:
    assert number_in(cell) == number


@pytest.mark.parametrize(
    ("name", "criterion"),
    [
        *(
            ("Приветствие", "greeting"),
            ("Представился", "self_introduction"),
            ("Отработка возражений", "objection_handling"),
        ),
        *(("Proponuje wizytę", "offer_appointment"), ("Empatia", "empathy"), ("Pożegnanie", "goodbye")),
        *(("Introduces self", "self_introduction"), ("Handles objections", "objection_handling")),
        *(("问候语", "greeting"), ("异议处理", "objection_handling"), ("Заперечення", "objection_handling")),
        *(("Грамотная речь", ""), ("Kultura wypowiedzi", ""), ("12345", ""), ("", "")),
    ],
)
def test_a_row_is_matched_by_its_words(name: str, criterion: str) -> None:
    assert match_rows([name], SHIPPED.criteria) == [criterion]


def test_no_criterion_is_matched_twice() -> None:
    found = match_rows(["Приветствие", "Приветствие в начале"], SHIPPED.criteria)
    assert sorted(found) == ["", "greeting"]


def _taken(name: str, means: str, weight: float = 10.0) -> TakenRow:
    return TakenRow(name=name, weight=weight, is_critical=False, means=means, stage="manner")


def test_a_taken_row_keeps_our_rule_and_gets_its_own_name_and_points() -> None:
    rows = [_taken("Привет", "greeting", 30), _taken("Речь", PERSON, 10), _taken("Лишнее", LEAVE_OUT, 60)]
    assert points_of(rows) == [75, 25, 0]
    standard = standard_of(rows, KNOWN, SHIPPED, Language.RU, ["x", "y", "z"])
    assert [(one.id, one.weight) for one in standard.criteria] == [("greeting", 75), ("own_x", 25)]
    assert standard.criteria[0].title[Language.RU] == "Привет"
    assert standard.criteria[0].title[Language.PL] == KNOWN["greeting"].title[Language.PL]
    assert standard.criteria[1].stage == "manner"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([_taken("a", LEAVE_OUT)], "Every row"),
        ([_taken("a", "greeting"), _taken("b", "greeting")], "same criterion"),
        ([_taken("a b", PERSON), _taken("A  B", PERSON)], "same name"),
        ([_taken(f"row {number}", PERSON) for number in range(101)], "More than 100"),
    ],
)
def test_rows_that_make_no_standard_are_refused(rows: list[TakenRow], said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        standard_of(rows, KNOWN, SHIPPED, Language.EN, ["x"] * 101)


def test_a_critical_mark_of_the_table_counts() -> None:
    rows = [
        replace(_taken("Help at once", "triage"), is_critical=False),
        replace(_taken("Hi", PERSON), is_critical=True),
    ]
    standard = standard_of(rows, KNOWN, SHIPPED, Language.EN, ["x"])
    assert [one.critical for one in standard.criteria] == [False, True]


def test_points_of_the_most_are_read_and_rows_without_points_are_named() -> None:
    rows = read_table("Критерий;Баллы\nПриветствие;5/5\nПрощание;10/10\nИмя;2\nБонус;0\nРечь;\nИтого;17\n".encode())
    read = rows_of(rows, Columns(0, 1))
    assert [(row.name, row.weight) for row in read.criteria] == [("Приветствие", 5), ("Прощание", 10), ("Имя", 2)]
    assert read.left_out == (LeftOut("Бонус", "0"), LeftOut("Речь", ""))


def test_a_name_too_long_for_a_title_is_cut_and_seen_to_be() -> None:
    standard = standard_of([_taken("слово " * 50, PERSON)], KNOWN, SHIPPED, Language.RU, ["x"])
    title = standard.criteria[0].title[Language.RU]
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("…")
    twins = [_taken("слово " * 50 + end, PERSON) for end in ("раз", "два")]
    with pytest.raises(BadInputError, match="same name"):
        standard_of(twins, KNOWN, SHIPPED, Language.RU, ["x", "y"])


@pytest.mark.parametrize("begin", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n"])
def test_a_picture_is_told_to_be_no_table(begin: bytes) -> None:
    with pytest.raises(BadInputError, match="not a table that can be read"):
        read_table(begin + b"\0\0\0\rIHDR\0\0\1\0" * 300)
