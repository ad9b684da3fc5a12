"""Polish as it is said on the telephone: 'o piętnastej trzydzieści', 'wpół do dziewiątej', 'piątego maja'."""

from callcenter.kit.languages import Language
from callcenter.kit.spoken.reading.forms import every, names, ordinals, table
from callcenter.kit.spoken.reading.grammar import DigitWords, Grammar, Rule, Writing
from callcenter.kit.spoken.reading.making import Part, clock, day, fraction, money, number, percent, span
from callcenter.kit.spoken.reading.numerals import SpacedNumerals

_DIRECT, _OBLIQUE = table("""
0 zero | zera
1 jeden jedna jedno jedną | jednego jednej jednemu jednym
2 dwa dwie dwaj | dwóch dwu dwóm dwoma dwiema
3 trzy trzej | trzech trzem trzema
4 cztery czterej | czterech czterem czterema
5 pięć | pięciu pięcioma
6 sześć | sześciu sześcioma
7 siedem | siedmiu siedmioma
8 osiem | ośmiu ośmioma
9 dziewięć | dziewięciu dziewięcioma
10 dziesięć | dziesięciu dziesięcioma
11 jedenaście | jedenastu jedenastoma
12 dwanaście | dwunastu dwunastoma
13 trzynaście | trzynastu trzynastoma
14 czternaście | czternastu czternastoma
15 piętnaście | piętnastu piętnastoma
16 szesnaście | szesnastu szesnastoma
17 siedemnaście | siedemnastu siedemnastoma
18 osiemnaście | osiemnastu osiemnastoma
19 dziewiętnaście | dziewiętnastu dziewiętnastoma
20 dwadzieścia | dwudziestu dwudziestoma
30 trzydzieści | trzydziestu trzydziestoma
40 czterdzieści | czterdziestu czterdziestoma
50 pięćdziesiąt | pięćdziesięciu pięćdziesięcioma
60 sześćdziesiąt | sześćdziesięciu sześćdziesięcioma
70 siedemdziesiąt | siedemdziesięciu siedemdziesięcioma
80 osiemdziesiąt | osiemdziesięciu osiemdziesięcioma
90 dziewięćdziesiąt | dziewięćdziesięciu dziewięćdziesięcioma
100 sto | stu
200 dwieście | dwustu
300 trzysta | trzystu
400 czterysta | czterystu
500 pięćset | pięciuset
600 sześćset | sześciuset
700 siedemset | siedmiuset
800 osiemset | ośmiuset
900 dziewięćset | dziewięciuset
""")
_ENDINGS = {"y": "m", "ego": "m", "emu": "x", "ym": "x", "a": "f", "ej": "f", "ą": "f", "e": "x", "ych": "x"}
_SOFT = {"i": "m", "iego": "m", "iemu": "x", "im": "x", "a": "f", "iej": "f", "ą": "f", "ie": "x", "ich": "x"}
_THIRD = {"i": "m", "iego": "m", "iemu": "x", "im": "x", "ia": "f", "iej": "f", "ią": "f", "ie": "x", "ich": "x"}
_ORDINALS = ordinals(
    """
0 zerow
1 pierwsz
2 drug
3 trzec
4 czwart
5 piąt
6 szóst
7 siódm
8 ósm
9 dziewiąt
10 dziesiąt
11 jedenast
12 dwunast
13 trzynast
14 czternast
15 piętnast
16 szesnast
17 siedemnast
18 osiemnast
19 dziewiętnast
20 dwudziest
30 trzydziest
40 czterdziest
50 pięćdziesiąt
60 sześćdziesiąt
70 siedemdziesiąt
80 osiemdziesiąt
90 dziewięćdziesiąt
2000 dwutysięczn
""",
    _ENDINGS,
    {"drug": _SOFT, "trzec": _THIRD},
)
_MONTHS = """
stycznia styczeń styczniu
lutego luty lutym
marca marzec marcu
kwietnia kwiecień kwietniu
maja maj maju
czerwca czerwiec czerwcu
lipca lipiec lipcu
sierpnia sierpień sierpniu
września wrzesień wrześniu
października październik październiku
listopada listopad listopadzie
grudnia grudzień grudniu
"""
_CURRENCIES = ("PLN", "EUR", "USD")

