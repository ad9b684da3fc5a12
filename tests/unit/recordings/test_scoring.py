"""Verdicts on whole calls: labelled ones, and near misses of our own in five languages."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcenter.domain.calls import Direction
from callcenter.kit.content import ContentError
from callcenter.kit.languages import Language
from recordings.scoring.card import Finding, Verdict, card_to_json
from recordings.scoring.engine import RULES, score_call
from recordings.scoring.loader import load_pack, load_standard
from recordings.transcript import CallTranscript, Speaker, Turn
from recordings.transcript_json import parse_transcript
from recordings.scoring.evaluate.noise import add_noise

CALLS = sorted((Path(__file__).parents[2] / "fixtures" / "calls").glob("*.json"))


def _load(path: Path) -> CallTranscript:
    return parse_transcript(path.read_text(encoding="utf-8"))


def _score(call: CallTranscript) -> dict[str, Finding]:
    return dict(score_call(call, load_standard(), load_pack(call.language)).findings)


def _verdicts(call: CallTranscript) -> dict[str, str]:
    return {name: finding.verdict.value for name, finding in _score(call).items()}


def _call(
    language: str, *lines: str, clinic: str = "", administrator: str = "", outbound: bool = False
) -> CallTranscript:
    """Lines begin with 'A ' or 'P '; each takes four seconds."""
    turns = [
        Turn(
            speaker=Speaker.ADMINISTRATOR if line[0] == "A" else Speaker.PATIENT,
            start=5.0 * place,
            end=5.0 * place + 4,
            text=line[2:],
        )
        for place, line in enumerate(lines)
    ]
    return CallTranscript(
        id="own",
        language=Language(language),
        direction=Direction.OUTBOUND if outbound else Direction.INBOUND,
        clinic=clinic,
        administrator=administrator,
        turns=tuple(turns),
    )


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_labelled_call_is_judged_as_the_manager_did(path: Path) -> None:
    call = _load(path)
    labels = call.extra["labels"]
    assert isinstance(labels, dict)
    assert _verdicts(call) == {name: labels[name] for name in RULES}


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_recogniser_text_is_judged_like_clean_text(path: Path) -> None:
    call = _load(path)
    plain = add_noise(call, seed=1, share=0.0)
    assert _verdicts(plain) == _verdicts(call)


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_every_quote_stands_in_the_transcript_at_its_second(path: Path) -> None:
    call = _load(path)
    for finding in _score(call).values():
        if finding.quote:
            assert finding.at is not None
            near = [turn for turn in call.turns if turn.start <= finding.at <= turn.end]
            assert any(finding.quote in turn.text for turn in near)


def test_most_verdicts_survive_damaged_words() -> None:
    same = total = 0
    for path in CALLS:
        call = _load(path)
        clean, noisy = _verdicts(call), _verdicts(add_noise(call, seed=3))
        same += sum(clean[name] == noisy[name] for name in clean)
        total += len(clean)
    assert same / total >= 0.85


@pytest.mark.parametrize(
    ("language", "line", "verdict"),
    [
        ("ru", "Алло.", "fail"),
        ("ru", "Да, слушаю вас.", "fail"),
        ("ru", "Клиника Мирта, доброго времени суток.", "pass"),
        ("ru", "здраствуйте клиника мирта", "pass"),
        ("uk", "Так, слухаю.", "fail"),
        ("uk", "Доброго ранку, клініка Ясен.", "pass"),
        ("pl", "Słucham.", "fail"),
        ("pl", "Gabinet Malwa, witam serdecznie.", "pass"),
        ("en", "Hello?", "fail"),
        ("en", "Hello, Bright Arch.", "pass"),
        ("en", "Bright Arch, yes?", "fail"),
        ("zh", "喂？", "fail"),
        ("zh", "喂，您好", "pass"),
    ],
)
def test_picking_up_is_not_greeting(language: str, line: str, verdict: str) -> None:
    assert _verdicts(_call(language, f"A {line}", "P ..."))["greeting"] == verdict


@pytest.mark.parametrize(
    ("language", "line", "name", "verdict"),
    [
        ("ru", "Здравствуйте, регистратура, слушаю.", "Анна", "fail"),
        ("ru", "Здравствуйте, с вами говорит Ольга.", "Анна", "pass"),
        ("ru", "Здравствуйте, администратор слушает.", "", "fail"),
        ("uk", "Доброго дня, реєстратура, слухаю.", "Леся", "fail"),
        ("uk", "Доброго дня, мене звати Олена.", "", "pass"),
        ("pl", "Dzień dobry, rejestracja, w czym mogę pomóc?", "Ewa", "fail"),
        ("pl", "Dzień dobry, z tej strony Ewa.", "", "pass"),
        ("en", "Good morning, reception speaking.", "", "fail"),
        ("en", "Good morning, this is Laura speaking.", "", "pass"),
        ("zh", "您好，我是前台。", "周婷", "fail"),
        ("zh", "您好，我是前台小周。", "", "pass"),
    ],
)
def test_a_role_is_no_name(language: str, line: str, name: str, verdict: str) -> None:
    call = _call(language, f"A {line}", "P ...", administrator=name)
    assert _verdicts(call)["self_introduction"] == verdict


@pytest.mark.parametrize(
    ("language", "lines", "verdict"),
    [
        ("ru", ["A Записала вас. До свидания."], "fail"),
        ("ru", ["A Спасибо за звонок, до свидания."], "pass"),
        ("ru", ["A Всего хорошего!", "P До свидания.", "A До свидания."], "pass"),
        ("ru", ["A Пожалуйста, до свидания."], "fail"),
        ("ru", ["A Так вам записать?", "P Нет, до свидания."], "na"),
        ("uk", ["A Гарного дня!"], "pass"),
        ("uk", ["A Будь ласка, до побачення."], "fail"),
        ("pl", ["A Miłego dnia."], "pass"),
        ("pl", ["A To do zobaczenia."], "fail"),
        ("en", ["A Thanks for calling, bye."], "pass"),
        ("en", ["A Okay, bye."], "fail"),
        ("zh", ["A 不客气，再见。"], "fail"),
        ("zh", ["A 感谢您的来电，再见。"], "pass"),
    ],
)
def test_goodbye_needs_kindness_and_a_farewell(language: str, lines: list[str], verdict: str) -> None:
    call = _call(language, "A ...", "P ...", *lines)
    assert _verdicts(call)["goodbye"] == verdict


@pytest.mark.parametrize(
    ("language", "lines", "verdict"),
    [
        ("ru", ["P Сколько стоит чистка?", "A Четыре тысячи. Записать вас на завтра?"], "pass"),
        ("ru", ["P Сколько стоит чистка?", "A Четыре тысячи."], "fail"),
        ("ru", ["P Хочу записаться на чистку.", "A Завтра в десять или в двенадцать?"], "na"),
        ("ru", ["P Это шиномонтаж?", "A Нет, это клиника."], "na"),
        ("ru", ["P Сколько стоит?", "A Две тысячи. Если решите, звоните, запишем."], "fail"),
        ("uk", ["P Скільки коштує брекет?", "A Двадцять тисяч. Запросити вас на консультацію?"], "pass"),
        ("uk", ["P Мені б до лікаря записатися.", "A На коли?"], "na"),
        ("pl", ["P Ile kosztuje implant?", "A Cztery tysiące. Może umówię pana na konsultację?"], "pass"),
        ("pl", ["P Chciałbym umówić wizytę.", "A Mam jutro dziesiątą albo piętnastą."], "na"),
        ("en", ["P How much is an implant?", "A Three thousand. Would you like to come in for a consult?"], "pass"),
        ("en", ["P How much is an implant?", "A Three thousand."], "fail"),
        ("en", ["P I'd like to make an appointment.", "A Tuesday at three or Friday at nine?"], "na"),
        ("zh", ["P 种一颗牙多少钱？", "A 六千，要不给您约个时间检查一下？"], "pass"),
        ("zh", ["P 我想预约洗牙。", "A 明天下午三点可以吗？"], "na"),
    ],
)
def test_who_spoke_of_a_visit_first(language: str, lines: list[str], verdict: str) -> None:
    call = _call(language, "A ...", *lines)
    assert _verdicts(call)["offer_appointment"] == verdict


def test_a_reminder_of_an_agreed_visit_is_no_offer() -> None:
    reminder = "A Здравствуйте, напоминаю, вы записаны завтра в десять или удобнее перенести?"
    call = _call("ru", "P Алло.", reminder, "P Да, приду.", outbound=True)
    assert _verdicts(call)["offer_appointment"] == "na"


@pytest.mark.parametrize(
    ("language", "line", "verdict"),
    [
        ("ru", "Успокойтесь, женщина.", "fail"),
        ("ru", "Не знаю.", "fail"),
        ("ru", "Не знаю, но сейчас уточню у врача.", "pass"),
        ("ru", "К сожалению, на завтра мест нет, могу предложить среду.", "pass"),
        ("ru", "Боль тупая или острая? Вам не дурно?", "pass"),
        ("ru", "И вот ещё что: имейте в виду, парковка платная.", "pass"),
        ("ru", "Вам удобнее врач-женщина?", "pass"),
        ("uk", "Заспокойтеся.", "fail"),
        ("uk", "Лікар спокійно все пояснить, не хвилюйтеся.", "pass"),
        ("pl", "Proszę się uspokoić.", "fail"),
        ("pl", "Akurat mam wolny termin w środę.", "pass"),
        ("en", "What do you want, sweetie?", "fail"),
        ("en", "Oh dear, that sounds painful.", "pass"),
        ("en", "Do you check your blood sugar at home?", "pass"),
        ("en", "I don't know.", "fail"),
        ("en", "I don't know, but let me find out for you.", "pass"),
        ("zh", "不知道。", "fail"),
        ("zh", "您别急，慢慢说，神经科在二楼。", "pass"),
        ("zh", "嫌贵就别来。", "fail"),
    ],
)
def test_forbidden_words_and_words_that_only_look_so(language: str, line: str, verdict: str) -> None:
    hello = {"ru": "Здравствуйте", "uk": "Вітаю", "pl": "Dzień dobry", "en": "Good morning", "zh": "您好"}
    call = _call(language, f"A {hello[language]}", "P ...", f"A {line}")
    assert _verdicts(call)["no_forbidden_phrases"] == verdict


def test_rude_words_are_critical_and_a_bare_no_is_not() -> None:
    rude = _score(_call("ru", "A Здравствуйте", "P ...", "A Идиотский вопрос, заткнитесь."))
    assert rude["no_forbidden_phrases"].critical
    curt = _score(_call("ru", "A Здравствуйте", "P ...", "A Не знаю."))
    assert not curt["no_forbidden_phrases"].critical


def test_points_count_passes_and_leave_out_what_does_not_apply() -> None:
    call = _load(CALLS[-1])
    card = score_call(call, load_standard(), load_pack(call.language))
    decided = [item for item in card.findings.values() if item.verdict in {Verdict.PASS, Verdict.FAIL}]
    assert card.points <= card.max_points
    assert card.max_points == sum(
        criterion.weight for criterion in load_standard().criteria if card.findings[criterion.id] in decided
    )


def test_the_card_as_json_has_the_agreed_shape() -> None:
    call = _load(CALLS[0])
    data = card_to_json(score_call(call, load_standard(), load_pack(call.language)))
    assert data["id"] == call.id
    assert json.loads(json.dumps(data)) == data
    criteria = data["criteria"]
    assert isinstance(criteria, dict)
    greeting = criteria["greeting"]
    assert isinstance(greeting, dict)
    assert set(greeting) == {"verdict", "confidence", "quote", "at", "rule"}


@pytest.mark.parametrize("language", list(Language))
def test_a_call_without_speech_is_unsure_not_wrong(language: Language) -> None:
    empty = CallTranscript(id="e", language=language)
    assert set(_verdicts(empty).values()) == {"unsure"}
    only_patient = _call(language.value, "P ...")
    assert set(_verdicts(only_patient).values()) <= {"unsure"}


def test_a_turn_that_the_recogniser_cut_counts_as_one() -> None:
    call = _call("ru", "A Здравствуйте", "A клиника Мирта", "A меня зовут Анна", clinic="Мирта", administrator="Анна")
    close = tuple(replace(turn, start=place * 1.0, end=place + 0.9) for place, turn in enumerate(call.turns))
    verdicts = _verdicts(replace(call, turns=close))
    assert verdicts["self_introduction"] == "pass"


def test_a_broken_pack_is_reported_with_file_and_line(tmp_path: Path) -> None:
    pack = tmp_path / "ru.yaml"
    pack.write_text("id: x\nversion: 1\nlanguage: ru\nsets: {}\nnames: {}\nacts:\n  greet: |\n    привет\n    (день\n")
    with pytest.raises(ContentError, match=r"ru\.yaml:9: pattern '\(день': a bracket is not closed"):
        load_pack(Language.RU, tmp_path)


def test_a_standard_without_weight_is_reported_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "standard.yaml"
    path.write_text(
        "id: x\nversion: 1\ncriteria:\n  - id: greeting\n    stage: contact\n    weight: 0\n    title: {}\n"
    )
    with pytest.raises(ContentError, match=r"standard\.yaml:6: a weight must be above 0"):
        load_standard(path)


@given(
    language=st.sampled_from(Language),
    texts=st.lists(st.tuples(st.sampled_from(Speaker), st.text(max_size=60)), max_size=8),
)
def test_any_transcript_at_all_is_scored(language: Language, texts: list[tuple[Speaker, str]]) -> None:
    turns = tuple(
        Turn(speaker=speaker, start=place * 2.0, end=place * 2.0 + 1, text=text)
        for place, (speaker, text) in enumerate(texts)
    )
    call = CallTranscript(id="any", language=language, clinic="Мирта", administrator="Анна", turns=turns)
    card = score_call(call, load_standard(), load_pack(language))
    assert card == score_call(call, load_standard(), load_pack(language))
    assert 0 <= card.points <= card.max_points
    assert set(card.findings) == set(RULES)
    assert all(0 <= finding.confidence <= 1 for finding in card.findings.values())
