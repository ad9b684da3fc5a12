"""How tasks that follow a robot's call stand on the list, in the clinic's own language. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from callcenter.kit.languages import Language


class FollowUp(StrEnum):
    """Why a person goes on."""

    THIRD_PERSON = "third_person"
    THINKING = "thinking"
    WRONG_NUMBER = "wrong_number"
    LOW_SCORE = "low_score"


_WORDS: Mapping[FollowUp, Mapping[Language, str]] = {
    FollowUp.THIRD_PERSON: {
        Language.RU: "Позвонить самому пациенту: роботу ответил другой человек",
        Language.UK: "Зателефонувати самому пацієнту: роботу відповіла інша людина",
        Language.PL: "Zadzwonić do pacjenta: automat rozmawiał z kimś innym",
        Language.EN: "Call the patient in person: somebody else answered the robot",
        Language.ZH: "致电患者本人：语音助手的电话由他人接听",
    },
    FollowUp.THINKING: {
        Language.RU: "Позвонить и договориться: с роботом разговор не закончен",
        Language.UK: "Зателефонувати і домовитися: розмову з роботом не закінчено",
        Language.PL: "Zadzwonić i ustalić: rozmowa z automatem nie została dokończona",
        Language.EN: "Call and settle it: the talk with the robot was left open",
        Language.ZH: "致电确认：与语音助手的通话未有结果",
    },
    FollowUp.WRONG_NUMBER: {
        Language.RU: "Найти верный номер пациента: по этому отвечает другой человек",
        Language.UK: "Знайти правильний номер пацієнта: за цим відповідає інша людина",
        Language.PL: "Znaleźć właściwy numer pacjenta: pod tym odbiera ktoś inny",
        Language.EN: "Find the patient's right number: somebody else has this one",
        Language.ZH: "核实患者的正确号码：此号码属于他人",
    },
    FollowUp.LOW_SCORE: {
        Language.RU: "Оценка {score} из 5: позвонить, выслушать и исправить",
        Language.UK: "Оцінка {score} з 5: зателефонувати, вислухати і виправити",
        Language.PL: "Ocena {score} na 5: zadzwonić, wysłuchać i naprawić",
        Language.EN: "Rated {score} of 5: call, listen and put it right",
        Language.ZH: "评分{score}（满分5）：致电倾听并改进",
    },
}


def follow_up(why: FollowUp, language: Language, score: int | None = None) -> str:
    """The task."""
    return _WORDS[why][language].format(score=score)
