"""How what the clinic's voice has promised stands on the list of tasks, in the clinic's own language. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from callcenter.kit.languages import Language
from callcenter.kit.spoken.registry import words_for

_CALL_BACK: Mapping[Language, str] = {
    Language.RU: "Перезвонить: попросили робота",
    Language.UK: "Передзвонити: попросили робота",
    Language.PL: "Oddzwonić: poproszono o to automat",
    Language.EN: "Call back: the robot was asked for it",
    Language.ZH: "回电：对方向语音助手提出",
}
_CALL_BACK_ON: Mapping[Language, str] = {
    Language.RU: "Перезвонить {when}: попросили робота",
    Language.UK: "Передзвонити {when}: попросили робота",
    Language.PL: "Oddzwonić {when}: poproszono o to automat",
    Language.EN: "Call back {when}: the robot was asked for it",
    Language.ZH: "{when}回电：对方向语音助手提出",
}
_MESSAGE: Mapping[Language, str] = {
    Language.RU: "Прослушать сообщение ({length}) и ответить",
    Language.UK: "Прослухати повідомлення ({length}) і відповісти",
    Language.PL: "Odsłuchać wiadomość ({length}) i odpowiedzieć",
    Language.EN: "Listen to the message ({length}) and answer it",
    Language.ZH: "收听留言（{length}）并回复",
}

_TO_MOVE: Mapping[Language, tuple[str, str]] = {
    Language.RU: (
        "Перенести визит {when}: разговор с роботом прервался",
        "Перенести визиты {when}: разговор с роботом прервался",
    ),
    Language.UK: (
        "Перенести візит {when}: розмова з роботом перервалася",
        "Перенести візити {when}: розмова з роботом перервалася",
    ),
    Language.PL: (
        "Przełożyć wizytę {when}: rozmowa z automatem się urwała",
        "Przełożyć wizyty {when}: rozmowa z automatem się urwała",
    ),
    Language.EN: (
        "Move the visit {when}: the talk with the robot broke off",
        "Move the visits {when}: the talk with the robot broke off",
    ),
    Language.ZH: ("改约{when}的就诊：与语音助手的通话中断", "改约{when}的就诊：与语音助手的通话中断"),
}
_AND: Mapping[Language, str] = {Language.ZH: "、"}


def to_move(visits: Sequence[datetime], language: Language, zone: ZoneInfo) -> str:
    """The task to find a new time for visits, at least one, because the patient put down before there was one."""
    locals_ = [at.astimezone(zone) for at in visits]
    when = _AND.get(language, ", ").join(words_for(language).on(at.date(), at.time()).screen for at in locals_)
    return _TO_MOVE[language][len(visits) > 1].format(when=when)


def to_call_back(at: datetime | None, language: Language, zone: ZoneInfo) -> str:
    """The task to call somebody back; `at` where a time was wished."""
    if at is None:
        return _CALL_BACK[language]
    local = at.astimezone(zone)
    return _CALL_BACK_ON[language].format(when=words_for(language).on(local.date(), local.time()).screen)


def to_hear(seconds: int, language: Language) -> str:
    """The task to listen to a message of so many seconds: '(0:23)'."""
    minutes, rest = divmod(seconds, 60)
    return _MESSAGE[language].format(length=f"{minutes}:{rest:02}")
