"""Polish sentences of the seeded set."""

from tests.benchmarks.private_speech.speech import Speech, listed

_ORDINALS = listed(
    "_ pierwszego drugiego trzeciego czwartego piątego szóstego siódmego ósmego dziewiątego dziesiątego jedenastego"
    " dwunastego trzynastego czternastego piętnastego szesnastego siedemnastego osiemnastego dziewiętnastego"
    " dwudziestego"
)
_TENTHS = {
    3: "trzydziestego",
    5: "pięćdziesiątego",
    6: "sześćdziesiątego",
    7: "siedemdziesiątego",
    8: "osiemdziesiątego",
    9: "dziewięćdziesiątego",
}

SPEECH = Speech(
    units=listed("zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć"),
    teens=listed(
        "dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście"
        " dziewiętnaście"
    ),
    tens=listed(
        "_ _ dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt"
        " dziewięćdziesiąt"
    ),
    hundreds=listed("_ sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset"),
    ordinals=_ORDINALS,
    tenths=_TENTHS,
    inflects_tens=True,
    round_ordinals={2: "dwudziestego", 3: "trzydziestego"},
    months=listed("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"),
    century="tysiąc dziewięćset",
    year="roku",
    this_year="dwa tysiące dwudziestego siódmego roku",
    phone_starts=("", "plus czterdzieści osiem"),
    phone_shapes=((3, 3, 3), (3, 2, 2, 2), (1, 1, 1, 1, 1, 1, 1, 1, 1)),
    short_shapes=((3, 2, 2), (1, 2, 2, 2)),
    policy_shapes=((4, 2, 2), (2, 2, 2, 2, 3), (3, 3, 3)),
    policy_letters=("", "seria a be", "ka en", "seria wu"),
    given=listed("Maria Olga Tomasz Piotr Barbara Ewa Marcin"),
    surnames=(
        listed("Nowak Nowaka Nowakowi Nowaka Nowakiem"),
        listed("Kowalczyk Kowalczyk Kowalczyk Kowalczyk Kowalczyk"),
        listed("Zielińska Zielińskiej Zielińskiej Zielińską Zielińską"),
        listed("Lewandowski Lewandowskiego Lewandowskiemu Lewandowskiego Lewandowskim"),
        listed("Mazur Mazura Mazurowi Mazura Mazurem"),
        listed("Dudek Dudka Dudkowi Dudka Dudkiem"),
        listed("Malinowska Malinowskiej Malinowskiej Malinowską Malinowską"),
        listed("Wieczorek Wieczorka Wieczorkowi Wieczorka Wieczorkiem"),
        listed("Sadowska Sadowskiej Sadowskiej Sadowską Sadowską"),
        listed("Kubiak Kubiaka Kubiakowi Kubiaka Kubiakiem"),
    ),
    prices=(
        "dwieście pięćdziesiąt złotych",
        "siedem tysięcy złotych",
        "dwa pięćset",
        "sto dwadzieścia złotych",
        "trzysta osiemdziesiąt",
    ),
    times=(
        "dziewiątą trzydzieści",
        "piętnastą czterdzieści pięć",
        "dziesiątą rano",
        "szesnastą zero zero",
        "wpół do siódmej",
    ),
    dates=(
        "dwudziestego czwartego listopada",
        "trzeciego marca",
        "wtorek piętnastego",
        "pierwszy czerwca",
        "dziewiętnasty",
    ),
    houses=("dwadzieścia pięć", "sto osiem", "czterdzieści dwa przez trzy", "siedemnaście"),
    counts=("trzy", "dwanaście", "dwadzieścia osiem", "trzydzieści dwa"),
)

TEMPLATES = """
a: proszę podać telefon kontaktowy / p: tak proszę pisać {phone}
p: mój numer to {phone} zapisała pani
p: proszę oddzwonić na {phone} jestem wolna po szóstej
a: jak się z panią skontaktować / p: {phone}
p: {phone1} / a: {phone1} / p: {phone2} / a: dalej / p: {phone3} / a: dziękuję zapisałam
p: to numer męża {phone} proszę dzwonić do niego
a: sprawdzam telefon {phone} zgadza się / p: zgadza się
p: stacjonarny mamy {short} w razie czego
a: proszę dyktować telefon / p: {phone1} / a: mhm / p: {phone2} / a: tak / p: {phone3}
p: zapłacę kartą numer karty {card}
a: proszę podać szesnaście cyfr z przodu / p: {card}
p: karta {card1} / a: jest / p: {card2} / a: dalej / p: {card3} / a: tak / p: {card4}
p: zwrot przyszedł źle moja karta {card} bank ten sam
p: mam polisę {policy} jest ważna
a: numer polisy poproszę / p: {policy}
p: ubezpieczenie numer {policy} z pracy
a: ma pani polisę przy sobie / p: tak już podaję numer {policy}
a: poproszę pesel / p: {pesel}
a: data urodzenia / p: {birth}
p: urodziłam się {birth} powinna być moja karta
a: ile ma pan lat i kiedy się pan urodził / p: {birth}
p: dziecko urodzone {birth} czy można do państwa
a: potwierdzam datę urodzenia {birth} zgadza się / p: tak wszystko dobrze
a: nazwisko / p: {nom}
p: moje nazwisko {nom} byłam u państwa latem
p: dzień dobry z tej strony {given} {nom}
p: chcę przełożyć wizytę {gen} {given}
a: zapisałam {acc} na wizytę czekamy
p: dzwonię w sprawie {gen} to moja mama
a: przekazałam zdjęcia {dat} oddzwoni
a: rozmawialiśmy już z {ins} o płatności
a: pani {nom} lekarz czeka
p: wizyta kosztuje {price} prawda
a: konsultacja {price} a czyszczenie {price}
a: mam termin na {time} i na {time} co wygodniej
a: lekarz jest wolny {date} o {time}
p: może {date} bliżej {time}
a: nasz adres ulica ogrodowa {house} drugie piętro
a: budynek {house} lokal {house} wejście od podwórza
p: mam {count} lat i boli mnie ząb już {count} dni
a: proszę przyjść {count} minut wcześniej i wziąć dowód
a: mamy {count} lekarzy i {count} gabinetów
p: byłem u państwa {date} w zeszłym roku robiliście {count} plomby
a: pracujemy od dziewiątej do dwudziestej w sobotę od dziesiątej do szesnastej
a: zapisuję panią na {date} {this_year} na {time}
p: gorączka trzydzieści osiem i dwa biorę po {count} tabletki
a: o dziewiątej trzydzieści dziesiątej piętnaście jedenastej zero zero i dwunastej czterdzieści pięć
a: rabat {count} procent raty na {count} miesięcy po {price}
a: na {time} do doktor orłowskiej albo na {time} do doktora bielskiego
"""
