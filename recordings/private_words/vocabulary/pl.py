"""Polish."""

import re

from recordings.private_words.spans import PrivateKind
from recordings.private_words.vocabulary.shape import Vocabulary, counted, listed

VOCABULARY = Vocabulary(
    units=counted("zero jeden|jedna|raz dwa|dwie trzy cztery pięć sześć siedem osiem dziewięć"),
    teens=counted(
        "dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście"
        " dziewiętnaście",
        10,
    ),
    tens=counted(
        "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
        20,
        10,
    ),
    hundreds=counted("sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset", 100, 100),
    amounts=frozenset(listed("tysiąc tysiące tysięcy tysiąca milion miliona milionów półtora")),
    zeros=frozenset(listed("zera zer")),
    repeats={},
    ordinal=re.compile(
        r"(pierwsz|drug|trzec|czwart|piąt|szóst|siódm|ósm|dziewiąt|dziesiąt|jedenast|dwunast|trzynast|czternast|piętnast"
        r"|szesnast|siedemnast|osiemnast|dziewiętnast|dwudziest|trzydziest|czterdziest|pięćdziesiąt|sześćdziesiąt"
        r"|siedemdziesiąt|osiemdziesiąt|dziewięćdziesiąt|dwutysięczn|zerow)(y|i|ego|iego|emu|iemu|ym|im|a|ia|ą|ią|ej|iej|e|ie)"
    ),
    month=re.compile(
        r"(stycz(eń|ni)|lut(y|ego|ym)|mar(zec|c)|kwie(cień|tni)|maj|czerw(iec|c)|lip(iec|c)|sierp(ień|ni)|wrze(sień|śni)"
        r"|październik|listopad|grud(zień|ni))\w{0,3}"
    ),
    year_words=frozenset(listed("rok roku rocznik")),
    fillers=frozenset(listed("i e no tak potem dalej kreska myślnik spacja nawias to jeszcze aha mhm plus kod więc")),
    breakers=frozenset(
        listed(
            "w we na do z ze o od po za przez lub albo czy około godzina godziny godzin godzinie minut minuty"
            " rano wieczorem południu wpół złoty złote złotych procent lat rok roku dom numer budynek lokal"
            " mieszkanie gabinet piętro poniedziałek wtorek środę czwartek piątek sobotę niedzielę nie a ale"
        )
    ),
    counted=listed(
        "godzin minut sekund dzień dni dnia tydz tygodn miesi lat rok raz złot tysi procent ząb zęb plomb"
        " lekarz gabinet pięt osób osob tablet zdję wizyt rano wieczor sztuk koron implant przez"
    ),
    before_plain=frozenset(
        listed(
            "w we na do z ze o od po za przez dom budynek lokal mieszkanie gabinet piętro poniedziałek"
            " wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę"
        )
    ),
    cues={
        PrivateKind.PHONE: listed("telefon* komórk* komórkow* stacjonarn* oddzwon* zadzwon* dzwonić kontaktow*"),
        PrivateKind.CARD: (*listed("karta karty kartę kartą karcie"), "szesnaście cyfr"),
        PrivateKind.POLICY: listed("polis* ubezpiecz* pesel* nfz ekuz legitymac*"),
        PrivateKind.BIRTH_DATE: (
            *("dat* urodz*", "dzień urodz*", "rok urodz*", "kiedy * urodz*", "kiedy urodz*", "miesiąc urodz*"),
            *listed("urodził* urodzon*"),
        ),
        PrivateKind.SURNAME: ("nazwisk*", "z tej strony", "imię", "nazywam się", "nazywa się", "godność"),
    },
    number_cues=("numer*", "cyfr*", "zapisać", "pisać", "dyktuję", "dyktować"),
    tails=("kończy się na", "kończący się na", "końcówka", "ostatnie cyfry", "ostatnie cztery"),
    birth_after=("urodz*",),
    series=frozenset(listed("seria serii serię")),
    letters=frozenset(
        listed(
            "be ce de ef gie ha jot ka el em en pe ku er es te u wu iks igrek zet a b c d e f g h i j k l m n o"
            " p r s t u w x y z"
        )
    ),
    titles=frozenset(
        listed(
            "pan pana panu panem pani panią państwo państwa pacjent pacjenta pacjentka pacjentki pacjentce pacjentkę"
        )
    ),
    doctors=listed("doktor lekar dentyst chirurg ortodont stomatolog recepcj"),
    ordinary=frozenset(
        listed(
            "zając wróbel kowal lis wilk baran kozioł sikora mróz zima gołąb sowa kruk kot koza mucha żuk rak"
            " ryba król książę szewc krawiec młynarz piekarz rybak bednarz mazur duda wieczorek niedziela sobota"
            " maj dąb sosna brzoza jabłoński biały biała czarny czarna mały mała duży nowy nowa stary stara"
            " młody długi gruby suchy dobry wesoły bąk kula kawa chleb kapusta groch pieprz kos czapla gil kania"
        )
    ),
)
