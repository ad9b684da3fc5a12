"""Brackets in place of private words, silence in place of their sound, and what people put right by hand."""

from dataclasses import replace

from callcenter.kit.ids import OperatorId
from callcenter.kit.languages import Language
from recordings.private_words.corrections import BY_HAND, Correction, corrected
from recordings.private_words.find import find_private_words
from recordings.private_words.labels import ENGLISH
from recordings.private_words.masking import masked, masked_quote
from recordings.private_words.spans import PrivateKind, PrivateSpan
from recordings.private_words.stretches import PADDING_S, private_stretches
from recordings.recording import Sides
from recordings.stretch import Stretch
from recordings.transcript import Speaker, Turn
from tests.support.clinic import NOW
from tests.unit.recordings.private_words.said import turns

PHONE = "a: ваш номер / p: да восемь девятьсот сто двадцать три сорок пять шестьдесят семь спасибо"


def _span(turn: int, first: int, last: int, kind: PrivateKind = PrivateKind.PHONE) -> PrivateSpan:
    return PrivateSpan(turn=turn, first=first, last=last, kind=kind)


def _correct(number: int, start: float, end: float, kind: PrivateKind | None) -> Correction:
    return Correction(
        id=number,
        at=NOW,
        operator=OperatorId("anna"),
        speaker=Speaker.PATIENT,
        start=start,
        end=end,
        kind=kind,
    )


def test_a_private_stretch_is_one_word_in_brackets_over_the_same_time() -> None:
    said = turns(PHONE)
    shown = masked(said, find_private_words(said, Language.RU), Language.RU, ENGLISH)
    assert [turn.text for turn in shown.turns] == ["ваш номер", "да [phone number] спасибо"]
    word = shown.turns[1].words[1]
    assert (word.text, word.start, word.end) == ("[phone number]", said[1].words[1].start, said[1].words[-2].end)
    assert [(span.turn, span.first, span.last) for span in shown.spans] == [(1, 1, 1)]


def test_punctuation_around_private_words_stays() -> None:
    turn = Turn(speaker=Speaker.PATIENT, start=0, end=2, text="Да, Петрова, Мария.")
    shown = masked([turn], [_span(0, 1, 1, PrivateKind.SURNAME)], Language.RU, ENGLISH)
    assert shown.turns[0].text == "Да, [surname] Мария."


def test_chinese_words_are_masked_without_spaces() -> None:
    said = turns("p: 我叫刘国栋夏天来过", Language.ZH)
    shown = masked(said, [_span(0, 2, 4, PrivateKind.SURNAME)], Language.ZH, ENGLISH)
    assert shown.turns[0].text == "我叫[surname]夏天来过"


def test_a_quote_of_the_score_is_masked_as_its_turn_is() -> None:
    said = turns(PHONE)
    spans = find_private_words(said, Language.RU)
    assert masked_quote("шестьдесят семь спасибо", said, spans, Language.RU, ENGLISH) == "[phone number] спасибо"
    assert masked_quote("ваш номер", said, spans, Language.RU, ENGLISH) == "ваш номер"


def test_a_quote_that_spans_two_turns_of_a_side_is_masked() -> None:
    said = turns("p: да восемь девятьсот сто двадцать три / p: сорок пять шестьдесят семь спасибо")
    spans = find_private_words(said, Language.RU)
    assert {span.turn for span in spans} == {0, 1}
    quote = " ".join(turn.text for turn in said)
    assert masked_quote(quote, said, spans, Language.RU, ENGLISH) == "да [phone number] [phone number] спасибо"


def test_of_two_turns_with_the_same_words_the_private_one_counts() -> None:
    said = turns("p: это сорок пять / a: да / p: это сорок пять")
    assert masked_quote("сорок пять", said, [_span(2, 1, 2)], Language.RU, ENGLISH) == "[phone number]"


def test_a_quote_that_is_nowhere_is_hidden_whole_where_a_call_has_private_words() -> None:
    said = turns(PHONE)
    spans = find_private_words(said, Language.RU)
    assert masked_quote("восемь 900 123", said, spans, Language.RU, ENGLISH) == "[private]"
    assert masked_quote("восемь 900 123", said, [], Language.RU, ENGLISH) == "восемь 900 123"


def test_a_quote_of_words_that_do_not_fit_their_turn_is_hidden() -> None:
    [turn] = turns("p: раз два три")
    assert masked_quote("раз", [replace(turn, text="раз, 2, три")], [_span(0, 1, 1)], Language.RU, ENGLISH) != "раз"


def test_private_words_are_silenced_with_a_little_around_them_and_stretches_that_meet_are_one() -> None:
    said = turns("p: раз два три четыре пять")
    first, third = said[0].words[0], said[0].words[2]
    assert private_stretches(said, [_span(0, 0, 0), _span(0, 1, 2)], 60.0) == (Stretch(0.0, third.end + PADDING_S),)
    assert private_stretches(said, [_span(0, 0, 0)], 60.0) == (Stretch(0.0, first.end + PADDING_S),)
    assert private_stretches(said, [_span(0, 0, 4)], 1.0) == (Stretch(0.0, 1.0),)


def test_words_marked_by_hand_are_private_and_words_unmarked_by_hand_are_not() -> None:
    said = turns("p: меня зовут петр семь девять")
    times = [(word.start, word.end) for word in said[0].words]
    by_hand = corrected(said, [], [_correct(1, times[2][0], times[3][1], PrivateKind.OTHER)])
    assert [(span.first, span.last, span.kind, span.reason) for span in by_hand] == [(2, 3, PrivateKind.OTHER, BY_HAND)]
    rest = corrected(said, [_span(0, 2, 4)], [_correct(1, *times[3], None)])
    assert [(span.first, span.last, span.kind) for span in rest] == [
        (2, 2, PrivateKind.PHONE),
        (4, 4, PrivateKind.PHONE),
    ]


def test_the_later_of_two_corrections_counts() -> None:
    said = turns("p: раз два")
    times = (said[0].words[0].start, said[0].words[0].end)
    marked, unmarked = _correct(1, *times, PrivateKind.OTHER), _correct(2, *times, None)
    assert corrected(said, [], [marked, unmarked]) == ()
    assert len(corrected(said, [], [unmarked, _correct(3, *times, PrivateKind.OTHER)])) == 1


def test_a_correction_holds_whoever_is_taken_for_the_speaker_where_both_are_on_one_side() -> None:
    [said] = turns("a: раз два")
    decision = [_correct(1, said.start, said.end, PrivateKind.OTHER)]
    assert corrected([said], [], decision) == ()
    assert len(corrected([said], [], decision, Sides.MONO)) == 1
