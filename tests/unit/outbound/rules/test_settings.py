"""`rules:` of a clinic's file, and the sentence for every mistake in it."""

from datetime import time

import pytest

from callcenter.kit.errors import BadInputError
from outbound.rules.settings import RuleSettings, read_settings


def test_what_is_not_written_keeps_its_usual_value() -> None:
    assert read_settings({}) == RuleSettings()
    assert read_settings({"recall": None}) == RuleSettings()
    found = read_settings({"recall": {"tries": 5}})
    assert (found.recall.tries, found.recall.gaps_days, found.lost) == (5, (14, 30), RuleSettings().lost)


def test_every_key_of_the_file_is_read() -> None:
    written = {
        "confirmation": {
            "from": "15:30",
            "to": "24:00",
            "tries": 1,
            "after_busy_minutes": 2,
            "after_no_answer_minutes": 3,
            "booked_hours": 4,
        },
        "recall": {"tries": 5, "gaps_days": [6, 7, 8]},
        "unfinished": {"after_days": 9, "every_days": 10, "tries": 11},
        "no_show": {"from_days": 12, "to_days": 13, "tries": 14},
        "gap": {"before_minutes": 15},
        "lost": {"after_months": 16, "every_days": 17},
        "satisfaction": {"from_days": 18, "to_days": 19, "every_days": 20},
        "any": {"hours_between": 21, "family_calls": 22, "family_days": 23, "confirm_on_days_off": True},
    }
    found = read_settings(written)
    assert (found.confirmation.begins, found.confirmation.ends) == (time(15, 30), time(0))
    assert (found.confirmation.booked_hours, found.recall.gaps_days, found.no_show.to_days) == (4, (6, 7, 8), 13)
    assert (found.gap.before_minutes, found.lost.after_months, found.every.confirm_on_days_off) == (15, 16, True)
    assert (found.satisfaction.every_days, found.every.hours_between, found.every.family_days) == (20, 21, 23)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"recal": {}}, "rules: 'recal' is not known; known here: confirmation, recall, unfinished"),
        ({"recall": {"trys": 3}}, "rules: recall: 'trys' is not known; known here: tries, gaps_days"),
        ({"recall": 3}, "rules: recall is 3; write named values below it: tries, gaps_days"),
        ({"recall": {"tries": -1}}, "rules: recall.tries is -1; write a whole number from 0 to 20"),
        ({"recall": {"tries": "3"}}, "rules: recall.tries is '3'; write a whole number"),
        ({"recall": {"tries": True}}, "rules: recall.tries is True"),
        ({"recall": {"tries": 2.5}}, "rules: recall.tries is 2.5"),
        ({"recall": {"gaps_days": []}}, "rules: recall.gaps_days is []; write a list of days such as [14, 30]"),
        ({"recall": {"gaps_days": [14, "x"]}}, "rules: recall.gaps_days is"),
        ({"confirmation": {"from": "4 pm"}}, "rules: confirmation.from is '4 pm'; write a time of day such as '16:00'"),
        ({"confirmation": {"to": "25:00"}}, "rules: confirmation.to is '25:00'"),
        ({"confirmation": {"to": 960}}, "rules: confirmation.to is 960"),
        ({"any": {"confirm_on_days_off": "yes"}}, "rules: any.confirm_on_days_off is 'yes'; write true or false"),
        ({"any": {"family_days": None}}, "rules: any.family_days is None"),
        ({"no_show": {"from_days": 8}}, "rules: no_show.from_days is 8 and to_days 7"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_what_is_allowed(written: dict[str, object], said: str) -> None:
    with pytest.raises(BadInputError) as error:
        read_settings(written)
    assert str(error.value).startswith(said)
