"""Polish names in the genitive: 'Anny Nowak', 'Piotra Zielińskiego', 'Marka Wróbla'.

After "Nowy słownik poprawnej polszczyzny" (PWN), the rules on surnames and first names.
"""

import re

from callcenter.kit.spoken.names.endings import changed, each, table
from callcenter.kit.spoken.names.parts import Cues, Gender, NameWord, Role
from callcenter.kit.spoken.wording import words

CUES = Cues(
    female=frozenset(
        words(
            "Adrianna Agata Agnieszka Aleksandra Alicja Alina Amelia Anastazja Aneta Aniela Anita Anna Antonina "
            "Barbara Beata Bogumiła Bożena Celina Danuta Daria Diana Dominika Dorota Edyta Elwira Elżbieta Emilia Ewa "
            "Ewelina Felicja Gabriela Grażyna Halina Hanna Helena Ilona Irena Iwona Iza Izabela Jadwiga Janina Joanna "
            "Jolanta Judyta Julia Justyna Kamila Karolina Katarzyna Kinga Klara Klaudia Krystyna Laura Lena Lidia "
            "Liliana Lucyna Łucja Magda Magdalena Maja Malwina Małgorzata Maria Marianna Mariola Marlena Marta "
            "Martyna Marzena Milena Mirosława Monika Nadia Natalia Nikola Nina Ola Olga Oliwia Patrycja Paulina Pola "
            "Regina Renata Róża Sabina Sandra Stanisława Stefania Sylwia Teresa Urszula Wanda Weronika Wiesława "
            "Wiktoria Zofia Zuzanna Żaneta Kasia Ania Basia Zosia Hania Gosia Asia Rachel Beatrycze"
        )
    ),
    male=frozenset(
        words(
            "Adam Adrian Albert Aleksander Aleksy Alfred Andrzej Antoni Arkadiusz Artur Bartłomiej Bartosz Błażej "
            "Bogdan Bogusław Bolesław Borys Bruno Cezary Cyprian Czesław Damian Daniel Dariusz Dawid Dominik Edward "
            "Emil Eryk Eugeniusz Fabian Feliks Filip Franciszek Gabriel Grzegorz Gustaw Henryk Hubert Ignacy Igor "
            "Ireneusz Iwo Jacek Jakub Jan Janusz Jarosław Jerzy Józef Julian Juliusz Kacper Kajetan Kamil Karol "
            "Kazimierz Konrad Konstanty Kornel Krystian Krzysztof Kuba Lech Leon Leszek Łukasz Maciej Maksymilian "
            "Marcel Marcin Marek Marian Mariusz Mateusz Michał Mieczysław Mieszko Mikołaj Miłosz Mirosław Nikodem "
            "Norbert Olaf Oskar Otto Patryk Paweł Piotr Przemysław Radosław Rafał Robert Roman Ryszard Sebastian "
            "Seweryn Sławomir Stanisław Stefan Sylwester Szymon Tadeusz Tomasz Tymon Tymoteusz Wacław Waldemar "
            "Walenty Wawrzyniec Wiesław Wiktor Wincenty Witold Władysław Włodzimierz Wojciech Zbigniew Zdzisław Zenon "
            "Zygmunt"
        )
    ),
    patronymics={},
    surnames={
        **dict.fromkeys(("ska", "cka", "dzka", "owa"), "female"),
        **dict.fromkeys(("ski", "cki", "dzki"), "male"),
    },
    letters=re.compile("[A-Za-zÀ-ſ'’-]+"),
)
_FIRST = {
    **table("a>y ka>ki ga>gi la>li ia>ii ja>ji"),
    **{f"{vowel}ja": f"{vowel}i" for vowel in "aeiouyąęó"},
    **table("sia>si cia>ci zia>zi Ania>Ani Hania>Hani Frania>Frani Renia>Reni Jadzia>Jadzi ścia>ści"),
}
_SURNAME_FIRST = {**_FIRST, "ia": "i"}  # Kania, Kani; but Antonia, Antonii
_SECOND = {
    **each("bcdfghjklłmnprstvwxz", "+a"),
    **table("ć>cia ń>nia ś>sia ź>zia dź>dzia y>ego i>iego"),
}
_FLEETING = table("ek>ka iek>ka ciek>ćka siek>śka ziek>źka niek>ńka ec>ca iec>ca niec>ńca eń>nia ień>nia eł>ła")
"""Of words of two syllables at least: Marka, Krawca, Stępnia, Pawła; but Bienia."""
_GIVEN_EXCEPTIONS = {
    "Aleksander": "Aleksandra",
    "Kacper": "Kacpra",
    "Sylwester": "Sylwestra",
    "Bruno": "Brunona",
    "Otto": "Ottona",
    "Iwo": "Iwona",
    "Mieszko": "Mieszka",
    "Lech": "Lecha",
    "Wawrzyniec": "Wawrzyńca",
    "Rachel": "Rachel",
}
_SURNAME_EXCEPTIONS = {
    "Gołąb": "Gołębia",
    "Jastrząb": "Jastrzębia",
    "Karp": "Karpia",
    "Wróbel": "Wróbla",
    "Mróz": "Mroza",
    "Kozioł": "Kozioła",
    "Kwiecień": "Kwietnia",
    "Marzec": "Marca",
    "Kamień": "Kamienia",
    "Orzeł": "Orła",
    "Szczygieł": "Szczygła",
    "Dąb": "Dęba",
    "Kot": "Kota",
    "Stryjek": "Stryjka",
    "Grudzień": "Grudnia",
    "Maj": "Maja",
    "Styczeń": "Stycznia",
}
_ADJECTIVES = frozenset(
    words("Czarna Zielona Biała Mała Wysoka Mądra Dobra Wesoła Cicha Żółta Ostra Gorzka Sucha Nowa Stara Bosa")
)
_LIKE_CZARNA = re.compile("[^aeiouyąęó]na$")
_NOUNS = frozenset(words("Sosna Wiosna Sarna Panna Wojna Studna"))


def declined(word: NameWord, gender: Gender) -> str:
    """One word of a name in the genitive; each part of a double name by itself."""
    return "-".join(_declined(part, word.role, gender) for part in word.text.split("-"))


def _declined(word: str, role: Role, gender: Gender) -> str:
    if role is Role.GIVEN and word in _GIVEN_EXCEPTIONS:
        return _GIVEN_EXCEPTIONS[word]
    if role is Role.SURNAME and gender == "female":
        is_adjective = word.endswith(("ska", "cka", "dzka", "owa")) or word in _ADJECTIVES
        if is_adjective or (_LIKE_CZARNA.search(word) and word not in _NOUNS):
            return changed(word, table("ka>kiej ga>giej cha>chej a>ej"))
        return changed(word, _SURNAME_FIRST) if word.endswith("a") else word
    if role is Role.SURNAME and word in _SURNAME_EXCEPTIONS:
        return _SURNAME_EXCEPTIONS[word]
    if word.endswith("a"):
        return changed(word, _SURNAME_FIRST if role is Role.SURNAME else _FIRST)
    if gender == "female":
        return word
    if word.endswith("o") and role is Role.SURNAME:
        return changed(word, table("ko>ki go>gi o>y io>ia lo>li"))  # Matejki, Fredry
    syllables = len(re.findall("i?[aeouyąęó]|i", word.lower()))
    shorter = changed(word, _FLEETING) if syllables > 1 else word
    return shorter if shorter != word else changed(word, _SECOND)
