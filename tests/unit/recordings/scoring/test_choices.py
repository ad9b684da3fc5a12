"""Between how many times or days an offer lets choose, in five languages."""

import pytest

from callcenter.kit.languages import Language
from recordings.scoring.choices import choices
from tests.unit.recordings.scoring.calls import call_of, verdict_of

ONE = [
    ("ru", "Могу предложить завтра в двенадцать тридцать."),
    ("ru", "Есть время в половине третьего, подойдёт или нет?"),
    ("ru", "Двадцать пятого в десять утра, записываю?"),
    ("ru", "Есть среда, в 15:30."),
    ("uk", "Можу запропонувати завтра о дванадцятій тридцять."),
    ("uk", "Є п'ятниця о пів на третю."),
    ("pl", "Mogę zaproponować jutro o dwunastej trzydzieści."),
    ("pl", "Mam piątek, wpół do trzeciej."),
    ("en", "I've got half past three tomorrow."),
    ("en", "I can offer you Friday at three thirty."),
    ("en", "There is one at ten forty-five tomorrow morning."),
    ("zh", "明天下午三点半可以吗?"),
    ("zh", "周三十点四十五，可以吗?"),
]
SEVERAL = [
    ("ru", "Могу предложить в двенадцать тридцать или в три."),
    ("ru", "Есть завтра в десять или в полдень."),
    ("ru", "Среда или пятница, в десять, как удобнее?"),
    ("ru", "Завтра в десять или вечером?"),
    ("uk", "Є завтра о десятій або о третій."),
    ("uk", "Середа чи п'ятниця?"),
    ("pl", "Jutro o dziesiątej lub o piętnastej trzydzieści."),
    ("pl", "Może środa albo czwartek, oba o czternastej?"),
    ("pl", "Albo pierwszy, albo trzeci października."),
    ("en", "Twelve or one tomorrow?"),
    ("en", "I can do Tuesday morning or Thursday afternoon."),
    ("en", "I could offer the fourth or the sixth at two."),
    ("en", "You can have eight in the morning or eight in the evening."),
    ("zh", "周三或者周五，您选哪天?"),
    ("zh", "比如九点、两点、四点半，您挑一个。"),
    ("zh", "明天上午十点还是下午三点?"),
]
HELLO = {
    "ru": ("A Добрый день, клиника Мирта, слушаю.", "P Здравствуйте, хочу записаться на приём."),
    "uk": ("A Добрий день, клініка Ясен, слухаю.", "P Хочу записатися на прийом."),
    "pl": ("A Dzień dobry, gabinet Malwa, słucham.", "P Chciałbym się umówić na wizytę."),
    "en": ("A Good morning, Maple Street Dental.", "P I would like to book an appointment."),
    "zh": ("A 您好，明德口腔，请讲。", "P 我想预约看牙。"),
}
OFFERS = [
    ("ru", "A Могу предложить завтра в двенадцать тридцать.", "fail"),
    ("ru", "A Могу предложить завтра в двенадцать тридцать или в среду в десять.", "pass"),
    ("uk", "A Можу запропонувати завтра о дванадцятій тридцять.", "fail"),
    ("uk", "A Можу запропонувати завтра о дванадцятій тридцять або в середу о десятій.", "pass"),
    ("pl", "A Mogę zaproponować jutro o dwunastej trzydzieści.", "fail"),
    ("pl", "A Mogę zaproponować jutro o dwunastej trzydzieści albo w środę o dziesiątej.", "pass"),
    ("en", "A I can offer you tomorrow at three thirty.", "fail"),
    ("en", "A I can offer you tomorrow at three thirty or Wednesday at ten.", "pass"),
    ("zh", "A 可以给您约明天下午三点半。", "fail"),
    ("zh", "A 可以给您约明天下午三点半，或者周三上午十点，您看哪个方便？", "pass"),
]


@pytest.mark.parametrize(("language", "offer"), ONE)
def test_one_spoken_time_is_one_however_many_numbers_it_has(language: str, offer: str) -> None:
    assert choices(offer, Language(language)) == 1


@pytest.mark.parametrize(("language", "offer"), SEVERAL)
def test_two_times_or_two_days_are_a_choice(language: str, offer: str) -> None:
    assert choices(offer, Language(language)) >= 2


@pytest.mark.parametrize("text", ["", "Когда вам удобно?", "…"])
def test_where_no_time_is_read_nothing_is_counted(text: str) -> None:
    assert choices(text, Language.RU) == 0


@pytest.mark.parametrize(("language", "offer", "verdict"), OFFERS)
def test_an_offer_of_one_time_is_no_choice_and_of_two_is(language: str, offer: str, verdict: str) -> None:
    assert verdict_of("alternative_choice", call_of(language, *HELLO[language], offer)) == verdict