GRAMMAR = Grammar(
    language=Language.PL,
    numerals=SpacedNumerals(
        direct=_DIRECT,
        oblique=_OBLIQUE,
        scales={
            **every("tysiąc tysiące tysięcy tysiąca tysiącach tysiącami", 1000),
            **every("milion miliony milionów miliona", 1_000_000),
        },
        lone=frozenset({"tysiąc", "milion", "tysiąca"}),
        ordinal=_ORDINALS,
        has_ordinal_tens=True,
    ),
    writing=Writing(
        thousands="\N{NO-BREAK SPACE}",
        grouped_from=10_000,
        decimal=",",
        sure_from=7,
        money={code: f"{{}}\N{NO-BREAK SPACE}{sign}" for code, sign in zip(_CURRENCIES, ("zł", "€", "$"), strict=True)},
    ),
    digits=DigitWords(zeros=frozenset({"zera", "zer"}), plus=frozenset({"plus"})),
    countries=("PL",),
    minute_zeros=frozenset({"zero"}),
    sets={
        "at": "o na do od po przed około koło godzina godzinie godzinę godziny",
        "until": "do od po przed",
        "on": "o na godzina godzinie godzinę",
        "day": "dziś dzisiaj jutro pojutrze wczoraj rano wieczorem południu poniedziałek poniedziałku wtorek wtorku"
        " środa środę środy czwartek czwartku piątek piątku sobota sobotę soboty niedziela niedzielę niedzieli",
        "weekday": "poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę dziś dzisiaj"
        " jutro",
        "unit": "minut minuty minutę sekund sekundy złotych złote złoty procent procenta tysięcy tysiące tysiąc lat"
        " lata rok dni dzień raz razy osób tygodni tygodnie miesięcy miesiące stopni metrów kilometrów gramów"
        " miligramów sztuk groszy punktów wizyt zdjęć badań",
        "ending": "kończący_się_na kończy_się_na końcówka cyfry numer numeru kod kodu pesel polisy",
        "phone": "telefon telefonu numer numeru",
        "fever": "temperatura temperaturę temperatury gorączka gorączkę gorączkuje stopni",
        "first": "wizyta wizyty wizytę wizycie raz konsultacja konsultację konsultacji pomoc kolejka kolejkę część"
        " części strona stronę stronie połowa połowę połowie grupa grupę klasa klasę dawka dawkę rata ratę osoba"
        " osobę",
        "next": "albo czy lub i a ale u do o w we pasuje może proszę dobrze dziękuję wizyta",
    },
    names={
        "MONTH": names(_MONTHS),
        "PART": {
            "rano": Part.MORNING,
            "w_południe": Part.NOON,
            "po_południu": Part.DAY,
            "popołudniu": Part.DAY,
            "wieczorem": Part.EVENING,
            "w_nocy": Part.NIGHT,
        },
        "CUR": {
            **every("złotych złote złoty złotego złotymi", 0),
            "euro": 1,
            **every("dolarów dolary dolar", 2),
        },
    },
    ordinals={"OD": "m", "OH": "f", "OY": "m", "O": "mfx"},
    rules=(
        # dates
        Rule("OD MONTH OY", day("{day} {month} {year}")),
        Rule("OD MONTH", day("{day} {month}")),
        # times
        Rule("wpół do OH PART?", clock("OH", 30, to=True)),
        Rule("za kwadrans OH PART?", clock("OH", 15, before=True)),
        Rule("za U minut|minuty? OH PART? < !@first", clock("OH", "U", before=True)),
        Rule("kwadrans po OH PART?", clock("OH", 15)),
        Rule("U minut|minuty? po OH PART? < !@first", clock("OH", "U")),
        Rule("OH M PART? < !@unit", clock("OH", "M")),
        Rule("OH PART", clock("OH")),
        Rule("godzina|godzinie|godzinę|godziny > OH < !@first", clock("OH")),
        Rule("@on > OH < @next", clock("OH")),
        Rule("@on > OH < $", clock("OH")),
        Rule("~@day @on > OH < !@first", clock("OH")),
        Rule("!@until ~@day > OH < $", clock("OH")),
        Rule("!@until ~@day > OH < albo|czy|lub|i", clock("OH")),
        Rule("@on > OHM < !@first", clock("OHM")),
        Rule("@weekday > OHM < !@first", clock("OHM")),
        Rule("OHH < !@first", clock("OHH")),
        Rule("H M PART", clock("H", "M")),
        Rule("!~@phone o|na|do|po|godzina|godzinie > H MM < !@unit", clock("H", "MM")),
        Rule("godzina|godzinę U < !O"),
        Rule("godziny|godzin|minut|minuty|lat|złotych|tysięcy|osób|dni N < !O"),
        # money, shares, decimals
        Rule("półtora tysiąca CUR", money(_CURRENCIES, None, plus=1500)),
        Rule("półtora tysiąca", number(None, plus=1500)),
        Rule("N i pół tysiąca CUR", money(_CURRENCIES, plus=500, times=1000)),
        Rule("N i pół tysiąca", number(plus=500, times=1000)),
        Rule("N i pół", fraction(least=2)),
        Rule("N1 N2 < @unit", span()),
        Rule("N CUR", money(_CURRENCIES)),
        Rule("N procent|procenta", percent()),
        Rule("~@fever > N i D", fraction("D", least=34, most=42)),
    ),
)
