"""Ukrainian 'у' and 'в', chosen by the sounds around them. Pure.

After the Ukrainian orthography of 2019, section 23. Between a vowel and a consonant stands 'в': 'записані в понеділок';
but before в, ф, and льв, св, тв, хв, гв stands 'у': 'записані у вівторок', 'клініка у Львові'; and so it does after a
pause and between consonants.
"""

import re

_VOWELS = "аеєиіїоуюя"
_AFTER_VOWEL = re.compile(
    rf"(?<=[{_VOWELS}]) [Уу] (?=[бгґджзйклмнпрстхцчшщ])(?!льв|св|тв|хв|гв|дв|зв|вв)", re.IGNORECASE
)
_BETWEEN_CONSONANTS = re.compile(r"(?<=[бвгґджзйклмнпрстфхцчшщь]) в (?=[бвгґджзйклмнпрстфхцчшщ])", re.IGNORECASE)


def euphonic_uk(text: str) -> str:
    """A finished Ukrainian sentence with 'у' and 'в' as they are easiest to say: 'прийдете в середу'."""
    return _BETWEEN_CONSONANTS.sub(" у ", _AFTER_VOWEL.sub(" в ", text))
