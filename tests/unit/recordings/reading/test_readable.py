"""Turns as a reader reads them, with the spoken words kept."""

from dataclasses import replace

from callcenter.kit.languages import Language
from recordings.reading.pieces import Piece, pieces_of
from recordings.reading.readable import readable
from recordings.reading.readings import readable_text, readings_of
from recordings.screens.words_view import WordsView, with_readings, words_view
from recordings.transcript import Speaker, Turn, Word
from tests.unit.recordings.screens.test_words_view import RECORDING


def _turn(text: str, language: Language = Language.RU, unsure: str = "") -> Turn:
    words = list(text) if language is Language.ZH else text.split()
    timed = tuple(
        Word(text=word, start=float(place), end=place + 0.5, confidence=0.2 if word == unsure else 1.0)
        for place, word in enumerate(words)
    )
    return Turn(speaker=Speaker.PATIENT, start=0.0, end=float(len(words)), text=text, words=timed)


def _shown(turn: Turn, language: Language = Language.RU) -> tuple[Piece, ...]:
    return readable(pieces_of(turn), turn, language)


def _view(turn: Turn) -> WordsView:
    return words_view(RECORDING, [turn], "ru")


def test_a_spoken_time_is_one_piece_in_figures_with_its_words_and_their_seconds() -> None:
    shown = _shown(_turn("есть среда в восемнадцать сорок подойдёт"))
    assert "".join(piece.text for piece in shown) == "Есть среда в 18:40 подойдёт"
    time = next(piece for piece in shown if piece.said)
    assert (time.text, time.said, time.start, time.end) == ("18:40", "восемнадцать сорок", 3.0, 4.5)


def test_figures_are_unsure_where_one_of_their_words_was() -> None:
    shown = _shown(_turn("завтра в восемнадцать сорок", unsure="сорок"))
    assert [piece.text for piece in shown if piece.is_unsure] == ["18:40"]


def test_chinese_figures_keep_their_characters() -> None:
    turn = _turn("今天下午三点半吧", Language.ZH)
    shown = _shown(turn, Language.ZH)
    assert [(piece.text, piece.said) for piece in shown if piece.said] == [("下午3:30", "下午三点半")]
    assert "".join(piece.said or piece.text for piece in shown) == turn.text


def test_a_turn_begins_with_a_capital_and_no_sign_is_put_in() -> None:
    assert "".join(piece.text for piece in _shown(_turn("нет первый раз"))) == "Нет первый раз"


def test_the_english_i_is_written_large() -> None:
    shown = _shown(_turn("well i've been holding and i need it in time", Language.EN), Language.EN)
    assert "".join(piece.text for piece in shown) == "Well I've been holding and I need it in time"


def test_a_turn_that_begins_with_figures_needs_no_capital() -> None:
    assert [piece.text for piece in _shown(_turn("две тысячи триста"))] == ["2\N{NO-BREAK SPACE}300"]


def test_the_words_of_the_turn_itself_stay_as_they_were_spoken() -> None:
    turn = _turn("завтра в девять утра")
    _shown(turn)
    assert turn.text == "завтра в девять утра"
    (reading,) = readings_of(turn, Language.RU)
    assert (reading.first, reading.last, reading.text) == (2, 3, "9:00")


def test_a_private_number_is_shown_in_figures_within_its_mark() -> None:
    turn = _turn("мой номер девятьсот двенадцать ноль ноль ноль сорок пять шестьдесят семь спасибо")
    pieces = pieces_of(turn)
    words = [place for place, piece in enumerate(pieces) if piece.start is not None]
    for place in range(words[2], words[10] + 1):
        opens, closes = place == words[2], place == words[10]
        pieces[place] = replace(pieces[place], private="phone", opens=opens, closes=closes)
    shown = readable(pieces, turn, Language.RU)
    number = next(piece for piece in shown if piece.said)
    assert (number.text, number.opens, number.closes) == ("912\N{NO-BREAK SPACE}000-45-67", True, True)


def test_figures_do_not_reach_over_the_edge_of_a_private_stretch() -> None:
    turn = _turn("завтра в восемнадцать сорок")
    pieces = pieces_of(turn)
    pieces[-1] = replace(pieces[-1], private="other", opens=True, closes=True)
    assert not any(piece.said for piece in readable(pieces, turn, Language.RU))


def test_a_turn_without_timed_words_stays_as_it_is_written() -> None:
    turn = replace(_turn("завтра в девять утра"), words=())
    assert [piece.text for piece in _shown(turn)] == ["Завтра в девять утра"]


def test_the_view_says_whether_there_is_anything_in_figures() -> None:
    plain, timed = _turn("нет первый раз"), _turn("завтра в девять утра")
    assert not with_readings(_view(plain), [plain], Language.RU).has_readings
    assert with_readings(_view(timed), [timed], Language.RU).has_readings


def test_a_quote_is_shown_in_figures_too_and_one_without_numbers_stays_as_it_is() -> None:
    assert readable_text("Есть среда, в восемнадцать сорок?", Language.RU) == "Есть среда, в 18:40?"
    assert readable_text("今天下午三点半吧", Language.ZH) == "今天下午3:30吧"
    assert readable_text("чем  могу помочь ", Language.RU) == "чем  могу помочь "


def test_a_turn_that_begins_with_a_private_word_begins_with_a_capital_too() -> None:
    turn = _turn("кравцова моя фамилия")
    pieces = pieces_of(turn)
    pieces[0] = replace(pieces[0], private="surname", opens=True, closes=True)
    assert readable(pieces, turn, Language.RU)[0].text == "Кравцова"
